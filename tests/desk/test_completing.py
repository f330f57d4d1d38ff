"""What is offered while a filter is typed: keys, values, whole terms, in the reader's language."""

from agentdesk.desk.filter import Names, read_filter
from agentdesk.desk.filter.completing import complete
from agentdesk.desk.filter.words import KEYS
from tests.desk.test_filter import ANN
from tests.desk.test_filter import NAMES as PEOPLE

NAMES = Names(teams=PEOPLE.teams, agents=PEOPLE.agents, me=ANN, tags=("投诉", "退款", "refund due"))


def offers(text: str, lang: str = "en") -> list[str]:
    return [offer.text for offer in complete(text, len(text), NAMES, lang)]


def test_an_empty_line_offers_every_key_in_the_readers_language() -> None:
    assert len(offers("")) == len(offers("x ", "zh")) == len(KEYS)
    assert offers("")[:3] == ["team:", "tag:", "owner:"]
    assert offers("", "zh")[:3] == ["技能组:", "标签:", "负责人:"]
    assert "等待>" in offers("", "zh")


def test_a_key_is_found_by_its_name_in_either_language() -> None:
    assert offers("te")[0] == "team:"
    assert offers("标")[0] == "tag:"
    assert offers("pri", "zh")[0] == "优先级:"
    assert offers("-te")[0] == "team:"


def test_values_are_those_of_the_desk() -> None:
    assert offers("team:")[:3] == ["Funds ", "Risk ", '"Shop care" ']
    assert offers("组：资", "zh") == ["资金 "]
    assert offers("team:fu") == offers("team:资金,fu") == ["Funds "]
    assert offers("tag:") == ["投诉 ", "退款 ", '"refund due" ', "none "]
    assert offers("owner:")[0] == "me "
    assert offers("负责人:李", "zh") == ["李敏 "]
    assert offers("priority:u") == ["urgent "]
    assert offers("优先级:", "zh") == ["紧急 ", "高 ", "中 ", "低 "]
    assert offers("wait>3")[0] == "30m "
    assert offers("nonsense:") == []


def test_a_word_is_offered_as_the_term_it_is_part_of() -> None:
    assert "tag:退款 " in offers("退")
    assert "是:未领 " in offers("未", "zh")
    assert "team:Funds " in offers("fund")


def test_what_is_taken_can_be_read() -> None:
    for lang in ("en", "zh"):
        for key in KEYS:
            sign = ">" if key.compared else ":"
            for offer in complete(f"x {key.shown(lang)}{sign}", 99, NAMES, lang):
                text = f"x {key.shown(lang)}{sign}"[: offer.start] + offer.text
                assert [term.key for term in read_filter(text, NAMES).terms] == ["words", key.id]


def test_a_tag_is_offered_by_what_it_is_called_in_the_readers_language() -> None:
    names = Names(tags=("退款", "gold"), called={"退款": ("", "refund due")})
    offered = complete("tag:", 4, names, "en")
    assert [(offer.text, offer.about) for offer in offered[:2]] == [('"refund due" ', "退款"), ("gold ", "")]
    assert complete("tag:due", 7, names, "zh") == ()
    assert next(offer.text for offer in complete("标签:", 3, names, "zh")) == "退款 "
