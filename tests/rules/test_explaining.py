"""Why a rule acted, and why another did not."""

import pytest

from agentdesk.lang import LANGUAGES, say
from agentdesk.rules import Facts, explain, explain_verdict, explanation_lines, parse
from tests.rules.small_desk import FILES, judged, small, with_rule

USUAL = Facts()


def why_not(when: str, text: str, facts: Facts = USUAL) -> list[str]:
    """Return the English reasons why a rule of one condition did not match."""
    explanation = explain(with_rule(when), text, facts)
    return [say(message, "en") for message in explanation.why_not("rule")]


def test_an_explanation_reads_like_this() -> None:
    text = "要退款，商家拒绝，换货也不行"
    assert explanation_lines(explain(small(), text, Facts(channel="chat")), "en") == [
        "要【退款】，商家【拒绝】，【换货】也不行",
        "● 退款-被拒 matched  +40",
        "  ✓ all of these – 2 of 2 hold",
        "    ✓ words: 退款 – found: 退款",
        "    ✓ words: refuse – found: 拒绝",
        "● refund matched  +20",
        "  ✓ words: 退款 – found: 退款",
        "● exchange matched",
        "  ✓ words: 换货 – found: 换货",
        "+50 points from 退款-被拒, refund: +60, limited by the cap of group refund",
        "50 points in all: priority high",
        "tags: 退款, 纠纷, 换货",
        "to team funds, by the first matching rule with a route: 退款-被拒",
        "also matched, but later: refund (team shop)",
        "also matched, but later: exchange (team shop)",
        "⚑ Verify identity first",
        "rules that nothing in the text speaks for: 1",
    ]


def test_it_reads_the_same_in_chinese() -> None:
    lines = explanation_lines(explain(small(), "我要退款", Facts()), "zh")
    assert lines == [
        "我要【退款】",
        "● refund 命中  +20",
        "  ✓ 词：退款 – 找到：退款",
        "refund：+20 分",
        "合计 20 分：优先级 普通",
        "标签：退款",
        "转至 shop，因为第一条命中且有转至的规则是：refund",
        "○ 退款-被拒 没有命中",
        "  ✗ 词：refuse – 文中没有这些词：拒绝, 不同意, refuse, refused",
        "文中毫无线索的规则：2 条",
    ]


def test_one_rule_can_be_asked_for() -> None:
    explanation = explain(small(), "我要兑换货币", Facts())
    assert explanation_lines(explanation, "en", "exchange") == [
        "○ exchange did not match",
        '  ✗ words: 换货 – "换货" is only there as part of "兑换货币", which is excepted',
    ]
    with pytest.raises(KeyError):
        explanation.why_not("nothing")
    with pytest.raises(KeyError):
        explanation_lines(explanation, "en", "nothing")


@pytest.mark.parametrize(
    ("when", "text", "reason"),
    [
        ("{words: [退款, 退钱]}", "你好", "none of these is in the text: 退款, 退钱"),
        ("{words: refund}", "Refundable?", '"refund" is only there as part of the longer word "refundable"'),
        ("{words: 退款}", "退.款", '"退款" is there as "退.款"; the list does not say hidden: true'),
        (r"{regex: '\d+'}", "你好", "the pattern is not in the text"),
        (
            "{within: {chars: 5, of: [{words: 甲}, {words: 乙}]}}",
            "甲一二三四五乙",
            "the closest are 7 characters apart, allowed are 5",
        ),
        ("{within: {chars: 5, of: [{words: 甲}, {words: 乙}]}}", "甲", "none of these is in the text: 乙"),
        ("{channel: [chat, phone]}", "x", "it is: email"),
        ("{tags: 退款}", "x", "it has none"),
        ("{lang: zh}", "x", "it is: en"),
        ("{first: yes}", "x", "it is not the first message"),
        ("{hours: '22:00-08:00'}", "x", "it is: 12:05"),
        ("{attribute: {verified: 'no'}}", "x", "it is: yes"),
        ("{length: {min: 3}}", "x", "it is: 1"),
        ("{none: [{words: 谢}]}", "谢谢", "found: 谢"),
    ],
)
def test_why_a_rule_did_not_act(when: str, text: str, reason: str) -> None:
    facts = Facts(channel="email", lang="en", minute_of_day=725, attributes={"verified": "yes"})
    assert why_not(when, text, facts) == [reason]


def test_all_missing_conditions_are_named_and_no_other() -> None:
    when = "{all: [{words: 甲}, {any: [{words: 乙}, {words: 丙}]}, {none: [{words: 丁}]}]}"
    assert why_not(when, "甲丁") == [
        "none of these is in the text: 乙",
        "none of these is in the text: 丙",
        "found: 丁",
    ]


def test_a_rule_that_acted_or_may_not_act_says_so() -> None:
    explanation = explain(small(), "退款，加微信", Facts())
    assert explanation.why_not("refund") == ()
    assert [say(message, "en") for message in explanation.why_not("contact")] == ["on trial, without effect"]


def test_every_finding_quotes_the_text_as_written() -> None:
    text = "請\u200b退款"
    report = explain(small(), text, Facts()).report("refund")
    assert report is not None
    assert [text[start:end] for start, end in report.finding.spans] == ["退款"]


def test_an_old_verdict_is_explained_by_the_rules_of_its_day() -> None:
    night = "{hours: '22:00-08:00', tags: 旧, attribute: {verified: no}}"
    files = {**FILES, "3.yaml": f"rules: [{{id: night, when: {night}, then: {{points: 5}}}}]"}
    facts = {"minute_of_day": 60, "tags": ("旧",), "attributes": {"verified": "no", "other": "x"}, "channel": "chat"}
    verdict = judged(parse(files), "退款被拒绝", **facts)
    assert len(verdict.hits) == 3

    then = explain_verdict(parse(files), verdict, "退款被拒绝")
    assert then.same
    assert then.verdict == verdict
    assert [report.id for report in then.rules if report.acts] == ["退款-被拒", "refund", "night"]

    now = explain_verdict(small(), verdict, "退款被拒绝")
    assert not now.same
    assert explanation_lines(now, "en")[0] == "these rules say something else today than the verdict kept"


def test_where_nothing_matches_it_says_so() -> None:
    lines = explanation_lines(explain(small(), "你好", Facts()), "en")
    assert lines[0] == "no rule matched"
    assert lines[-1] == "rules that nothing in the text speaks for: 4"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fixed_priority_and_a_promise_are_told(lang: str) -> None:
    ruleset = with_rule("{words: 12315}", "{priority: urgent, sla: complaint}")
    lines = explanation_lines(explain(ruleset, "打12315", Facts()), lang)
    assert any(("urgent" if lang == "en" else "紧急") in line for line in lines)
    assert any("complaint" in line for line in lines)


def test_a_fact_has_its_name_in_the_readers_language() -> None:
    explanation = explain(with_rule("{tier: [vip, creator]}"), "你好", Facts(tier="merchant"))
    (wanted,) = [report.finding for report in explanation.rules if report.id == "rule"]
    assert (say(wanted.asks, "zh"), say(wanted.saw, "zh")) == ("客户等级：VIP, 创作者", "实际：商家")
    assert (say(wanted.asks, "en"), say(wanted.saw, "en")) == ("customer tier: vip, creator", "it is: merchant")


def test_the_words_of_the_texts_own_script_are_named_first() -> None:
    assert why_not("{words: [several times, 几次]}", "你好") == ["none of these is in the text: 几次, several times"]
    assert why_not("{words: [几次, several times]}", "hi") == ["none of these is in the text: several times, 几次"]


def test_the_words_are_marked_as_they_were_written() -> None:
    def marked(text: str) -> str:
        return explanation_lines(explain(small(), text, Facts()), "en")[0]

    assert marked("我要退錢!ＲＥＦＵＮＤ") == "我要【退錢】!【ＲＥＦＵＮＤ】"
    assert marked("退款\n" + "长" * 200 + "\x1b拒绝") == f"【退款】 {'长' * 29}…{'长' * 29}\\x1b【拒绝】"
    assert marked("你好") == "no rule matched"


def test_what_must_not_hold_says_so_where_it_stands_alone() -> None:
    ruleset = with_rule("{words: 退款, none: [{words: 已到账}]}")
    lines = explanation_lines(explain(ruleset, "退款已到账", Facts()), "en")
    assert "  ✗ must not hold: words: 已到账 – found: 已到账" in lines
    assert "  ✗ 不应成立：词：已到账 – 找到：已到账" in explanation_lines(explain(ruleset, "退款已到账", Facts()), "zh")


def test_kinds_of_days_are_called_as_the_reader_calls_them() -> None:
    explanation = explain(with_rule("{calendar: off_hours}"), "a", Facts(calendar=("working_day", "off_hours")))
    lines = explanation_lines(explanation, "zh", "rule")
    assert lines[1] == "  ✓ 日历：非工作时间 – 实际：工作日, 非工作时间"


def test_tags_and_flags_are_told_whole() -> None:
    tags, flag = [f"标签{number}" for number in range(30)], "说" * 100
    text = f"rules: [{{id: a, when: {{words: a}}, then: {{tags: [{', '.join(tags)}], flag: {flag}}}}}]"
    lines = explanation_lines(explain(parse({"a.yaml": text}), "a", Facts()), "en")
    assert f"tags: {', '.join(tags)}" in lines
    assert f"⚑ {flag}" in lines
