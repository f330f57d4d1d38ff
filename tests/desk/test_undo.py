"""Undo: a new event takes back an old one, unless somebody has acted on the same thing since."""

from collections.abc import Callable

import pytest

from agentdesk.clock import DAY, HOUR, MINUTE, SECOND
from agentdesk.desk import (
    Claim,
    Command,
    Escalate,
    Keeper,
    Note,
    Release,
    Reopen,
    Reply,
    Reroute,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.lang import Refusal
from agentdesk.model import Ticket
from tests.desk.desks import NOW, Floor
from tests.desk.promised import later

MOVES = {"version", "updated_at", "messages", "pauses"}
"""What an undo leaves as it is: it is an event of its own, and a note stays in the conversation."""


def same(one: Ticket, other: Ticket) -> bool:
    """Whether two states of a ticket are the same but for `MOVES`."""
    names = [name for name in Ticket.__struct_fields__ if name not in MOVES]
    return [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


@pytest.mark.parametrize(
    "command",
    [
        Release,
        lambda n: Reroute(n, "why", team="risk"),
        lambda n: Reroute(n, "why", agent="bo"),
        lambda n: Snooze(n, NOW + HOUR),
        lambda n: Solve(n, told=True),
        lambda n: Tag(n, on=("加急",), off=("退款",)),
        lambda n: SetPriority(n, "urgent"),
        lambda n: Reply(n, "稍等"),
        lambda n: Reply(n, "已退", then="solved"),
        lambda n: Note(n, "看过了"),
    ],
)
def test_everything_a_person_does_can_be_taken_back(floor: Floor, command: Callable[[int], Command]) -> None:
    number = floor.claimed("ann")
    before, timers = floor.ticket(number), floor.desk.reader().timers(number)
    floor.do("ann", command(number))
    assert not same(floor.ticket(number), before) or command(number) == Note(number, "看过了")
    floor.do("ann", Undo(number))
    assert same(floor.ticket(number), before)
    assert floor.desk.reader().timers(number) == timers


def test_a_claim_and_a_reopening_can_be_taken_back_too(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "好了", then="solved"))
    floor.clock.advance(HOUR)
    solved = floor.ticket(number)
    floor.do("bo", Reopen(number))
    floor.do("bo", Undo(number))
    assert same(floor.ticket(number), solved)
    free = floor.customer("hello", "c2").ticket
    floor.do("bo", Claim(free))
    floor.do("bo", Undo(free))
    assert floor.owner(free) is None


def test_undo_goes_back_step_by_step(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("ann", Claim(number), SetPriority(number, "high"), SetPriority(number, "urgent"))
    floor.do("ann", Undo(number))
    assert floor.ticket(number).priority == "high"
    floor.do("ann", Undo(number))
    assert (floor.ticket(number).priority, floor.ticket(number).hands) == ("normal", ())
    floor.do("ann", Undo(number))
    assert floor.owner(number) is None
    assert refused("ann", Undo(number)).message.code == "desk.nothing_to_undo"


def test_an_answer_still_held_is_taken_back_and_never_leaves(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "错了"))
    n = floor.messages(number)[-1].n
    floor.do("ann", Undo(number))
    taken = floor.messages(number)[-1]
    assert (taken.n, taken.text, taken.withdrawn, taken.delivery) == (n, "错了", True, "withdrawn")
    ticket = floor.ticket(number)
    assert (ticket.state, ticket.waiting_since, ticket.first_answer_at) == ("open", NOW, None)
    floor.clock.advance(HOUR)
    assert floor.desk.reader().deliveries(("held", "sending"), floor.clock.now(), 9) == ()


def test_an_answer_that_left_is_not_taken_back(floor: Floor, refused: Callable[..., Refusal]) -> None:
    class Everything:
        def carry(self, parcel: object) -> None:
            """Take it."""

    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "已退"))
    floor.clock.advance(5 * SECOND)
    Keeper(floor.desk, "test", carrier=Everything()).tick()
    assert floor.messages(number)[-1].delivery == "sent"
    assert refused("ann", Undo(number)).message.code == "desk.sent_already"


def test_a_customer_who_wrote_meanwhile_waits_since_the_first_message(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.clock.advance(MINUTE)
    floor.do("ann", Reply(number, "错了"))
    floor.clock.advance(SECOND)
    floor.customer("？？")
    floor.do("ann", Undo(number))
    ticket = floor.ticket(number)
    assert (ticket.state, ticket.waiting_since, ticket.first_answer_at) == ("open", NOW, None)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (lambda n: SetPriority(n, "high"), lambda n: SetPriority(n, "low")),
        (lambda n: Tag(n, on=("加急",)), lambda n: Tag(n, off=("加急",))),
        (lambda n: Reroute(n, "why", team="risk"), Claim),
        (Release, Claim),
    ],
)
def test_what_somebody_else_changed_since_stays_and_the_person_is_named(
    floor: Floor,
    refused: Callable[..., Refusal],
    mine: Callable[[int], Command],
    theirs: Callable[[int], Command],
) -> None:
    number = floor.claimed("ann")
    floor.do("ann", mine(number))
    floor.do("bo", theirs(number))
    refusal = refused("ann", Undo(number))
    assert (refusal.message.code, refusal.message.params["who"]) == ("desk.undo_touched", "Bo")


def test_what_somebody_did_beside_it_is_no_hindrance_and_stays(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", SetPriority(number, "high"))
    floor.do("bo", Tag(number, on=("加急",)), Note(number, "看过"))
    floor.do("ann", Undo(number))
    ticket = floor.ticket(number)
    assert (ticket.priority, ticket.tags, ticket.hands) == ("normal", ("退款", "加急"), ("+加急",))
    floor.do("bo", Undo(number))
    floor.do("bo", Undo(number))
    assert (floor.ticket(number).tags, floor.ticket(number).hands) == (("退款",), ())


def test_an_earlier_mark_comes_back_with_the_tag(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Tag(number, off=("退款",)))
    floor.do("ann", Tag(number, on=("退款",)))
    floor.do("ann", Undo(number))
    assert (floor.ticket(number).tags, floor.ticket(number).hands) == ((), ("-退款",))


def test_what_the_keeper_moved_on_is_not_half_taken_back(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Solve(number, told=True))
    floor.clock.advance(7 * DAY)
    assert Keeper(floor.desk, "test").tick()
    closed = floor.ticket(number)
    assert closed.state == "closed"
    assert refused("ann", Undo(number)).message.code == "desk.nothing_to_undo"
    assert floor.ticket(number) == closed


def test_nobody_takes_back_what_another_did(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    assert refused("bo", Undo(number)).message.code == "desk.nothing_to_undo"
    assert refused("bo", Undo(77)).message.code == "desk.no_ticket"


def test_who_was_called_is_called_again_when_what_called_them_off_is_taken_back(floor: Floor) -> None:
    number = floor.claimed("ann")
    later(floor, 5 * HOUR)
    before = floor.ticket(number)
    assert before.escalated_for == "first_response"
    for name, command in (("ann", Reply(number, "马上")), ("cy", Reroute(number, "to risk", team="risk"))):
        floor.do(name, command)
        assert floor.ticket(number).escalated_at is None
        floor.do(name, Undo(number))
        assert same(floor.ticket(number), before)


def test_an_answer_is_taken_back_though_somebody_was_called_since(floor: Floor) -> None:
    number = floor.claimed("ann")
    later(floor, 5 * HOUR)
    floor.do("ann", Reply(number, "马上"))
    floor.do("cy", Escalate(number, "贵宾", "lead"))
    floor.do("ann", Undo(number))
    assert floor.ticket(number).escalated_to == "lead"
