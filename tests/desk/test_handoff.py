"""A reroute is a contract: what was tried and promised travels; the other side takes it or returns it."""

from collections.abc import Callable

import pytest

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import Accept, Claim, Complain, Keeper, Release, Reply, Reroute, Return, Solve, Undo
from agentdesk.desk.verbs.incident import SolveJoined
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lang import Refusal
from tests.desk.desks import NOW, Floor

Refused = Callable[..., Refusal]


def test_promise_and_what_was_tried_travel_with_the_ticket(floor: Floor) -> None:
    number = floor.claimed("ann")
    due = floor.ticket(number).due_at
    move = Reroute(number, "要查渠道", team="risk", tried="重发过一次", promise="今晚补款", by=NOW + HOUR)
    floor.do("ann", move)
    ticket = floor.ticket(number)
    assert (ticket.promise, ticket.promised_at, ticket.promised_who) == ("今晚补款", NOW + HOUR, floor.ids["ann"])
    assert (due or 0) > NOW + HOUR
    assert (ticket.due_at, ticket.due_kind, ticket.order_at) == (
        NOW + HOUR,
        "promised",
        NOW + HOUR - ticket.points * MINUTE,
    )
    (step,) = [step for step in floor.desk.story(number).steps if step.kind == "ticket.rerouted"]
    assert step.told == {"tried": "重发过一次", "promise": "今晚补款"}
    assert "重发" not in repr(floor.events(number)[-1].data)


@pytest.mark.parametrize(
    ("promise", "by", "code"),
    [("补款", None, "promise_when"), ("", NOW + HOUR, "promise_what"), ("补款", NOW, "promise_past")],
)
def test_a_promise_has_words_and_a_moment_to_come(
    floor: Floor, refused: Refused, promise: str, by: int | None, code: str
) -> None:
    number = floor.claimed("ann")
    refusal = refused("ann", Reroute(number, "why", team="risk", promise=promise, by=by))
    assert refusal.message.code == f"desk.{code}"


def test_a_promise_is_told_of_before_and_when_it_was_not_kept_once_each(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk", promise="补款", by=NOW + HOUR))
    keeper = Keeper(floor.desk, "test")
    for _ in range(4):
        floor.clock.advance(31 * MINUTE)
        keeper.tick()
    kinds = [event.kind for event in floor.events(number) if event.kind.startswith("promised")]
    assert kinds == ["promised.soon", "promised.missed"]


def test_the_receiving_side_takes_it(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk"))
    assert floor.ticket(number).sent_at == NOW
    floor.do("bo", Accept(number))
    assert (floor.owner(number), floor.ticket(number).sent_at) == ("bo", None)
    assert refused("bo", Accept(number)).message.code == "desk.not_handed"
    assert refused("bo", Return(number, "太晚")).message.code == "desk.nothing_to_return"


@pytest.mark.parametrize("work", [Claim, lambda n: Reply(n, "好"), lambda n: Solve(n, told=True)])
def test_who_works_on_it_has_taken_it(floor: Floor, work: Callable[[int], Claim]) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk"))
    floor.do("bo", work(number))
    assert (floor.owner(number), floor.ticket(number).sent_at) == ("bo", None)


def test_it_is_returned_to_who_sent_it_with_a_reason_and_counted(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk"))
    assert refused("bo", Return(number, " ")).message.code == "desk.return_reason"
    floor.do("bo", Return(number, "不归我们管"))
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.team, ticket.bounces, ticket.sent_at) == ("ann", "funds", 1, None)
    assert floor.messages(number)[-1].text == "不归我们管"
    floor.do("ann", Reroute(number, "就是你们", agent="bo"))
    floor.do("bo", Return(number, "真不是"))
    assert floor.ticket(number).bounces == 2


def test_one_whose_sender_left_goes_back_to_the_team(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk"))
    floor.do("root", ChangeAgent("ann", active=False))
    floor.do("bo", Return(number, "不归我们管"))
    assert (floor.owner(number), floor.ticket(number).team) == (None, "funds")


def test_one_that_nobody_followed_goes_back_to_its_team(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("cy", Reroute(number, "why", team="risk"))
    floor.do("bo", Return(number, "不归我们管"))
    assert (floor.owner(number), floor.ticket(number).team) == (None, "funds")


def test_others_can_neither_take_nor_return_it(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("bo")
    floor.do("bo", Reroute(number, "why", agent="ann"))
    assert refused("bo", Accept(number)).message.code == "desk.not_handed"
    assert refused("bo", Return(number, "x")).message.code == "desk.nothing_to_return"


def test_in_a_warm_hand_off_the_first_agent_stays_until_it_is_taken(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "我先陪着", team="risk", warm=True))
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.team, ticket.offered_team) == ("ann", "funds", "risk")
    assert [found.id for found in floor.desk.reader().handed(floor.ids["bo"], ("risk",), 9)] == [number]
    floor.do("ann", Reply(number, "马上有同事接手"))
    floor.do("bo", Claim(number))
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.team, ticket.offered_team) == ("bo", "risk", None)
    assert floor.events(number)[-1].kind == "ticket.accepted"


def test_whoever_offers_it_is_told_who_stays_and_that_it_was_offered_before(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    said = floor.do("cy", Reroute(number, "看看", team="risk", warm=True)).said
    assert [(message.code, message.params.get("who")) for message in said] == [("desk.offered_for", "Ann")]
    again = refused("ann", Reroute(number, "看看", team="risk", warm=True))
    assert again.message.code == "desk.offered_same"


def test_an_offer_is_returned_and_the_first_agent_keeps_it(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", agent="bo", warm=True))
    floor.do("bo", Return(number, "满了"))
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.offered_to, ticket.bounces) == ("ann", None, 1)


def test_nobody_can_stay_with_what_nobody_follows(floor: Floor, refused: Refused) -> None:
    number = floor.customer("我要退款").ticket
    assert refused("ann", Reroute(number, "why", team="risk", warm=True)).message.code == "desk.warm_nobody"


def test_an_offer_ends_when_the_ticket_is_released_or_solved(floor: Floor) -> None:
    for number, end in ((floor.claimed("ann"), Release), (floor.claimed("ann", conversation="c2"), None)):
        floor.do("ann", Reroute(number, "why", team="risk", warm=True))
        floor.do("ann", Release(number) if end else Solve(number, told=True))
        assert floor.ticket(number).offered_team is None


@pytest.mark.parametrize("end", ["expired", "incident", "complaint", "released"])
def test_an_offer_ends_however_the_ticket_is_solved_or_freed(floor: Floor, end: str) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"), Reroute(number, "why", team="risk", warm=True))
    if end == "expired":
        floor.clock.advance(73 * HOUR)
        Keeper(floor.desk, "test").tick()
    elif end == "incident":
        floor.do("cy", SolveJoined(number))
    elif end == "complaint":
        floor.do("cy", Complain(number, "serious", accused="ann"))
    else:
        floor.do("ann", Release(number))
    ticket = floor.ticket(number)
    assert (ticket.offered_team, ticket.offered_to) == (None, None)
    assert (ticket.state in ("solved", "closed")) == (end in ("expired", "incident"))


def test_who_was_slower_is_told(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk"))
    seen = floor.ticket(number).version
    floor.do("bo", Accept(number))
    assert refused("cy", Return(number, "x", seen=seen)).message.code == "desk.faster"


@pytest.mark.parametrize("warm", [True, False])
def test_each_step_can_be_taken_back(floor: Floor, warm: bool) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reroute(number, "why", team="risk", promise="补款", by=NOW + HOUR, warm=warm))
    sent = floor.ticket(number)
    for act in (Accept(number), Return(number, "no")):
        floor.do("bo", act)
        floor.do("bo", Undo(number))
        ticket = floor.ticket(number)
        names = ("owner", "team", "sent_at", "sent_by", "sent_from", "offered_team", "bounces", "promised_at")
        assert [getattr(ticket, name) for name in names] == [getattr(sent, name) for name in names]
    floor.do("ann", Undo(number))
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.team, ticket.offered_team, ticket.promised_at) == ("ann", "funds", None, None)
    assert {timer.timer for timer in floor.desk.reader().timers(number)}.isdisjoint({"promised", "promised_soon"})
