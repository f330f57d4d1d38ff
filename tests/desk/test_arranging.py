"""What an agent arranges: a promise, a follow-up, an escalation, a question to others, a rating, a complaint."""

from collections.abc import Callable

import pytest

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import (
    AnswerTask,
    AskTask,
    CancelTask,
    Claim,
    Command,
    Complain,
    Deescalate,
    EndFollowUp,
    Escalate,
    FollowUp,
    Keeper,
    KeepPromise,
    PromiseCustomer,
    Rate,
    RemindTask,
    Reopen,
    Reply,
    Reroute,
    Snooze,
    Solve,
    Undo,
    WithdrawPromise,
)
from agentdesk.lang import Refusal
from agentdesk.model import Ticket
from tests.desk.desks import NOW, Floor

Refused = Callable[..., Refusal]


def tick(floor: Floor, wait: int) -> None:
    """Time passes, and the keeper looks."""
    floor.clock.advance(wait)
    Keeper(floor.desk, "test").tick()


def same(one: Ticket, other: Ticket) -> bool:
    """Whether two states differ only in what undoing leaves."""
    left = {"version", "updated_at", "messages"}
    return all(getattr(one, name) == getattr(other, name) for name in one.__struct_fields__ if name not in left)


@pytest.mark.parametrize(
    "act",
    [
        lambda n: PromiseCustomer(n, "补款", NOW + HOUR),
        lambda n: Escalate(n, "客户要找主管"),
        lambda n: FollowUp(n, NOW + HOUR, "看看到账没"),
        lambda n: Complain(n, "grave", accused="bo"),
        lambda n: Complain(n, "2"),
        lambda n: Rate(n, 4, "不错"),
    ],
)
def test_each_can_be_taken_back(floor: Floor, act: Callable[[int], Command]) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "在查", then="open"))
    tick(floor, MINUTE)
    before, timers = floor.ticket(number), floor.desk.reader().timers(number)
    floor.do("ann", act(number))
    assert not same(floor.ticket(number), before)
    floor.do("ann", Undo(number))
    assert same(floor.ticket(number), before)
    assert floor.desk.reader().timers(number) == timers


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (lambda n: PromiseCustomer(n, "补款", NOW + HOUR), KeepPromise),
        (lambda n: PromiseCustomer(n, "补款", NOW + HOUR), lambda n: WithdrawPromise(n, "客户不要了")),
        (lambda n: Escalate(n, "why"), Deescalate),
        (lambda n: FollowUp(n, NOW + HOUR), EndFollowUp),
    ],
)
def test_what_was_arranged_ends_once_and_its_end_can_be_taken_back(
    floor: Floor, refused: Refused, begin: Callable[[int], Command], end: Callable[[int], Command]
) -> None:
    number = floor.claimed("ann")
    refused("ann", end(number))
    floor.do("ann", begin(number))
    before, timers = floor.ticket(number), floor.desk.reader().timers(number)
    floor.do("ann", end(number))
    assert (floor.ticket(number).promised_at, floor.ticket(number).follow_up_at) == (None, None)
    refused("ann", end(number))
    floor.do("ann", Undo(number))
    assert same(floor.ticket(number), before)
    assert [(timer.timer, timer.due_at) for timer in floor.desk.reader().timers(number)] == [
        (timer.timer, timer.due_at) for timer in timers
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda n: PromiseCustomer(n, "补款", NOW + HOUR),
        lambda n: Escalate(n, "why"),
        lambda n: FollowUp(n, NOW + HOUR),
    ],
)
def test_what_a_colleague_follows_is_theirs_to_arrange(
    floor: Floor, refused: Refused, act: Callable[[int], Command]
) -> None:
    number = floor.claimed("ann")
    assert refused("bo", act(number)).message.code == "desk.not_yours"
    floor.do("cy", act(number))


def test_a_promise_that_was_kept_is_not_missed_and_one_on_a_solved_ticket_sleeps(floor: Floor) -> None:
    kept, solved = floor.claimed("ann"), floor.claimed("ann", conversation="c2")
    for number in (kept, solved):
        floor.do("ann", PromiseCustomer(number, "补款", NOW + HOUR))
    floor.do("ann", KeepPromise(kept), Solve(solved, told=True))
    tick(floor, 2 * HOUR)
    kinds = {event.kind for number in (kept, solved) for event in floor.events(number)}
    assert "promised.missed" not in kinds


def test_an_escalation_rises_and_says_to_whom(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Escalate(number, " ")).message.code == "desk.escalate_reason"
    assert refused("ann", Escalate(number, "why", to="boss")).message.code == "desk.no_level"
    floor.do("ann", Escalate(number, "客户要找主管"))
    assert (floor.ticket(number).escalated_to, floor.owner(number)) == ("supervisor", "ann")
    assert refused("ann", Escalate(number, "again")).message.code == "desk.escalated_already"
    floor.do("cy", Escalate(number, "要赔付", to="lead"))
    assert floor.ticket(number).escalated_to == "lead"


def test_a_follow_up_brings_the_ticket_back_to_its_owner_once(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    assert refused("ann", FollowUp(number, NOW)).message.code == "desk.follow_up_past"
    floor.do("ann", FollowUp(number, NOW + HOUR, "看看到账没"), Snooze(number, NOW + 9 * HOUR))
    for _ in range(3):
        tick(floor, HOUR)
    ticket = floor.ticket(number)
    assert (ticket.state, ticket.follow_up, floor.owner(number)) == ("open", "看看到账没", "ann")
    assert [event.kind for event in floor.events(number)].count("followup.due") == 1


def test_the_asked_team_answers_and_the_customers_clock_goes_on(floor: Floor) -> None:
    number = floor.claimed("ann")
    due = floor.ticket(number).due_at
    floor.do("ann", AskTask(number, "risk", "是他本人吗", NOW + HOUR))
    (task,) = floor.desk.reader().open_tasks(("risk",), 9)
    assert floor.ticket(number).due_at == due
    floor.do("bo", AnswerTask(task.id, "是本人"))
    (task,) = floor.desk.story(number).tasks
    assert (task.state, task.answer, task.done_by) == ("done", "是本人", floor.ids["bo"])
    assert floor.desk.reader().open_tasks(("risk",), 9) == ()
    floor.do("bo", Undo(number))
    assert floor.desk.story(number).tasks[0].state == "open"


def test_a_partner_is_asked_by_name_and_the_owner_brings_the_answer(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    assert refused("ann", AskTask(number, "", "x")).message.code == "desk.task_whom"
    assert refused("ann", AskTask(number, "risk", "x", NOW)).message.code == "desk.task_past"
    floor.do("ann", AskTask(number, "", "包裹在哪", partner="顺丰"))
    (task,) = floor.desk.story(number).tasks
    assert (task.team, task.partner) == ("", "顺丰")
    assert "顺丰" not in repr(floor.events(number)[-1].data)
    assert refused("bo", AnswerTask(task.id, "?")).message.code == "desk.task_not_yours"
    floor.do("ann", RemindTask(task.id), AnswerTask(task.id, "在途"))
    assert floor.desk.story(number).tasks[0].reminded_at == NOW


def test_a_question_can_be_taken_back_by_who_asked(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    floor.do("ann", AskTask(number, "risk", "?"))
    (task,) = floor.desk.story(number).tasks
    assert refused("bo", CancelTask(task.id)).message.code == "desk.task_not_yours"
    floor.do("ann", CancelTask(task.id, "客户自己查到了"))
    assert refused("bo", AnswerTask(task.id, "!")).message.code == "desk.task_done"
    floor.do("ann", Undo(number))
    floor.do("bo", AnswerTask(task.id, "!"))
    number = floor.claimed("ann", conversation="c2")
    floor.do("ann", AskTask(number, "risk", "?"), Undo(number))
    assert floor.desk.story(number).tasks[0].state == "cancelled"


def test_a_rating_goes_to_whose_work_it_was(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Rate(number, 5)).message.code == "desk.rate_nobody"
    floor.do("ann", Reply(number, "已退", then="solved"))
    floor.customer("还有个问题")
    floor.do("cy", Reroute(number, "换人", agent="bo"))
    floor.do("bo", Reply(number, "在看"))
    assert refused("bo", Rate(number, 6)).message.code == "desk.bad_rating"
    floor.do("bo", Rate(number, 2, "太慢"))
    ticket = floor.ticket(number)
    assert (ticket.rating, ticket.rating_comment, ticket.rated_agent) == (2, "太慢", floor.ids["ann"])


def test_without_a_solution_who_answered_last_is_rated(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "在查"))
    floor.do("cy", Reroute(number, "换人", agent="bo"))
    floor.do("system", Rate(number, 4))
    assert floor.ticket(number).rated_agent == floor.ids["ann"]


def test_a_channel_brings_a_rating_which_opens_nothing(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "已退", then="solved"))
    receipts = [floor.customer("很好", id="r1", rating=5) for _ in range(2)]
    ticket = floor.ticket(number)
    assert [(receipt.outcome, receipt.ticket) for receipt in receipts] == [("rated", number), ("repeated", number)]
    assert (ticket.rating, ticket.state) == (5, "solved")
    assert floor.customer("", id="r2", rating=1).outcome == "rated"
    assert [floor.ticket(number).rating, floor.ticket(number).rating_comment] == [1, ""]
    with pytest.raises(Refusal, match="rate_no_ticket"):
        floor.customer("", "elsewhere", rating=1)
    with pytest.raises(Refusal, match="bad_rating"):
        floor.customer("", rating=9)


def test_rules_say_how_grave_a_complaint_is_until_a_person_does(floor: Floor) -> None:
    number = floor.customer("我要投诉").ticket
    assert floor.ticket(number).severity == 2
    floor.do("ann", Complain(number, "minor"))
    floor.customer("投诉投诉")
    assert (floor.ticket(number).severity, floor.ticket(number).kind) == (1, "complaint")


def test_a_complaint_is_linked_with_its_case_and_never_with_the_accused(floor: Floor, refused: Refused) -> None:
    case = floor.claimed("bo")
    floor.do("bo", Reply(case, "不行", then="solved"))
    number = floor.customer("你们太差了", "c2").ticket
    floor.do("bo", Claim(number))
    floor.do("cy", Complain(number, "serious", about=case))
    ticket = floor.ticket(number)
    assert (ticket.accused, ticket.about, ticket.owner) == (floor.ids["bo"], case, None)
    assert refused("bo", Claim(number)).message.code == "desk.accused"
    assert [other.id for other in floor.desk.story(case).linked] == [number]
    assert [other.id for other in floor.desk.story(number).linked] == [case]
    assert refused("cy", Complain(number, "bad")).message.code == "desk.no_severity"
    assert refused("cy", Complain(number, "1", about=number)).message.code == "desk.about_itself"


def test_a_complaint_that_freed_the_ticket_of_the_accused_can_be_taken_back(floor: Floor) -> None:
    number = floor.claimed("bo")
    before = floor.ticket(number)
    floor.do("cy", Complain(number, "serious", accused="bo"))
    assert floor.owner(number) is None
    floor.do("cy", Undo(number))
    assert same(floor.ticket(number), before)


@pytest.mark.parametrize("back", [True, False])
def test_what_fell_due_does_so_once_though_its_end_is_taken_back_or_the_ticket_reopened(
    floor: Floor, back: bool
) -> None:
    number = floor.claimed("ann")
    floor.do("ann", PromiseCustomer(number, "补款", NOW + HOUR), FollowUp(number, NOW + HOUR))
    tick(floor, 2 * HOUR)
    if back:
        for end in (KeepPromise(number), EndFollowUp(number)):
            floor.do("ann", end)
            floor.do("ann", Undo(number))
    else:
        floor.do("ann", Solve(number, told=True), Reopen(number))
    tick(floor, MINUTE)
    kinds = [event.kind for event in floor.events(number)]
    assert [kinds.count(kind) for kind in ("promised.soon", "promised.missed", "followup.due")] == [1, 1, 1]
    assert floor.ticket(number).promised_at == NOW + HOUR


def test_what_fell_due_while_the_ticket_was_solved_does_so_when_it_is_reopened(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", PromiseCustomer(number, "补款", NOW + HOUR), FollowUp(number, NOW + HOUR))
    floor.do("ann", Solve(number, told=True))
    tick(floor, 2 * HOUR)
    floor.do("ann", Reopen(number))
    tick(floor, MINUTE)
    kinds = [event.kind for event in floor.events(number)]
    assert [kinds.count(kind) for kind in ("promised.missed", "followup.due")] == [1, 1]


def test_words_that_were_arranged_can_be_erased(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do(
        "ann",
        Reply(number, "好"),
        Reroute(number, "a", agent="bo", tried="SECRET", promise="SECRET", by=NOW + HOUR),
    )
    floor.do("bo", FollowUp(number, NOW + HOUR, "SECRET"), Rate(number, 1, "SECRET"), AskTask(number, "risk", "SECRET"))
    floor.desk.care.erase(floor.ticket(number).customer, floor.ids["root"])
    assert "SECRET" not in repr(floor.desk.story(number)) + repr(floor.desk.store.dump())
