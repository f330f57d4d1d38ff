"""`stance`: what a clause says of its subject; `valid`: from which day until which a rule holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.resources import shipped
from agentdesk.rules import Facts, RuleSet, explain, explanation_lines, parse
from agentdesk.rules.stance import STRENGTH, decisions
from tests.rules.small_desk import matches, refused, told, with_rule

CUES = (shipped("rules") / "words" / "stance.yaml").read_text("utf-8")


def stances() -> RuleSet:
    """Return one rule for each stance of a refund, tagged with its name, with the shipped cues."""
    rules = [
        f"  - {{id: {name}, when: {{stance: {name}, words: 退款}}, then: {{tags: [{name}]}}}}" for name in STRENGTH
    ]
    subject = "words: {退款: [退款, 退货, refund]}\nrules:\n"
    return parse({"cues.yaml": CUES, "rules.yaml": subject + "\n".join(rules)})


STANCES = stances()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("我想退货，可以吗", "asked"),
        ("能不能退货", "asked"),
        ("I want a refund", "asked"),
        ("我要退款但是商家拒绝", "refused"),
        ("我要求退货。商家不同意。", "refused"),
        ("商家不退款", "refused"),
        ("他们说，不是质量问题，不能退货", "refused"),
        ("The seller refused my refund", "refused"),
        ("退款还没到账", "not_yet"),
        ("I still haven't received my refund", "not_yet"),
        ("我不退款了", "declined"),
        ("别退款", "declined"),
        ("I don't want a refund", "declined"),
        ("退款已到账谢谢", "done"),
        ("别人都退款成功了", "done"),
        ("my refund has arrived", "done"),
        ("退款显示成功，十天了没到", "not_yet"),
        ("上周三退货，钱到现在没到", "not_yet"),
        ("我要退款，东西还没收到", "asked"),
        ("退款到账了吗", "not_yet"),
        ("帮我查一下退款进度", "not_yet"),
        ("不小心点了申请退款，帮我撤销", "declined"),
        ("我申请退货了，现在又不想退了", "declined"),
        ("退货改成换货", "declined"),
        ("这件不要了怎么退货", "asked"),
        ("没收到货可以退款吗", "asked"),
        ("I haven't received my order and I want a refund", "asked"),
        ("我的订单被取消了，怎么退款", "asked"),
        ("我的退款申请被取消了", "refused"),
        ("退货的钱退到哪里", ""),
        ("退货地址怎么写", ""),
        ("退款", ""),
        ("商家拒绝发货", ""),
    ],
)
def test_a_clause_says_what_is_wanted(text: str, stance: str) -> None:
    assert STANCES.judge(text, Facts()).tags == ((stance,) if stance else ())


def test_a_cue_in_another_clause_says_nothing() -> None:
    assert STANCES.judge("退款，已到账的是工资", Facts()).tags == ()


@pytest.mark.parametrize("text", ["我要退款，取消订单", "我要退款，帮我取消换货", "我要退款，别再推脱"])
def test_the_next_clause_takes_back_only_by_its_own_words(text: str) -> None:
    assert STANCES.judge(text, Facts()).tags == ("asked",)


def test_a_folder_without_the_lists_that_may_be_missing_still_tells_a_stance() -> None:
    files = {"cues.yaml": CUES.partition("  # The customer takes it back")[0], "more.yaml": needed()}
    rule = "rules: [{id: x, when: {stance: refused, words: [退款]}, then: {tags: [x]}}]"
    assert matches(parse({**files, "a.yaml": rule}), "商家不同意退款")


def needed() -> str:
    """Return the lists that every folder with a stance must hold, those of the shipped file left out that come late."""
    lists = "".join(f"  {name}: [{word}]\n" for name, word in (("stance-done", "已退"), ("stance-denial", "不退")))
    return f"words:\n{lists}  stance-others: [商家]\n"


def test_the_explanation_names_the_cue() -> None:
    lines = explanation_lines(explain(STANCES, "我要求退货。商家不同意。", Facts()), "en", "refused")
    assert lines == [
        "● refused matched",
        "  ✓ refused by the other side: 退款 – 退货 is refused, because of “不同意”",
    ]
    why_not = explain(STANCES, "我要退款", Facts()).why_not("refused")
    assert [message.code for message in why_not] == ["rules.saw_stance_asked"]
    assert [m.code for m in explain(STANCES, "退款", Facts()).why_not("done")] == ["rules.saw_no_stance"]
    assert [m.code for m in explain(STANCES, "你好", Facts()).why_not("done")] == ["rules.saw_no_word"]


def test_stances_can_be_written_in_chinese_and_several_at_once() -> None:
    files = {"cues.yaml": CUES, "a.yaml": "规则: [{名称: x, 当: {态度: [被拒, 还没], 词: [退款]}, 则: {标签: [x]}}]"}
    ruleset = parse(files)
    assert [matches(ruleset, text) for text in ("商家不退款", "退款还没到", "我要退款")] == [True, True, False]


def test_a_stance_needs_its_subject_and_the_cues() -> None:
    assert "rules.stance_words" in refused(
        {"c.yaml": CUES, "a.yaml": "rules: [{id: x, when: {stance: done}, then: {points: 1}}]"}
    )
    assert told("rules: [{id: x, when: {stance: done, words: [a]}, then: {points: 1}}]") == [
        "1:32 rules.stance_no_cues"
    ]
    assert (
        told("rules: [{id: x, when: {stance: dun, words: [a]}, then: {points: 1}}]")[0]
        == "1:32 rules.unknown_choice_near"
    )


WRITTEN = st.lists(
    st.sampled_from(
        [
            "退款",
            "商家",
            "不同意",
            "我要",
            "还没",
            "别",
            "别人",
            "不退",
            "，",
            "。",
            " ",
            "ＲＥＦＵＮＤ",
            "\u200b",
            "to",
            "\ud800",
        ]
    )
).map("".join)


@given(WRITTEN)
def test_judging_is_the_same_twice_and_spans_quote_the_text(text: str) -> None:
    verdict = STANCES.judge(text, Facts())
    assert verdict == stances().judge(text, Facts())
    for hit in verdict.hits:
        for start, end in hit.spans:
            assert 0 <= start < end <= len(text)
    assert [hit.rule for hit in verdict.hits] == [
        report.number for report in explain(STANCES, text, Facts()).rules if report.matched
    ]


@given(st.text("ab,。 ", max_size=12), st.data())
def test_every_decision_rests_on_a_cue_of_its_clause_or_the_next(text: str, data: st.DataObject) -> None:
    places = [(at, at + 1) for at, char in enumerate(text) if char in "ab"]
    subjects = sorted(data.draw(st.sets(st.sampled_from(places)))) if places else []
    cues = {name: sorted(data.draw(st.sets(st.sampled_from(places)))) if places else [] for name in STRENGTH}
    for decision in decisions(text, subjects, cues):
        assert decision.subject in subjects
        assert decision.cue in cues[decision.stance]
        between = text[min(decision.subject[1], decision.cue[1]) : max(decision.subject[0], decision.cue[0])]
        assert decision.stance in ("refused", "not_yet") or not set(between) & set(",。")


def test_a_rule_holds_on_its_days() -> None:
    ruleset = parse(
        {
            "a.yaml": "rules: [{id: x, valid: {from: 2026-11-01, until: 2026-11-12}, "
            "when: {words: [a]}, then: {points: 1}}]"
        }
    )
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 12), date(2026, 11, 13)]
    assert [matches(ruleset, "a", day=day.toordinal()) for day in days] == [False, True, True, False]
    assert matches(ruleset, "a")
    verdict = ruleset.judge("a", Facts(day=days[1].toordinal()))
    assert verdict.facts["day"] == days[1].toordinal()
    late = explain(ruleset, "a", Facts(day=days[3].toordinal()))
    assert [message.code for message in late.why_not("x")] == ["rules.saw_value"]
    assert "day" not in with_rule("{words: [a]}").judge("a", Facts(day=1)).facts


def test_days_that_are_none_are_told() -> None:
    rule = "rules: [{id: x, valid: %s, when: {words: [a]}, then: {points: 1}}]"
    assert told(rule % "{from: soon}") == ["1:31 rules.bad_day"]
    assert told(rule % "{from: 2026-02-02, until: 2026-02-01}") == ["1:24 rules.valid_order"]
    assert told(rule % "{}") == ["1:24 rules.missing"]
