"""The filter language: what may be written in either language, what it means, and how mistakes are told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk.filter import Filter, FilterError, Names, Term, read_filter
from agentdesk.desk.filter.words import FLAGS, KEYS, Kind
from agentdesk.lang import LANGUAGES, say
from agentdesk.model import Agent, Team

ANN = Agent(id="a1", name="ann", display="李敏", teams=("funds", "risk"))
NAMES = Names(
    teams=(
        Team(id="funds", name_zh="资金", name_en="Funds"),
        Team(id="risk", name_zh="风控", name_en="Risk"),
        Team(id="shop", name_zh="小店 售后", name_en="Shop care"),
    ),
    agents=(ANN, Agent(id="a2", name="bo", display="Bo")),
    me=ANN,
)


def test_a_tag_is_named_by_whatever_it_is_called() -> None:
    names = Names(tags=("退款", "gold"), called={"退款": ("", "refund"), "升级": ("", "wants more")})
    for text in ("tag:退款", "tag:refund", "tag:Refund", "标签:refund"):
        assert read_filter(text, names).terms == (Term("tag", ":", ("退款",)),)
    assert read_filter('tag:"wants more",gold,none', names).terms == (Term("tag", ":", ("升级", "gold", None)),)


def read(text: str) -> tuple[Term, ...]:
    return read_filter(text, NAMES).terms


@pytest.mark.parametrize(
    ("texts", "term"),
    [
        (("team:funds", "team:Funds", "技能组:资金", "组：资金", "team=funds"), Term("team", ":", ("funds",))),
        (('team:"Shop care"', "组:“小店 售后”", "组:「小店 售后」"), Term("team", ":", ("shop",))),
        (
            ("team:funds,risk", "组：资金，风控", "组:资金、风控", "team:mine", "组:我组"),
            Term("team", ":", ("funds", "risk")),
        ),
        (("team:none", "组:无"), Term("team", ":", (None,))),
        (("-team:funds", "team!=funds", "！组：资金", "组！＝资金"), Term("team", ":", ("funds",), True)),
        (("owner:me", "负责人:我", "客服:李敏", "agent:ann"), Term("owner", ":", ("a1",))),
        (("owner:any", "-owner:none", "客服:有"), Term("owner", ":", (None,), True)),
        (("tag:投诉,退款", "标签：投诉，退款"), Term("tag", ":", ("投诉", "退款"))),
        (("wait>30m", "等待>30分钟", "等＞30m", "wait:>30m"), Term("wait", ">", (30 * MINUTE,))),
        (("due<=2h", "时限≤2小时", "剩余<=120m"), Term("due", "<=", (2 * HOUR,))),
        (("age>1d", "时长>24h"), Term("age", ">", (DAY,))),
        (("messages>=5", "消息数≥5"), Term("messages", ">=", (5,))),
        (("messages:5", "消息:5"), Term("messages", ":", (5,))),
        (("priority:urgent,high", "优先级:紧急,高", "优先级：急，高"), Term("priority", ":", ("urgent", "high"))),
        (("tier:vip", "客户等级:贵宾", "等级:VIP"), Term("tier", ":", ("vip",))),
        (("channel:chat", "渠道:在线"), Term("channel", ":", ("chat",))),
        (("state:pending", "状态:待客户"), Term("state", ":", ("pending",))),
        (("is:unassigned", "是:未领", "is:free", "is:unclaimed"), Term("is", ":", ("unassigned",))),
        (("kind:complaint", "类型:投诉"), Term("kind", ":", ("complaint",))),
        (("customer:林晓", "客户:林晓"), Term("customer", ":", ("林晓",))),
        (("task:funds", "协查:资金"), Term("task", ":", ("funds",))),
        (("refund", '"refund"', "“refund”"), Term("words", ":", ("refund",))),
        (("-refund",), Term("words", ":", ("refund",), True)),
        (('"a:b"',), Term("words", ":", ("a:b",))),
        (('tag:"a, b"',), Term("tag", ":", ("a, b",))),
    ],
)
def test_both_languages_say_the_same(texts: tuple[str, ...], term: Term) -> None:
    for text in texts:
        assert read(text) == (term,), text


def test_a_part_of_a_teams_name_stands_for_it_where_only_one_has_it() -> None:
    assert read("team:售后") == read("team:care") == (Term("team", ":", ("shop",)),)
    for unclear in ("team:售", "team:s", "team:nothing"):
        with pytest.raises(FilterError):
            read(unclear)
    names = Names(teams=(*NAMES.teams, Team(id="goods", name_zh="商品 售后", name_en="Goods")))
    with pytest.raises(FilterError):
        read_filter("team:售后", names)


def test_a_length_is_understood_in_chinese_numbers() -> None:
    assert read("等待>一小时") == read("wait>1h")
    assert read("等待>半小时") == read("等待>三十分钟") == read("wait>30m")


def test_terms_stand_beside_one_another() -> None:
    assert read("  team:资金　标签:投诉 wait>30m 退款 ") == (
        Term("team", ":", ("funds",)),
        Term("tag", ":", ("投诉",)),
        Term("wait", ">", (30 * MINUTE,)),
        Term("words", ":", ("退款",)),
    )
    assert read_filter("", NAMES) == Filter()


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("team:资斤", 5, "Column 6: there is no team “资斤”; did you mean “资金”?"),
        (
            "tag:x taem:funds",
            6,
            "Column 7: there is no key “taem”; did you mean “team”? Words to look for stand in quotes.",
        ),
        ("owner:an", 6, "Column 7: nobody here is called “an”; did you mean “ann”?"),
        ("priority:urgnt", 9, "Column 10: “priority” is never “urgnt”; did you mean “urgent”?"),
        ("is:unasigned", 3, "Column 4: “is” is never “unasigned”; did you mean “unassigned”?"),
        ("wait>30", 5, "Column 6: “30” is not a length of time; write 30m, 2h, 1d or 30分钟."),
        ("wait>2wh", 5, "Column 6: “2wh” is not a length of time; write 30m, 2h, 1d or 30分钟."),
        ("wait:30m", 5, "Column 6: “wait” is compared; write wait>30m or wait<30m."),
        ("wait>1h,2h", 8, "Column 9: “wait” is compared with one value only."),
        ("messages>x", 9, "Column 10: “x” is not a number; write messages>5."),
        ("team>funds", 0, "Column 1: “team” is not compared; write team:…"),
        ("team:", 5, "Column 6: nothing stands behind “team”."),
        ("team:funds,", 11, "Column 12: nothing stands behind “team”."),
        (":funds", 0, "Column 1: a key is missing, such as team or tag."),
        ('x "abc', 2, "Column 3: this quote is never closed."),
        ("x" * 501, 500, "A filter has 500 characters at most."),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, at: int, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text)
    assert caught.value.at == at
    assert say(caught.value.message, "en") == words
    assert "{" not in say(caught.value.message, "zh")


def test_no_word_means_two_keys_and_no_choice_two_things() -> None:
    names = [name for key in KEYS for name in (*key.en, *key.zh)]
    assert len(names) == len(set(names))
    for choices in [FLAGS, *(key.choices for key in KEYS)]:
        words = [word.casefold() for each in choices.values() for word in each]
        assert len(words) == len(set(words)), choices


def test_every_key_and_choice_has_a_name_in_both_languages() -> None:
    for key in KEYS:
        assert all(name.isascii() for name in key.en), key.id
        assert not any(name.isascii() for name in key.zh), key.id
        assert {key.shown(lang) for lang in LANGUAGES} == {key.en[0], key.zh[0]}
        for meant, words in key.choices.items():
            assert any(word.isascii() for word in words), meant
            assert meant == "vip" or any(not word.isascii() for word in words), meant


@given(st.text(alphabet='team:funds,资金 "“”「」<>=!-：，＜ 30mwait>is退', max_size=30))
def test_whatever_is_typed_is_understood_or_told(text: str) -> None:
    error = mistake(text)
    if error is not None:
        assert 0 <= error.at <= len(text)
        assert all("{" not in say(error.message, lang) for lang in LANGUAGES)


def mistake(text: str) -> FilterError | None:
    try:
        read(text)
    except FilterError as error:
        return error
    return None


_VALUES: dict[Kind, Any] = {
    Kind.LENGTH: ("30m", "2h"),
    Kind.COUNT: ("0", "7"),
    Kind.TEAM: ("funds", "资金"),
    Kind.AGENT: ("me", "bo"),
    Kind.NAME: ("x",),
    Kind.TEXT: ("x",),
}


@pytest.mark.parametrize("key", KEYS, ids=[key.id for key in KEYS])
def test_every_name_of_a_key_reads(key: Any) -> None:
    values = _VALUES.get(key.kind) or [word for words in key.choices.values() for word in words]
    op = ">" if key.compared else ":"
    for name in (*key.en, *key.zh, key.en[0].upper()):
        for value in values:
            assert read(f"{name}{op}{value}")[0].key == key.id
