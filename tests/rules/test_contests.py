"""Words with weights, the sums that they give, and rules that compete by these sums."""

import pytest

from agentdesk.rules import Facts, RuleSet, check, explain, explanation_lines, parse
from tests.rules.small_desk import judged, matches, quotes, told

WEIGHTS = """
words:
  money: [{word: 退款, weight: 3.2}, {word: 钱, weight: 1.1}, {word: 谢谢, weight: -2}, {part: fund, weight: 0.5}]
  parcel: [{word: 快递, weight: 3}, {word: 送, weight: 1.5}, {word: 钱, weight: 0.5}]
"""


def ruleset(rules: str) -> RuleSet:
    """The rules, with two lists of weighted words."""
    return parse({"rules.yaml": WEIGHTS + rules})


def scored(least: str) -> RuleSet:
    """One rule that asks for a score."""
    return ruleset(f"rules: [{{id: it, when: {{score: {{words: money, least: {least}}}}}, then: {{tags: x}}}}]")


def contest(lead: str = "1", mode: str = "live") -> RuleSet:
    """Two rules that compete."""
    more = f"contest: topic, lead: {lead}, mode: {mode}, when: {{score: {{least: 1, words:"
    return ruleset(
        f"rules:\n"
        f"  - {{id: money, {more} money}}}}, then: {{tags: 退款}}}}\n"
        f"  - {{id: parcel, {more} parcel}}, channel: chat}}, then: {{tags: 配送}}}}\n"
    )


def test_a_score_is_the_sum_of_the_distinct_words() -> None:
    assert matches(scored("4.3"), "退款，还我钱")
    assert not matches(scored("4.4"), "退款退款退款，钱钱钱")
    assert not matches(scored("3"), "退款到了，谢谢")
    assert matches(scored("1.2"), "退款到了，谢谢")


def test_a_part_is_found_inside_a_longer_word() -> None:
    assert matches(scored("0.5"), "refunding")
    assert matches(parse({"a.yaml": "words: {w: [{part: fund}]}\n" + RULE_OF_W}), "refunds")
    assert not matches(parse({"a.yaml": "words: {w: [{word: fund}]}\n" + RULE_OF_W}), "refunds")


RULE_OF_W = "rules: [{id: it, when: {words: w}, then: {tags: x}}]"


def test_a_bias_is_added() -> None:
    asks = "{得分: {词: money, 至少: 4, 起分: 1}}"
    assert matches(ruleset(f"规则: [{{名称: it, 当: {asks}, 则: {{标签: x}}}}]"), "退款")


def test_the_words_that_speak_for_a_score_are_its_evidence() -> None:
    assert quotes(judged(scored("1"), "谢谢，退款和钱"), "谢谢，退款和钱") == ["退款", "钱"]


def test_of_a_contest_only_the_best_rule_acts() -> None:
    verdict = judged(contest(), "我要退款，钱，不要送", channel="chat")
    assert (verdict.tags, verdict.suggested, len(verdict.hits)) == (("退款",), (), 1)


def test_what_is_not_sure_is_only_suggested_best_first() -> None:
    verdict = judged(contest(), "退款，快递", channel="chat")
    assert (verdict.tags, verdict.suggested, verdict.hits) == ((), ("退款", "配送"), ())
    assert judged(contest("0.1"), "退款，快递", channel="chat").tags == ("退款",)


def test_nothing_is_suggested_where_nothing_was_found() -> None:
    verdict = judged(contest(), "你好", channel="chat")
    assert (verdict.tags, verdict.suggested) == ((), ())


def test_a_rule_whose_other_conditions_fail_takes_no_part() -> None:
    assert judged(contest(), "退款，快递", channel="email").tags == ("退款",)


def test_a_contest_under_trial_has_no_effect() -> None:
    verdict = judged(contest(mode="shadow"), "退款", channel="chat")
    assert (verdict.tags, len(verdict.shadow)) == ((), 1)
    assert judged(contest(mode="shadow"), "退款，快递", channel="chat").suggested == ()
    assert judged(contest(mode="off"), "退款", channel="chat").shadow == ()


def test_an_explanation_names_the_words_with_their_weights_and_the_rivals() -> None:
    lines = explanation_lines(explain(contest(), "退款的钱，快递", Facts(channel="chat")), "en")
    assert "  ✓ first of contest topic, ahead by 1 – first with 4.3, ahead by 0.8" not in lines
    text = "\n".join(lines)
    assert "first with 4.3, ahead by 0.8" in text
    assert "Tags suggested, none is sure: 退款, 配送" in text
    lines = explanation_lines(explain(contest(), "退款的钱", Facts(channel="chat")), "en")
    assert lines[:4] == [
        "【退款】的【钱】",
        "● money matched",
        "  ✓ first of contest topic, ahead by 1 – first with 4.3, ahead by 3.8",
        "    ✓ weights of money reach 1 – 4.3: 退款 +3.2, 钱 +1.1",
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("words: {w: [{word: a, weight: 1e3}]}", "1:31 rules.expected_decimal"),
        ("words: {w: [{part: a, except: [ab]}]}", "1:13 rules.part_alone"),
        (
            "rules: [{id: a, when: {score: {words: [x], least: 1}}, then: {tags: x}}]",
            "1:39 rules.score_no_weight",
        ),
        ("rules: [{id: a, contest: c, when: {words: [x]}, then: {tags: x}}]", "1:26 rules.contest_score"),
        ("rules: [{id: a, lead: 1, when: {words: [x]}, then: {tags: x}}]", "1:23 rules.lead_contest"),
    ],
)
def test_mistakes_are_told(source: str, problem: str) -> None:
    assert told(source) == [problem]


def test_signs_among_weighted_words_are_quoted() -> None:
    text = """words: {w: [{word: ",", weight: 2}, {word: 退款, weight: 1}]}
rules: [{id: x, contest: c, when: {score: {words: w, least: 1}}, then: {tags: a}}]"""
    lines = explanation_lines(explain(parse({"a.yaml": text}), "退款,", Facts()), "en")
    assert any(line.endswith("3: “,” +2, 退款 +1") for line in lines)


def test_rules_that_compete_need_no_tests_of_their_own() -> None:
    text = """words: {w: [{word: 退款, weight: 1}]}
rules: [{id: x, contest: c, when: {score: {words: w, least: 1}}, then: {tags: a}}]"""
    assert check({"a.yaml": text}) == ()
