"""Promises in daily life: warned before, told when broken, escalated after; pauses as they really were."""

import pytest

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk import (
    Claim,
    Keeper,
    Reply,
    Reroute,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.desk.inbound import read_conversation
from agentdesk.desk.resettling import WAY, resettle
from agentdesk.desk.rulebook import check_files, compile_files
from agentdesk.desk.verbs.fire import Fire
from agentdesk.desk.verbs.resettle import Resettle
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.model import Json, Pause, Timer
from agentdesk.promises.clocks import Standing
from agentdesk.promises.duration import Duration
from agentdesk.promises.target import Kind
from agentdesk.rules import RuleErrors
from tests.desk.desks import NOW, RULES, Floor
from tests.desk.promised import later, line, told

SHORT = """      warn: [50%]
      escalate: [{at: 30m, tell: supervisor}]
"""
STEPS = """
      warn: [50%, 15m]
      escalate:
        - {at: breach, raise: high, tag: 超时}
        - {at: 30m, tell: supervisor, clock: first_response}
        - {时间: 2h, 转到: risk}
"""


def with_steps(floor: Floor, steps: str = STEPS) -> Floor:
    """The lead adds warnings and escalations to the row of everyone."""
    rules = RULES.replace(SHORT, steps.strip("\n").rstrip() + "\n")
    assert rules != RULES
    floor.do("root", ApplyRules({"desk.yaml": rules}, "steps"))
    return floor


def step(floor: Floor, number: int, kind: str) -> Json:
    """What the last event of a kind holds."""
    return [event.data for event in floor.events(number) if event.kind == kind][-1]


def test_a_promise_is_warned_of_then_broken_then_escalated_each_once(floor: Floor) -> None:
    number = with_steps(floor).customer("我要退款").ticket
    first = "first_response"
    later(floor, 2 * HOUR)
    assert told(floor, number) == [("promise.warned", first)]
    later(floor, HOUR + 45 * MINUTE)
    assert told(floor, number) == [("promise.warned", first)] * 2
    keeper = Keeper(floor.desk, "test")
    later(floor, 15 * MINUTE, keeper)
    assert len(told(floor, number)) == 2
    later(floor, 1, keeper)
    assert told(floor, number)[2:] == [("promise.breached", first), ("promise.escalated", first)]
    assert step(floor, number, "promise.breached")["due"] == NOW + 4 * HOUR
    ticket = floor.ticket(number)
    assert (ticket.priority, ticket.tags, ticket.lane) == ("high", ("退款", "超时"), 1)
    later(floor, 30 * MINUTE)
    assert step(floor, number, "promise.escalated")["tell"] == "supervisor"
    later(floor, 90 * MINUTE)
    assert floor.ticket(number).team == "risk"
    later(floor, MINUTE)
    assert [kind for kind, of in told(floor, number) if of == first].count("promise.escalated") == 3


def test_what_fell_due_while_nobody_was_here_comes_in_its_order_without_a_warning_of_what_is_broken(
    floor: Floor,
) -> None:
    number = with_steps(floor).customer("我要退款").ticket
    later(floor, 10 * HOUR)
    kinds = [kind.partition(".")[2] for kind, of in told(floor, number) if of == "first_response"]
    assert kinds == ["warned", "breached", "escalated", "escalated", "escalated"]


def test_an_answered_ticket_does_not_break_its_response(floor: Floor) -> None:
    number = with_steps(floor).customer("我要退款").ticket
    floor.clock.advance(4 * HOUR + 1)
    due = floor.desk.reader().timers_due(floor.clock.now(), 9)
    assert {timer.timer for timer in due} == {"warn:first_response", "breach:first_response"}
    floor.do("ann", Reply(number, "稍等", then="open"))
    floor.do("keeper", *(Fire(timer) for timer in due))
    assert told(floor, number) == []
    assert {timer.timer for timer in floor.desk.reader().timers(number)} == {"warn:resolution", "breach:resolution"}


def test_each_wait_of_the_customer_is_a_promise_of_its_own(floor: Floor) -> None:
    number = with_steps(floor, "\n      warn: [1h]\n").claimed("ann")
    for text in ("还在吗", "在吗"):
        floor.do("ann", Reply(number, "稍等", then="open"))
        floor.clock.advance(MINUTE)
        floor.customer(text)
        later(floor, 7 * HOUR)
        later(floor, MINUTE)
    assert told(floor, number).count(("promise.warned", "next_response")) == 2


def test_an_answer_taken_back_does_not_warn_a_second_time(floor: Floor) -> None:
    number = with_steps(floor, "\n      warn: [50%]\n").customer("我要退款").ticket
    later(floor, 3 * HOUR)
    floor.do("ann", Reply(number, "稍等"))
    floor.do("ann", Undo(number))
    later(floor, MINUTE)
    assert told(floor, number) == [("promise.warned", "first_response")]


def test_what_a_person_set_stays(floor: Floor) -> None:
    number = with_steps(floor).customer("我要退款").ticket
    floor.do("ann", Claim(number), Tag(number, on=("超时",)), Tag(number, off=("超时",)), SetPriority(number, "low"))
    later(floor, 7 * HOUR)
    ticket = floor.ticket(number)
    assert (ticket.priority, ticket.tags, ticket.team) == ("low", ("退款",), "funds")
    assert ticket.proposed_team == "risk"


def test_a_team_chosen_by_hand_is_only_proposed_another(floor: Floor) -> None:
    number = with_steps(floor).customer("我要退款").ticket
    floor.do("cy", Reroute(number, "再看看", team="risk"))
    floor.do("cy", Reroute(number, "退回", team="funds"))
    later(floor, 7 * HOUR)
    assert (floor.ticket(number).team, floor.ticket(number).proposed_team) == ("funds", "risk")


def test_a_wave_of_late_tickets_does_not_stand_before_a_new_urgent_one(floor: Floor) -> None:
    with_steps(floor)
    late = [floor.customer("我要退款", f"late {n}").ticket for n in range(30)]
    later(floor, 5 * HOUR)
    urgent = floor.customer("盗号", "new").ticket
    assert {floor.ticket(number).priority for number in late} == {"high"}
    assert {floor.ticket(number).lane for number in late} == {1}
    assert floor.ticket(urgent).lane == 0


def test_history_has_no_timers(floor: Floor) -> None:
    with_steps(floor)
    document = {"id": "old", "turns": [{"from": "customer", "text": "退款", "at": "2024-01-01T10:00:00Z"}]}
    assert floor.desk.bring([read_conversation(document)], open_waiting=False) == ["archived"]
    (old,) = floor.desk.history(9)
    assert floor.desk.reader().timers(old.id) == ()
    assert floor.desk.clocks(old.id) == ()


def test_a_clock_stands_still_while_the_customer_owes_the_next_step(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.clock.advance(HOUR)
    floor.do("ann", Reply(number, "请提供订单号"))
    assert floor.ticket(number).resolve_due is None
    assert floor.desk.reader().timer(number, "breach:resolution") is None
    floor.clock.advance(5 * HOUR)
    floor.customer("订单号 1")
    floor.clock.advance(HOUR)
    floor.do("ann", Snooze(number, floor.clock.now() + HOUR))
    later(floor, HOUR)
    floor.clock.advance(HOUR)
    ticket, start = floor.ticket(number), NOW
    assert ticket.pauses == (
        Pause("pending", start + HOUR, start + 6 * HOUR),
        Pause("snoozed", start + 7 * HOUR, start + 8 * HOUR),
    )
    clock = line(floor, number, Kind.RESOLUTION)
    assert [(s.since - start, s.until - start, s.counts) for s in clock.stretches] == [
        (0, HOUR, True),
        (HOUR, 6 * HOUR, False),
        (6 * HOUR, 9 * HOUR, True),
    ]
    assert (clock.standing, clock.counted, clock.within) == (Standing.RUNNING, 4 * HOUR, Duration(DAY))
    assert ticket.resolve_due == clock.due_at == start + DAY + 5 * HOUR


def test_a_pause_that_began_after_the_breach_does_not_mend_it(floor: Floor) -> None:
    number = floor.claimed("ann")
    later(floor, 25 * HOUR)
    floor.do("ann", Reply(number, "请提供订单号"))
    later(floor, 10 * HOUR)
    assert floor.ticket(number).resolve_due == NOW + DAY
    floor.customer("订单号 1")
    assert floor.ticket(number).resolve_due == NOW + DAY
    assert line(floor, number, Kind.RESOLUTION).standing is Standing.LATE
    assert told(floor, number).count(("promise.breached", "resolution")) == 1


def test_the_clocks_of_a_ticket_say_what_was_kept_and_what_was_broken(floor: Floor) -> None:
    number = floor.claimed("ann")
    assert [one.kind for one in floor.desk.clocks(number)] == [Kind.FIRST_RESPONSE, Kind.RESOLUTION]
    floor.clock.advance(5 * HOUR)
    floor.do("ann", Reply(number, "稍等", then="open"))
    floor.customer("在吗")
    asked = floor.clock.now()
    floor.clock.advance(HOUR)
    assert line(floor, number, Kind.NEXT_RESPONSE).standing is Standing.RUNNING
    floor.do("ann", Reply(number, "已退款", then="open"))
    floor.do("ann", Solve(number))
    standings = {one.kind: one.standing for one in floor.desk.clocks(number)}
    assert standings == {
        Kind.FIRST_RESPONSE: Standing.BROKEN,
        Kind.NEXT_RESPONSE: Standing.MET,
        Kind.RESOLUTION: Standing.MET,
    }
    answered = line(floor, number, Kind.NEXT_RESPONSE)
    assert (answered.started_at, answered.ended_at, answered.due_at) == (asked, asked + HOUR, asked + 8 * HOUR)


def test_changed_promises_settle_every_live_ticket_again_and_only_once(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(5)]
    floor.do("ann", Solve(numbers[0], told=True))
    later(floor, MINUTE)
    faster = RULES.replace("first_response: 4h", "first_response: 2h")
    floor.do("root", ApplyRules({"desk.yaml": faster}, "faster"))
    later(floor, MINUTE)
    assert [floor.ticket(number).first_due for number in numbers] == [None, *[NOW + 2 * HOUR] * 4]
    timers = [floor.desk.reader().timer(number, "breach:first_response") for number in numbers[1:]]
    step_number = timers[0].step if timers[0] else 0
    assert timers == [Timer(n, "breach:first_response", step_number, NOW + 2 * HOUR + 1) for n in numbers[1:]]
    versions = [floor.ticket(number).version for number in numbers]
    floor.desk.side.save_view_state("", "resettled", "")
    later(floor, MINUTE)
    floor.do("keeper", Resettle(tuple(numbers)))
    assert [floor.ticket(number).version for number in numbers] == versions


def test_a_resettling_goes_on_where_it_stopped(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(3)]
    floor.do("root", ApplyRules({"desk.yaml": RULES.replace("first_response: 4h", "first_response: 2h")}, "faster"))
    version = floor.desk.reader().rules_hash()[1]
    floor.desk.side.save_view_state("", "resettled", f"[{version},{numbers[0]},{WAY}]")
    assert resettle(floor.desk) == 2
    assert resettle(floor.desk) is None
    assert [floor.ticket(number).first_due for number in numbers] == [NOW + 4 * HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR]


def test_a_breach_by_promises_that_are_gone_is_none(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    slower = RULES.replace("first_response: 4h", "first_response: 8h")
    floor.do("root", ApplyRules({"desk.yaml": slower}, "slower"))
    floor.clock.advance(5 * HOUR)
    due = floor.desk.reader().timers_due(floor.clock.now(), 9)
    assert {timer.timer for timer in due} == {"warn:first_response", "breach:first_response"}
    floor.do("keeper", *(Fire(timer) for timer in due))
    assert told(floor, number) == []
    assert floor.ticket(number).first_due == NOW + 8 * HOUR


def test_a_team_that_the_rules_do_not_know_is_told_with_its_place() -> None:
    rules = RULES.replace(SHORT, "      escalate: [{at: 2h, move: riks}]\n")
    (problem,) = (found for found in check_files({"desk.yaml": rules}) if found.severity == "error")
    assert (problem.message.code, problem.message.params["near"]) == ("rules.unknown_team_near", "risk")
    with pytest.raises(RuleErrors):
        _ = compile_files({"desk.yaml": rules}).rules
