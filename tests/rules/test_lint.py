"""What `check` warns of: it works, but is probably not meant."""

import pytest

from agentdesk.rules import check

TESTS = "tests: {match: [a], no_match: [b]}"
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
