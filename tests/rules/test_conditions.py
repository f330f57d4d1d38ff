"""Each condition, and how they go together."""

import pytest

from tests.rules.small_desk import judged, matches, quotes, told, with_rule


def test_all_any_none_nest_freely() -> None:
    ruleset = with_rule(
        "{all: [{any: [{words: 退}, {words: 换}]}, {none: [{words: 已}, {all: [{words: 谢}, {words: 好}]}]}]}"
    )
    said = {text: matches(ruleset, text) for text in ("退", "换谢", "换谢好", "已退", "好")}
    assert said == {"退": True, "换谢": True, "换谢好": False, "已退": False, "好": False}


def test_several_conditions_in_one_mapping_must_all_hold() -> None:
    ruleset = with_rule("{words: 退款, channel: chat}")
    assert matches(ruleset, "退款", channel="chat")
    assert not matches(ruleset, "退款", channel="email")
    assert not matches(ruleset, "你好", channel="chat")


def test_a_list_of_conditions_must_all_hold() -> None:
    assert not matches(with_rule("[{words: 退款}, {words: 拒绝}]"), "退款")


def test_a_rule_of_facts_alone_needs_no_word() -> None:
    ruleset = with_rule("{tier: [vip, 商家]}")
    assert matches(ruleset, "", tier="vip")
    assert matches(ruleset, "?", tier="merchant")
    assert not matches(ruleset, "vip", tier="ordinary")


def test_none_alone_holds_where_nothing_is_found() -> None:
    ruleset = with_rule("{none: [{words: 退款}]}")
    assert matches(ruleset, "你好")
    assert not matches(ruleset, "退款")


def test_any_of_a_fact_and_a_word() -> None:
    ruleset = with_rule("{any: [{first: yes}, {words: 退款}]}")
    assert matches(ruleset, "x", first=True)
    assert matches(ruleset, "退款", first=False)
    assert not matches(ruleset, "x", first=False)


@pytest.mark.parametrize(
    ("when", "facts", "holds"),
    [
        ("{channel: [chat, 电话]}", {"channel": "phone"}, True),
        ("{category: [退款, Refund]}", {"category": " ＲＥＦＵＮＤ "}, True),
        ("{category: 退款}", {"category": "物流"}, False),
        ("{lang: 中文}", {"lang": "zh"}, True),
        ("{lang: en}", {"lang": "zh"}, False),
        ("{first: no}", {"first": False}, True),
        ("{首条: 是}", {"first": False}, False),
        ("{tags: [退款, 纠纷]}", {"tags": ("纠纷",)}, True),
        ("{tags: 退款}", {"tags": ()}, False),
        ("{attribute: {verified: no}}", {"attributes": {"verified": "no"}}, True),
        ("{attribute: {verified: no, city: [成都, 重庆]}}", {"attributes": {"verified": "no", "city": "上海"}}, False),
        ("{attribute: {verified: no}}", {"attributes": {}}, False),
        ("{hours: '22:00-08:00'}", {"minute_of_day": 23 * 60}, True),
        ("{hours: 22:00-08:00}", {"minute_of_day": 8 * 60}, False),
        ("{hours: ['09:00-12:00', '13:30-24:00']}", {"minute_of_day": 1439}, True),
        ("{hours: ['09:00-12:00', '13:30-18:00']}", {"minute_of_day": 12 * 60 + 15}, False),
    ],
)
def test_facts(when: str, facts: dict[str, object], holds: bool) -> None:
    assert matches(with_rule(when), "你好", **facts) is holds


def test_length_counts_characters_as_written() -> None:
    ruleset = with_rule("{length: {min: 2, max: 3}}")
    assert [matches(ruleset, "字" * n) for n in (1, 2, 3, 4)] == [False, True, True, False]


def test_a_regex_reads_normalised_text_whatever_its_case() -> None:
    ruleset = with_rule(r"{regex: '订单\s*\d+'}")
    text = "我的訂單　１２３呢"
    assert quotes(judged(ruleset, text), text) == ["訂單　１２３"]
    assert matches(with_rule(r"{正则: '\bVIP（会员）'}"), "我是vip(会员)")
    assert not matches(with_rule(r"{regex: '\brefund\b'}"), "refunds")
    assert matches(with_rule(r"{regex: '\brefund\b'}"), "要refund吗")


def test_hits_within_a_distance() -> None:
    ruleset = with_rule("{within: {chars: 8, of: [{words: 商家}, {words: 拒绝}]}}")
    near, far = "商家竟然拒绝", "商家说等等，系统却拒绝"
    assert quotes(judged(ruleset, near), near) == ["商家", "拒绝"]
    assert not matches(ruleset, far)
    again = f"{far}，后来客服拒绝商家"
    assert quotes(judged(ruleset, again), again) == ["拒绝", "商家"]


def test_within_takes_words_and_patterns_in_any_order() -> None:
    ruleset = with_rule(r"{within: {chars: 6, of: [{words: [元, 块]}, {regex: '\d+'}, {words: 退}]}}")
    assert matches(ruleset, "退我500块")
    assert not matches(ruleset, "退我，一共是500块")


@pytest.mark.parametrize(
    ("when", "problems"),
    [
        ("{wrds: x}", ["1:24 rules.unknown_key_near"]),
        ("{words: [退款，退钱]}", ["1:32 rules.fullwidth_comma"]),
        ("{words: “退款”}", ["1:31 rules.fullwidth_brackets"]),
        ("{regex: '('}", ["1:32 rules.bad_regex"]),
        ("{regex: 'a*'}", ["1:31 rules.regex_empty"]),
        ("{within: {chars: 5, of: [{words: a}]}}", ["1:47 rules.within_parts"]),
        ("{within: {chars: 5, of: [{words: a}, {first: yes}]}}", ["1:47 rules.within_parts"]),
        ("{within: {chars: many, of: [{words: a}, {words: b}]}}", ["1:40 rules.expected_number"]),
        ("{within: {chars: 5}}", ["1:32 rules.missing"]),
        ("{lang: fr}", ["1:30 rules.unknown_choice"]),
        ("{first: maybe}", ["1:31 rules.expected_truth"]),
        ("{hours: '9-18'}", ["1:31 rules.bad_hours"]),
        ("{hours: '25:00-26:00'}", ["1:31 rules.bad_hours"]),
        ("{length: {min: 5, max: 2}}", ["1:32 rules.length_order"]),
        ("{length: {}}", ["1:32 rules.missing"]),
        ("{all: []}", ["1:29 rules.no_condition"]),
        ("{}", ["1:23 rules.no_condition"]),
        ("退款", ["1:23 rules.expected_table"]),
        ("{words: }", ["1:31 rules.empty"]),
    ],
)
def test_what_is_wrong_with_a_condition_is_told_with_its_place(when: str, problems: list[str]) -> None:
    assert told(f"rules: [{{id: a, when: {when}, then: {{tags: x}}}}]") == problems
