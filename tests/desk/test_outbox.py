"""The outbox: an answer leaves once; what may have arrived is never sent again by itself."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from agentdesk.clock import HOUR, MINUTE, SECOND
from agentdesk.desk import CarrierFailed, CarrierUncertain, Keeper, Parcel, Reply, Resend, Undo
from agentdesk.desk.verbs.deliver import RETRIES, MarkOutcome, MarkSending
from agentdesk.lang import Refusal
from tests.desk.desks import NOW, Floor


class Post:
    """A carrier that does what it is told, and remembers."""

    def __init__(self, *fates: Exception | None) -> None:
        self.fates = list(fates)
        self.carried: list[Parcel] = []
        self.tries: list[int] = []
        self.now: Callable[[], int] = lambda: 0

    def carry(self, parcel: Parcel) -> None:
        """Take a parcel, or fail as told."""
        self.tries.append(self.now())
        fate = self.fates.pop(0) if self.fates else None
        if fate is not None:
            raise fate
        self.carried.append(parcel)


def answered(floor: Floor, post: Post) -> tuple[int, int, Keeper]:
    """An answer on its way: its ticket, its number, and the keeper that sends it."""
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "已退款"))
    post.now = floor.clock.now
    return number, floor.messages(number)[-1].n, Keeper(floor.desk, "test", carrier=post)


def state(floor: Floor, number: int, n: int) -> str:
    """How far an answer got."""
    found = floor.desk.reader().delivery(number, n)
    assert found is not None
    return found.state


def test_an_answer_is_held_a_moment_then_sent_once(floor: Floor) -> None:
    post = Post()
    number, n, keeper = answered(floor, post)
    floor.clock.advance(5 * SECOND - 1)
    keeper.tick()
    assert (post.carried, state(floor, number, n)) == ([], "held")
    floor.clock.advance(1)
    keeper.tick()
    keeper.tick()
    floor.clock.advance(HOUR)
    keeper.tick()
    assert state(floor, number, n) == "sent"
    (parcel,) = post.carried
    assert (parcel.text, parcel.channel, parcel.conversation, parcel.customer) == ("已退款", "web", "c1", "of c1")
    assert parcel.id == f"{number}-{n}"


def test_a_sure_failure_is_tried_again_with_growing_pauses_then_given_up(floor: Floor) -> None:
    post = Post(*[CarrierFailed("no route")] * 9)
    number, n, keeper = answered(floor, post)
    for _ in range(200):
        floor.clock.advance(30 * SECOND)
        keeper.tick()
    assert state(floor, number, n) == "failed"
    assert [later - earlier for earlier, later in pairwise(post.tries)] == list(RETRIES)
    assert post.carried == []


@pytest.mark.parametrize("fate", [CarrierUncertain("no answer after DATA"), RuntimeError("a fault of the carrier")])
def test_what_may_have_arrived_waits_for_a_person(
    floor: Floor, refused: Callable[..., Refusal], fate: Exception
) -> None:
    post = Post(fate)
    number, n, keeper = answered(floor, post)
    floor.clock.advance(5 * SECOND)
    keeper.tick()
    for _ in range(5):
        floor.clock.advance(HOUR)
        keeper.tick()
    assert (state(floor, number, n), len(post.tries)) == ("uncertain", 1)
    assert refused("ann", Undo(number)).message.code == "desk.sent_already"
    floor.do("ann", Resend(number, n))
    keeper.tick()
    assert (state(floor, number, n), len(post.carried)) == ("sent", 1)
    assert refused("ann", Resend(number, n)).message.code == "desk.no_resend"
    assert refused("ann", Resend(number, 99)).message.code == "desk.no_delivery"


def test_an_answer_whose_sender_died_becomes_uncertain_and_is_not_sent_again(floor: Floor) -> None:
    post = Post()
    number, n, _ = answered(floor, post)
    floor.clock.advance(5 * SECOND)
    floor.do("keeper", MarkSending(number, n))
    other = floor.another()
    keeper = Keeper(other.desk, "another", carrier=post)
    keeper.tick()
    assert state(floor, number, n) == "sending"
    floor.clock.advance(MINUTE)
    keeper.tick()
    assert (state(floor, number, n), post.carried) == ("uncertain", [])
    other.desk.close()


def test_two_keepers_never_take_the_same_answer(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number, n, _ = answered(floor, Post())
    floor.do("keeper", MarkSending(number, n))
    assert refused("keeper", MarkSending(number, n)).message.code == "desk.not_held"
    floor.do("keeper", MarkOutcome(number, n, "sent"))
    assert refused("keeper", MarkOutcome(number, n, "failed")).message.code == "desk.not_sending"


def test_an_answer_of_an_erased_customer_does_not_leave(floor: Floor) -> None:
    from agentdesk.desk.care import Care

    post = Post()
    number, n, keeper = answered(floor, post)
    floor.desk.side.save_draft(floor.ids["ann"], number, "reply", "您好李四", NOW)
    Care(floor.desk).erase(floor.ticket(number).customer, floor.ids["cy"])
    assert floor.desk.side.draft(floor.ids["ann"], number) is None
    floor.clock.advance(MINUTE)
    keeper.tick()
    assert post.carried == []
    assert floor.messages(number)[-1].text is None
    assert state(floor, number, n) != "sent"
