"""The tests that ride with the rules, and what lint says of rules without."""

from agentdesk.lang import say
from agentdesk.rules import check, parse, run_tests
from tests.rules.small_desk import FILES, small

RULES = """
teams: [{id: shop}, {id: funds}]
rules:
  - id: refund
    when: {all: [{words: 退款}, {none: [{words: 到账}]}]}
    then: {tags: [退款], route: funds}
    tests:
      match: [%s]
      no_match: [%s]
"""


def faults(match: str = "我要退款", no_match: str = "你好") -> list[str]:
    """Return place and English sentences of every failing test of one rule."""
    results = run_tests(parse({"a.yaml": RULES % (match, no_match)}))
    return [f"{result.place} {say(fault, 'en')}" for result in results for fault in result.faults]


def test_the_tests_of_good_rules_pass() -> None:
    results = run_tests(small())
    assert len(results) == 8
    assert all(result.passed for result in results)
    assert (results[0].rule, results[0].text) == ("退款-被拒", "我要退款但是商家拒绝")


def test_a_failing_match_names_the_condition_that_failed() -> None:
    assert faults(match="退款到账了") == ["a.yaml:8:15 found: 到账"]
    assert faults(match="退货") == ["a.yaml:8:15 none of these is in the text: 退款"]


def test_a_failing_no_match_quotes_what_was_found() -> None:
    assert faults(no_match="退款呢") == ["a.yaml:9:18 matched, but should not: 退款"]


def test_a_test_may_set_facts_and_expect_effects() -> None:
    assert faults(match="{text: 退款, tags: [退款], route: funds, priority: normal}") == []
    assert faults(match="{text: 退款, 标签: [退款, 急], 转至: shop, 优先级: high}") == [
        "a.yaml:8:15 expected the tags 急, got 退款",
        "a.yaml:8:15 expected the team shop, got funds",
        "a.yaml:8:15 expected the priority high, got normal",
    ]


def test_every_fact_can_be_set() -> None:
    rule = """
    rules:
      - id: a
        when: {channel: phone, tier: vip, category: 退款, lang: en, first: no, hours: "22:00-23:00", tags: 旧,
               attribute: {city: 成都}}
        then: {points: 1}
        tests:
          match:
            - {text: hi, channel: 电话, tier: 贵宾, category: 退款, first: no, time: "22:30", carries: [旧],
               attribute: {city: 成都}}
          no_match: [hi, {text: 好, channel: phone}]
    """
    results = run_tests(parse({"a.yaml": rule}))
    assert [result.passed for result in results] == [True, True, True]


def test_a_sentence_with_a_full_width_comma_is_one_test() -> None:
    assert faults(match="我要退款，谢谢") == []


def test_rules_on_trial_are_tested_and_rules_that_are_off_are_not() -> None:
    results = run_tests(
        parse({"a.yaml": "rules: [{id: a, mode: off, when: {words: x}, then: {tags: x}, tests: {match: y}}]"})
    )
    assert results == ()
    assert "contact" in {result.rule for result in run_tests(small())}


def warned(text: str) -> list[str]:
    """Return `line:column code` of every warning of one file."""
    return [
        f"{p.place.line}:{p.place.column} {p.message.code}" for p in check({"a.yaml": text}) if p.severity == "warning"
    ]


def test_rules_without_tests_are_warned_of() -> None:
    rule = "rules: [{{id: a, when: {{words: x}}, then: {{tags: x}}{0}}}]"
    assert warned(rule.format("")) == ["1:9 rules.no_match_tests", "1:9 rules.no_no_match_tests"]
    assert warned(rule.format(", tests: {match: x}")) == ["1:9 rules.no_no_match_tests"]
    assert warned(rule.format(", tests: {no_match: y}")) == ["1:9 rules.no_match_tests"]
    assert warned(rule.format(", mode: off")) == []


def test_what_no_rule_uses_is_warned_of() -> None:
    rule = "rules: [{id: a, group: g, when: {words: x}, then: {points: 5}, tests: {match: x, no_match: y}}]"
    assert warned(f"caps: {{g: 5, h: 5}}\nwords: {{a: [x]}}\n{rule}") == [
        "1:14 rules.cap_unused",
        "2:9 rules.list_unused",
    ]


def test_a_keyword_in_the_middle_of_another_lists_word_is_warned_of() -> None:
    words = "words: {a: [甲乙], b: [丙甲乙丁]}\n"
    tests = "tests: {match: 甲乙, no_match: x}"
    rules = f"rules: [{{id: a, when: {{any: [{{words: a}}, {{words: b}}]}}, then: {{tags: x}}, {tests}}}]"
    assert warned(words + rules) == ["1:9 rules.word_inside"]
    assert warned(words.replace("[甲乙]", "{words: [甲乙], except: [丙甲乙丁]}") + rules) == []
    assert warned(words + rules.replace("any", "all")) == []


def test_no_warning_hides_an_error() -> None:
    problems = check({**FILES, "z.yaml": "rules: [{id: z}]"})
    assert [problem.severity for problem in problems if problem.place.file == "z.yaml"] == ["error", "error"]
