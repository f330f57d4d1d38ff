"""Rows by priority and tag, progress updates, who is told, and the clocks of tasks."""

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk import AnswerTask, AskTask, Escalate, Note, Reply, SetPriority, Solve, Tag, Undo, View
from agentdesk.desk.resettling import resettle
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.promises.clocks import Standing
from agentdesk.promises.duration import Duration
from agentdesk.promises.target import Kind
from tests.desk.desks import NOW, RULES, Floor
from tests.desk.promised import later, line, told

ROWS = """    - id: urgent
      priority: urgent
      targets: {first_response: 30m, next_response: 1h, resolution: 8h, update: 2h}
    - {id: sale, tag: 大促, targets: {first_response: 10m, resolution: 12h}}
    - id: everyone
"""


def with_rows(floor: Floor, rows: str = ROWS, extra: str = "") -> Floor:
    """The lead adds rows for urgent tickets and for a tag, and a section."""
    rules = RULES.replace("    - id: everyone\n", rows).replace("  table:\n", f"{extra}  table:\n")
    floor.do("root", ApplyRules({"desk.yaml": rules}, "rows"))
    return floor


def test_another_priority_gives_other_deadlines_in_the_same_event_counted_from_what_really_happened(
    floor: Floor,
) -> None:
    number = with_rows(floor).claimed("ann")
    floor.clock.advance(HOUR)
    floor.do("ann", Reply(number, "请提供订单号"))
    floor.clock.advance(HOUR)
    floor.customer("订单号 1")
    floor.do("ann", SetPriority(number, "urgent"))
    ticket = floor.ticket(number)
    assert floor.events(number)[-1].kind == "priority.set"
    assert (ticket.first_due, ticket.next_due) == (None, NOW + 3 * HOUR)
    assert (ticket.resolve_due, ticket.update_due) == (NOW + 9 * HOUR, NOW + 4 * HOUR)
    assert {timer.timer for timer in floor.desk.reader().timers(number)} == {
        "breach:next_response",
        "breach:resolution",
        "breach:update",
    }
    floor.do("ann", SetPriority(number, "normal"))
    ticket = floor.ticket(number)
    assert (ticket.next_due, ticket.resolve_due, ticket.update_due) == (NOW + 10 * HOUR, NOW + DAY + HOUR, None)


def test_a_tag_put_on_or_taken_off_gives_other_deadlines_too(floor: Floor) -> None:
    number = with_rows(floor).customer("我要退款").ticket
    floor.do("ann", Tag(number, on=("大促",)))
    assert floor.ticket(number).first_due == NOW + 10 * MINUTE
    floor.do("ann", Undo(number))
    assert floor.ticket(number).first_due == NOW + 4 * HOUR


def test_news_are_owed_again_and_again_until_the_matter_is_solved(floor: Floor) -> None:
    number = with_rows(floor).claimed("ann")
    floor.do("ann", SetPriority(number, "urgent"))
    for _ in range(2):
        floor.clock.advance(20 * MINUTE)
        floor.do("ann", Reply(number, "正在核实", then="open"))
        later(floor, 3 * HOUR)
    assert told(floor, number).count(("promise.breached", "update")) == 2
    update = line(floor, number, Kind.UPDATE)
    assert (update.standing, update.counted) == (Standing.LATE, 3 * HOUR)
    floor.do("ann", Solve(number))
    assert floor.ticket(number).update_due is None


def test_a_bot_and_a_note_are_no_news(floor: Floor) -> None:
    number = with_rows(floor).claimed("ann")
    floor.do("ann", SetPriority(number, "urgent"), Reply(number, "正在核实", then="open"))
    floor.clock.advance(HOUR)
    floor.customer("自动回复", **{"from": "bot"})
    floor.do("ann", Note(number, "等财务"))
    assert floor.ticket(number).update_due == NOW + 2 * HOUR


def test_a_supervisor_is_told_once_and_sees_which_tickets_until_one_of_them_acts(floor: Floor) -> None:
    number, other = (floor.customer("我要退款", name).ticket for name in ("c1", "c2"))
    floor.do("ann", Reply(other, "稍等", then="open"))
    later(floor, 4 * HOUR + 30 * MINUTE + 1)
    ticket = floor.ticket(number)
    assert (ticket.escalated_to, ticket.escalated_at, ticket.escalated_for) == (
        "supervisor",
        floor.clock.now(),
        "first_response",
    )
    assert [one.id for one in floor.desk.queue(View(name="escalated")).tickets] == [number]
    floor.do("ann", Note(number, "忙不过来"))
    assert floor.ticket(number).escalated_to == "supervisor"
    floor.do("cy", Note(number, "我来安排"))
    assert floor.ticket(number).escalated_at is None
    assert floor.desk.queue(View(name="escalated")).tickets == ()
    later(floor, HOUR)
    assert floor.ticket(number).escalated_at is None


def test_nobody_is_asked_for_a_promise_any_more_once_the_customer_was_answered(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    later(floor, 5 * HOUR)
    assert floor.ticket(number).escalated_to == "supervisor"
    floor.do("ann", Reply(number, "久等了", then="open"))
    assert floor.ticket(number).escalated_at is None


TASKS = "  tasks: {within: 4h, warn: [50%], tell: supervisor}\n"


def test_a_task_has_a_clock_of_its_own_and_leaves_the_customers_alone(floor: Floor) -> None:
    number = with_rows(floor, extra=TASKS).claimed("ann")
    before = floor.ticket(number)
    floor.do("ann", AskTask(number, "risk", "能退吗"))
    after = floor.ticket(number)
    assert (after.first_due, after.resolve_due, after.pauses) == (before.first_due, before.resolve_due, ())
    kinds = []
    for _ in range(4):
        later(floor, 2 * HOUR + 1)
        kinds.append([event.kind for event in floor.events(number) if event.kind.startswith("task.")])
    assert kinds == [
        ["task.asked", "task.warned"],
        *[["task.asked", "task.warned", "task.breached"]] * 3,
    ]
    (task,) = [one for one in floor.desk.clocks(number) if one.kind == "task"]
    assert (task.standing, task.due_at, task.within) == (Standing.LATE, NOW + 4 * HOUR, Duration(4 * HOUR))
    assert floor.ticket(number).escalated_to == "supervisor"
    floor.do("bo", AnswerTask(task.policy, "可以退"))
    (task,) = [one for one in floor.desk.clocks(number) if one.kind == "task"]
    assert (task.standing, task.ended_at) == (Standing.BROKEN, floor.clock.now())


def test_an_answered_task_is_neither_warned_of_nor_late(floor: Floor) -> None:
    number = with_rows(floor, extra=TASKS).claimed("ann")
    floor.do("ann", AskTask(number, "risk", "能退吗", NOW + 3 * HOUR))
    assert {t.timer.partition(":")[0] for t in floor.desk.reader().timers(number) if "task" in t.timer} == {
        "task_warn",
        "task_breach",
    }
    floor.do("bo", AnswerTask(floor.desk.story(number).tasks[0].id, "可以退"))
    later(floor, 4 * HOUR)
    assert not [event for event in floor.events(number) if event.kind in ("task.warned", "task.breached")]
    (task,) = [one for one in floor.desk.clocks(number) if one.kind == "task"]
    assert (task.standing, task.counted, task.within) == (Standing.MET, 0, Duration(3 * HOUR))


def test_a_tasks_warning_that_the_promises_do_not_know_any_more_is_dropped(floor: Floor) -> None:
    number = with_rows(floor, extra=TASKS).claimed("ann")
    floor.do("ann", AskTask(number, "risk", "能退吗"))
    floor.do("root", ApplyRules({"desk.yaml": RULES}, "no warnings"))
    later(floor, 3 * HOUR)
    later(floor, 3 * HOUR)
    kinds = [event.kind for event in floor.events(number) if event.kind.startswith("task.")]
    assert kinds == ["task.asked", "task.breached"]
    assert floor.desk.reader().timers_due(floor.clock.now(), 9) == ()


def test_a_desk_of_an_older_version_settles_its_tickets_in_the_new_way(floor: Floor) -> None:
    version = floor.desk.reader().rules_hash()[1]
    floor.desk.side.save_view_state("", "resettled", f"[{version},null]")
    assert resettle(floor.desk) == 0
    assert resettle(floor.desk) is None


def test_a_broken_promise_changes_nothing_about_what_a_person_escalated(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Escalate(number, "客户要求负责人回电", "lead"))
    later(floor, 5 * HOUR)
    ticket = floor.ticket(number)
    assert (ticket.escalated_to, ticket.escalated_at, ticket.escalated_for) == ("lead", NOW, "")
    floor.do("cy", Note(number, "我来安排"))
    assert floor.ticket(number).escalated_at == NOW


def test_a_person_may_escalate_what_a_broken_promise_did_already(floor: Floor) -> None:
    number = floor.claimed("ann")
    later(floor, 5 * HOUR)
    assert floor.ticket(number).escalated_for == "first_response"
    floor.do("ann", Escalate(number, "客户要求主管回电"))
    assert (floor.ticket(number).escalated_at, floor.ticket(number).escalated_for) == (floor.clock.now(), "")
