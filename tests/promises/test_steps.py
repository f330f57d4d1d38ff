"""Warnings and escalations as the promise table says them."""

from agentdesk.clock.moment import HOUR, MINUTE
from agentdesk.promises.deadlines import ClockFacts, running
from agentdesk.promises.policy import Policy, parse
from agentdesk.promises.steps import Escalation, Warn, next_steps
from agentdesk.promises.target import Kind
from tests.promises.desk import at, local, problems_of, section

ENGLISH = """
promises:
  calendar: {hours: ["09:00-12:00", "13:30-18:00"], holidays: none}
  table:
    - id: everyone
      targets: {first_response: 4wh, resolution: 24h, final: 7wd}
      warn: [50%, 15m]
      escalate:
        - {at: breach, raise: high}
        - {at: 30m, tell: supervisor, clock: first_response}
        - {at: 2h, move: complaints, tag: [late, complaint]}
"""
CHINESE = """
服务承诺:
  日历: {工作时间: ["09:00-12:00", "13:30-18:00"], 节假日: 无}
  承诺表:
    - 编号: everyone
      目标: {首次响应: 4个工作小时, 解决: 24小时, 最终期限: 7个工作日}
      预警: [50%, 15分钟]
      升级:
        - {时间: 超时, 提升: 高}
        - {时间: 30分钟, 通知: 主管, 时钟: 首次响应}
        - {时间: 2小时, 转到: complaints, 标签: [late, complaint]}
"""


def row(text: str) -> Policy:
    """The only row of a table."""
    (policy,) = parse([section(text)]).table
    return policy


def codes(body: str) -> list[str]:
    """What is wrong with the steps of a row, by code."""
    targets = "table: [{id: a, targets: {first_response: 1h}, "
    return [problem.message.code for problem in problems_of(f"{targets}{body}}}]")]


def test_both_languages_say_the_same() -> None:
    policy = row(ENGLISH)
    assert policy == row(CHINESE)
    assert policy.warns == (Warn(share=50), Warn(before=15 * MINUTE))
    assert policy.escalations == (
        Escalation(priority="high"),
        Escalation(after=30 * MINUTE, clocks=frozenset({Kind.FIRST_RESPONSE}), tell="supervisor"),
        Escalation(after=2 * HOUR, team="complaints", tags=("late", "complaint")),
    )


def test_half_of_the_working_time_has_passed_after_lunch() -> None:
    policy = row(ENGLISH)
    facts = ClockFacts(received_at=at("2026-11-18T10:30"))
    dues = {
        due.timer: local(due.due_at)
        for clock in running(facts, policy)
        for due in next_steps(clock, policy.calendar, policy.warns, policy.escalations, ())
    }
    assert dues == {
        "warn:first_response": "2026-11-18T14:00",
        "breach:first_response": "2026-11-18T16:00",
        "warn:resolution": "2026-11-18T22:30",
        "breach:resolution": "2026-11-19T10:30",
        "warn:final": "2026-11-23T05:15",
        "breach:final": "2026-11-28T00:00",
    }


def test_a_warning_that_would_come_at_once_is_left_out() -> None:
    policy = row("promises: {table: [{id: chat, targets: {first_response: 3m}, warn: [15m]}]}")
    (clock,) = running(ClockFacts(received_at=at("2026-11-18T10:30")), policy)
    assert [due.timer for due in next_steps(clock, policy.calendar, policy.warns, (), ())] == ["breach:first_response"]


def test_each_step_comes_once_and_in_its_order() -> None:
    policy = row(ENGLISH)
    clock = next(iter(running(ClockFacts(received_at=at("2026-11-18T10:30")), policy)))
    fired: set[tuple[str, int]] = set()
    names = []
    while steps := list(next_steps(clock, policy.calendar, policy.warns, policy.escalations, fired)):
        first = min(steps, key=lambda step: step.due_at)
        names.append(first.timer.partition(":")[0])
        fired.add((first.timer, first.step))
    assert names == ["warn", "warn", "breach", "escalate", "escalate", "escalate"]


def test_wrong_steps_are_told() -> None:
    assert codes("warn: [0%]") == ["promises.bad_share"]
    assert codes("warn: [half]") == ["promises.duration_unreadable"]
    assert codes("warn: [4wh]") == ["promises.step_in_running_time"]
    assert codes("escalate: [{at: breach}]") == ["promises.step_without_action"]
    assert codes("escalate: [{raise: high}]") == ["promises.step_without_time"]
    assert codes("escalate: [{at: breach, raise: urgent}]") == ["promises.raises_to_urgent"]
    assert codes("escalate: [{at: breach, raise: higher}]") == ["rules.unknown_choice_near"]
    assert codes("escalate: [{at: breach, tag: " + "x" * 41 + "}]") == ["promises.bad_tag"]
    assert codes(f"warn: [{', '.join(f'{n}m' for n in range(1, 18))}]") == ["promises.too_many_steps"]
