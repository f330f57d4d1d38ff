"""Whole conversations as tests."""

from agentdesk.lang import say
from agentdesk.rules import TestResult, parse, run_tests
from tests.rules.small_desk import FILES, told

RULES = """
规则:
  - {名称: 问好, 当: {词: 你好}, 则: {自动回复: refund-progress}}
  - {名称: 被拒, 当: {all: [{词: 退款, 在: 任一条}, {词: 拒绝}]}, 则: {标签: [纠纷], 加分: 40}}
"""


def results(*turns: str) -> list[TestResult]:
    """Return what becomes of a conversation test of these turns, over the small desk's rules and two more."""
    lines = "".join(f"    - {turn}\n" for turn in turns)
    talk = f"测试:\n  - 名称: 谈话\n    渠道: chat\n    对话:\n{lines}"
    return [one for one in run_tests(parse({**FILES, "t.yaml": talk, "z.yaml": RULES})) if one.rule == "谈话"]


def test_what_is_expected_after_each_message_is_compared_with_the_ticket() -> None:
    found = results(
        "{客户: 你好, 期望: {自动回复: refund-progress}}",
        "{客户: 我要退款, 期望: {标签: [退款], 转至: shop, 优先级: 普通}}",
        "{客服: 好的，请问订单号是多少}",
        "{客户: 商家拒绝了, 期望: {标签: [退款, 纠纷], 无标签: [换货], 优先级: 高, 命中: [被拒], 不命中: [问好]}}",
    )
    assert [one.faults for one in found] == [(), (), (), ()]


def test_what_is_not_as_expected_is_told_at_the_message() -> None:
    found = results(
        "{客户: 我要退款, 期望: {命中: [被拒], 不命中: [refund], 无标签: [退款], 转至: funds, 优先级: 紧急, 标签: [x]}}"
    )
    assert [say(fault, "zh") for fault in found[0].faults] == [
        "规则 被拒：文中没有这些词：拒绝",
        "规则 refund：不该命中却命中了：退款",
        "应有标签 x，实际是 退款",
        "不该带有标签 退款",
        "应转至 funds，实际是 shop",
        "优先级应为 urgent，实际是 normal",
    ]
    assert (found[0].place.file, found[0].place.line) == ("t.yaml", 5)


def test_an_automatic_reply_comes_once_and_not_after_a_person_answered() -> None:
    first, second = results("{客户: 你好}", "{客户: 你好, 期望: {自动回复: refund-progress}}")
    assert (first.passed, second.passed) == (True, False)
    assert not results("{客服: 在的}", "{客户: 你好, 期望: {自动回复: refund-progress}}")[1].passed


def test_a_conversation_that_cannot_be_read_is_told() -> None:
    assert told("tests: [{name: a}, {turns: [{wer: x}, {customer: x, expect: {match: [nix]}}]}]") == [
        "1:9 rules.missing",
        "1:29 rules.missing",
        "1:30 rules.unknown_key",
        "1:70 rules.unknown_rule",
    ]
