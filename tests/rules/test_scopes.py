"""Conditions that look beyond the message: other texts, tone, difficulty, frequency, age, calendar."""

import pytest

from agentdesk.lang import say
from agentdesk.rules import Facts, explain, explain_verdict, explanation_lines, parse
from tests.rules.small_desk import judged, matches, told, with_rule

TONE = """words:
  tone:
    - {word: 满意, weight: 2}
    - {word: 不满意, weight: -2}
    - {word: 气死, weight: -4}
    - {word: angry, weight: -3}
"""


def test_a_word_is_looked_for_in_the_last_message_unless_told_otherwise() -> None:
    plain = with_rule("{words: 退款}")
    assert not matches(plain, "在吗", subject="退款", earlier=("我要退款",))
    assert matches(with_rule("{words: 退款, 在: 本条}"), "退款")


def test_any_message_means_this_one_or_an_earlier_one() -> None:
    ruleset = with_rule("{words: 退款, in: any}")
    assert matches(ruleset, "我要退款")
    assert matches(ruleset, "在吗", earlier=("你好", "我要退款"))
    assert not matches(ruleset, "在吗", subject="退款", earlier=("你好",))


def test_the_subject_is_a_text_of_its_own() -> None:
    ruleset = with_rule("{regex: '订单\\s*\\d+', 在: 标题}")
    assert matches(ruleset, "在吗", subject="订单 123 的问题")
    assert not matches(ruleset, "订单 123", subject="问题")


def test_every_text_condition_of_a_mapping_is_asked_of_that_text() -> None:
    ruleset = with_rule("{within: {chars: 8, of: [{words: 商家}, {words: 拒绝}]}, words: 退款, in: any}")
    assert matches(ruleset, "怎么办", earlier=("退款，商家拒绝",))
    assert not matches(ruleset, "怎么办", earlier=("退款，商家", "你好你好你好你好你好", "拒绝"))


def test_a_hit_in_another_text_has_no_place_in_this_one() -> None:
    ruleset = with_rule("{any: [{words: 退款, in: any}, {words: 你好}]}")
    assert judged(ruleset, "你好", earlier=("退款",)).hits[0].spans == ((0, 2),)


def test_an_old_verdict_is_explained_with_the_tickets_other_texts() -> None:
    ruleset = with_rule("{words: 退款, in: any}")
    facts = Facts(earlier=("我要退款",), subject="我要退款")
    verdict = ruleset.judge("在吗", facts)
    assert "退款" not in str(verdict.facts)
    assert explain_verdict(ruleset, verdict, "在吗", "我要退款", ("我要退款",)).same
    assert not explain_verdict(ruleset, verdict, "在吗").same
    lines = explanation_lines(explain_verdict(ruleset, verdict, "在吗", "", ("我要退款",)), "zh")
    assert any("本条或客户之前的消息里" in line for line in lines)


def test_in_without_a_text_condition_is_told() -> None:
    assert told("rules: [{id: a, when: {in: any, channel: chat}, then: {tags: x}}]") == ["1:28 rules.in_alone"]


@pytest.mark.parametrize(
    ("text", "angry"),
    [("很满意", False), ("很不满意", True), ("气死我了", True), ("I am angry", True), ("不满意，但是现在满意", False)],
)
def test_tone_adds_the_weights_of_a_list_and_the_longer_word_counts(text: str, angry: bool) -> None:
    assert matches(with_rule("{tone: {at_most: -2}}", words=TONE), text) is angry


def test_tone_may_be_bounded_above_and_below_and_name_its_list() -> None:
    ruleset = with_rule("{语气: {词: tone, 至少: 1, 至多: 3}}", words=TONE)
    assert matches(ruleset, "满意")
    assert not matches(ruleset, "一般")


def test_tone_needs_weighted_words() -> None:
    assert told("rules: [{id: a, when: {tone: {at_most: -2}}, then: {tags: x}}]") == ["1:30 rules.tone_no_words"]


def test_difficulty_adds_up_what_makes_a_matter_hard() -> None:
    ruleset = with_rule("{difficulty: {at_least: 4}}", words=TONE)
    hard = "气死了，退款到哪了？为什么不给退？另外会员也被扣了"
    assert not matches(ruleset, "退款到哪了？")
    assert not matches(ruleset, hard)
    assert matches(ruleset, hard, attachments=2)
    assert matches(ruleset, hard, reopened=1)
    verdict = judged(ruleset, hard, reopened=1, turns=8)
    assert verdict.facts == {"reopened": 1, "turns": 8}


def test_difficulty_is_told_part_by_part() -> None:
    ruleset = with_rule("{难度: {至少: 4}}", words=TONE)
    report = explain(ruleset, "气死了？？还要等吗？", Facts(turns=3)).report("rule")
    assert report is not None
    assert say(report.finding.saw, "zh") == "难度 3：篇幅 0，提问 1，事项 0，语气 1，附件 0，来回 1，重开 0"


def test_how_often_the_customer_wrote_is_a_number_a_span() -> None:
    ruleset = with_rule("{wrote: {within: 24h, least: 3}}")
    assert ruleset.engine.windows == {1440}
    assert matches(ruleset, "在吗", wrote={1440: 3})
    assert not matches(ruleset, "在吗", wrote={1440: 2})
    assert judged(ruleset, "在吗", wrote={1440: 3}).facts == {"wrote.1440": 3}


def test_age_of_the_ticket_and_of_the_account() -> None:
    old = with_rule("{age: {least: 2d}}")
    assert matches(old, "x", age=2 * 1440)
    assert not matches(old, "x", age=2 * 1440 - 1)
    young = with_rule("{账号时长: {至多: 7天}}")
    assert matches(young, "x", account_age=60)
    assert not matches(young, "x")


def test_the_calendar_says_what_kind_of_day_and_hour_it_is() -> None:
    ruleset = with_rule("{日历: [节假日, 非工作时间]}")
    assert matches(ruleset, "x", calendar=("working_day", "off_hours"))
    assert not matches(ruleset, "x", calendar=("working_day", "working_hours"))
    assert judged(ruleset, "x", calendar=("working_day", "off_hours")).facts == {"calendar": ["off_hours"]}


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("{wrote: {least: 3}}", "rules.missing"),
        ("{wrote: {within: 24, least: 3}}", "rules.bad_duration"),
        ("{age: {}}", "rules.missing"),
        ("{age: {least: 3d, most: 2d}}", "rules.length_order"),
        ("{difficulty: {at_least: 13}}", "rules.number_range"),
        ("{calendar: [wekend]}", "rules.unknown_choice_near"),
        ("{words: x, in: titel}", "rules.unknown_choice"),
        ("{tone: {words: tone, at_least: 3, at_most: 1}}", "rules.length_order"),
    ],
)
def test_what_is_wrong_is_told(when: str, problem: str) -> None:
    found = told(f"{TONE}rules: [{{id: a, when: {when}, then: {{tags: x}}}}]")
    assert [one.partition(" ")[2] for one in found] == [problem]


def test_a_rule_takes_tags_off_and_no_other_puts_them_on() -> None:
    puts_on = "{id: a, when: {words: 退款}, then: {tags: [甲, 乙]}}"
    takes_off = "{id: b, when: {words: 退款}, then: {去标签: 甲}}"
    verdict = judged(parse({"a.yaml": f"rules: [{puts_on}, {takes_off}]"}), "退款")
    assert (verdict.tags, verdict.untags) == (("乙",), ("甲",))


def test_skills_checks_and_an_automatic_reply_are_in_the_verdict() -> None:
    desk = "checks: [{id: identity, text: {zh: 已核实身份, en: Identity verified}}]\nreplies: [{id: hello, text: 您好}]"
    then = "{skill: [english, billing], check: identity, auto_reply: hello}"
    verdict = judged(with_rule("{words: 退款}", then, words=desk), "退款")
    assert (verdict.skills, verdict.checks, verdict.auto) == (("english", "billing"), ("identity",), "hello")


def test_a_check_or_reply_that_is_not_there_is_told_with_the_nearest() -> None:
    found = told("checks: [{id: identity}]\nrules: [{id: a, when: {words: x}, then: {check: identiy, auto_reply: hi}}]")
    assert found == ["2:49 rules.unknown_check_near", "2:70 rules.unknown_reply"]


def test_no_fact_is_kept_for_a_rule_that_is_off() -> None:
    rule = "{{id: {0}, mode: {0}, when: {{calendar: off_hours}}, then: {{tags: x}}}}"
    facts = Facts(calendar=("off_hours",))
    assert parse({"a.yaml": f"rules: [{rule.format('off')}]"}).judge("x", facts).facts == {}
    assert parse({"a.yaml": f"rules: [{rule.format('live')}]"}).judge("x", facts).facts == {"calendar": ["off_hours"]}
