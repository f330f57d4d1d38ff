"""What `check` warns of: it works, but is probably not meant."""

import pytest

from agentdesk.lang import Message
from agentdesk.rules import check

TESTS = "tests: {match: [a], no_match: [b]}"
RULE = "rules: [{{id: x, when: {{{}}}, then: {{tags: a}}}}]"
TEAMS = "teams: [{id: a}, {id: b}]\n"


def warned(text: str) -> list[str]:
    """Return `line:column code` of every warning of one file, but those of missing tests."""
    return [
        f"{problem.place.line}:{problem.place.column} {problem.message.code}"
        for problem in check({"a.yaml": text})
        if problem.severity == "warning" and "match_tests" not in problem.message.code
    ]


def two(first: str, second: str) -> list[str]:
    """Return what is said of two rules that route to different teams."""
    rules = (
        f"rules:\n  - {{id: x, when: {first}, then: {{route: a}}}}\n  - {{id: y, when: {second}, then: {{route: b}}}}\n"
    )
    return warned(TEAMS + rules)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{words: 退款}", "{words: 退款}"),
        ("{words: [退款, 退货]}", "{words: 退款}"),
        ("{words: 退款}", "{words: 退款, channel: chat}"),
        ("{words: 退款}", "{within: {chars: 9, of: [{words: 退款}, {words: 商家}]}}"),
        ("{any: [{words: 退款}, {channel: chat}]}", "{channel: chat, tier: vip}"),
        ("{length: {min: 5}}", "{length: {min: 8, max: 9}}"),
        ("{wrote: {within: 24h, least: 3}}", "{wrote: {within: 24h, least: 5}}"),
        ("{tier: [vip, creator]}", "{any: [{tier: vip}, {tier: creator, words: 你好}]}"),
    ],
)
def test_a_route_that_an_earlier_rule_always_takes_is_told(first: str, second: str) -> None:
    assert two(first, second) == ["4:5 rules.route_unreachable"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{words: 退款}", "{words: 退货}"),
        ("{words: 退款, channel: chat}", "{words: 退款}"),
        ("{words: 退款}", "{words: [退款, 退货]}"),
        ("{words: 退款}", "{words: 退款, in: any}"),
        ("{wrote: {within: 24h, least: 3}}", "{wrote: {within: 48h, least: 5}}"),
        ("{words: 退款, none: [{tier: vip}]}", "{words: 退款, none: [{tier: creator}]}"),
    ],
)
def test_a_route_that_may_be_reached_is_not(first: str, second: str) -> None:
    assert two(first, second) == []


def test_a_rule_that_wants_and_refuses_the_same_is_told() -> None:
    rule = "rules: [{id: x, when: {words: 退款, none: [{words: [退款, 退货]}]}, then: {tags: t}}]"
    assert warned(rule) == ["1:9 rules.never"]


def test_tests_that_contradict_each_other_are_told() -> None:
    tests = (
        "tests: {match: [退款, {text: 好, route: a}, {text: 好, route: b}], no_match: [退款, {text: 退款, tier: vip}]}"
    )
    assert warned(f"{TEAMS}rules:\n  - {{id: x, when: {{words: 退款}}, then: {{tags: t}}, {tests}}}") == [
        "3:90 rules.tests_contradict",
        "3:123 rules.tests_contradict",
    ]


def test_a_word_in_two_lists_that_route_elsewhere_is_told() -> None:
    words = "words: {one: [退款], two: [退款, 退货]}\n"
    rules = "rules: [{id: x, when: {words: one}, then: {route: a}}, {id: y, when: {words: two}, then: {route: b}}]"
    assert "1:20 rules.word_twice" in warned(words + TEAMS + rules)
    together = rules.replace("route: b", "route: a")
    assert "1:20 rules.word_twice" not in warned(words + TEAMS + together)


def test_a_short_keyword_inside_everyday_words_is_told_with_examples() -> None:
    text = "words: {swap: [换货]}\nrules: [{id: x, when: {words: swap}, then: {tags: t}}]"
    (problem,) = [one for one in check({"a.yaml": text}) if one.message.code == "rules.word_common"]
    assert problem.message.params["examples"] == "兑换货币, 变换货架, 更换货源"
    excepted = text.replace("[换货]", "[{word: 换货, except: [兑换货币, 变换货架, 更换货源, 交换货物]}]")
    assert warned(excepted) == []


def test_warnings_stand_beside_errors_in_one_run() -> None:
    text = """words:
  退款: [退款]
  unused: [hello]
rules:
  - {id: wrong, when: {words: 退款, chanel: chat}, then: {points: 1}}
  - {id: bare, when: {words: 退款}, then: {points: 1}}
"""
    told = [f"{problem.place.line} {problem.message.code}" for problem in check({"a.yaml": text})]
    assert told == [
        "3 rules.list_unused",
        "5 rules.unknown_key_near",
        "6 rules.no_match_tests",
        "6 rules.no_no_match_tests",
    ]


def test_a_rule_with_an_error_is_not_judged_by_what_is_left_of_it() -> None:
    rules = "rules:\n  - {id: x, when: {words: 退款, chanel: chat}, then: {route: a}}\n"
    rules += "  - {id: y, when: {words: 退款}, then: {route: b}}\n"
    assert warned(TEAMS + rules) == []


def test_an_unusual_value_names_the_nearest_usual_one_as_the_reader_calls_it() -> None:
    (problem,) = [p for p in check({"a.yaml": RULE.format("tier: vipp")}) if "unusual" in p.message.code]
    assert problem.line("en").endswith('ordinary, vip, creator, merchant; did you mean "vip"?')
    assert problem.line("zh").endswith("普通, VIP, 创作者, 商家；是不是“vip”？")


def test_choices_and_missing_keys_are_named_in_the_readers_language() -> None:
    text = "规则: [{名称: x, 状态: 试用, 当: {词: 退款}}]"
    told = [problem.line("zh").split(" ", 1)[1] for problem in check({"a.yaml": text})]
    assert told[0] == "缺少“则”"
    assert "启用, 试运行, 停用" in told[1]


@pytest.mark.parametrize(
    ("rule", "home"),
    [
        ("{id: x, when: {words: a}, then: {points: 1, mode: shadow}}", "rules.home_rule"),
        ("{id: x, when: {words: a}, then: {points: 1}, route: a}", "rules.home_then"),
        ("{id: x, when: {words: a, points: 1}, then: {tags: a}}", "rules.home_then"),
        ("{id: x, when: {words: a}, then: {tags: a, words: b}}", "rules.home_when"),
    ],
)
def test_a_key_in_the_wrong_part_of_a_rule_is_told_where_it_belongs(rule: str, home: str) -> None:
    (problem,) = [problem for problem in check({"a.yaml": f"rules: [{rule}]"}) if problem.severity == "error"]
    assert problem.message.code == "rules.key_elsewhere"
    assert problem.message.params["home"] == Message(home)


@pytest.mark.parametrize(
    ("word", "examples"),
    [
        ("消协", "取消协议"),
        ("到账", "收到账单, 拿到账单, 看到账单"),
        ("账单", None),
        ("{part: bill}", "billion, billionaire, billboard"),
        ("bill", None),
        ("{word: 消协, except: [取消协]}", None),
        ("{word: 限流, except: [无限流量]}", "权限流程"),
    ],
)
def test_what_stands_in_everyday_words_by_accident_only_is_told(word: str, examples: str | None) -> None:
    text = f"words: {{list: [{word}]}}\nrules: [{{id: x, when: {{words: list}}, then: {{tags: t}}}}]"
    found = [one.message.params["examples"] for one in check({"a.yaml": text}) if "common" in one.message.code]
    assert found == ([examples] if examples else [])
