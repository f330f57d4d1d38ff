"""The keeper: one at a time, by a lease; twice is once, and late is soon."""

from agentdesk.clock import DAY, HOUR, SECOND
from agentdesk.desk import Keeper, Reply, Snooze
from agentdesk.desk.verbs.fire import Fire
from agentdesk.store.side import LEASE_MS
from tests.desk.desks import NOW, Floor


def test_one_keeper_works_and_the_other_takes_over_when_it_is_gone(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Snooze(number, NOW + HOUR))
    other = floor.another()
    first, second = Keeper(floor.desk, "ann@one"), Keeper(other.desk, "bo@two")
    assert first.tick()
    assert not second.tick()
    assert other.desk.side.lease("keeper", floor.clock.now()) == "ann@one"
    floor.clock.advance(LEASE_MS - 1)
    assert first.tick()
    floor.clock.advance(HOUR)
    assert other.desk.side.lease("keeper", floor.clock.now()) is None
    assert second.tick()
    assert not first.tick()
    assert floor.ticket(number).state == "open"
    other.desk.close()


def test_a_timer_that_two_fire_has_one_effect(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"))
    floor.clock.advance(24 * HOUR)
    other = floor.another()
    (mine,), (theirs,) = (one.desk.reader().timers_due(floor.clock.now(), 9) for one in (floor, other))
    assert mine == theirs
    for one, timer in ((floor, mine), (other, theirs), (floor, mine)):
        one.do("keeper", Fire(timer))
    assert [event.kind for event in floor.events(number)].count("ticket.reminded") == 1
    other.desk.close()


def test_a_timer_of_an_earlier_wait_has_no_effect(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Snooze(number, NOW + HOUR))
    early = floor.desk.reader().timer(number, "wake")
    assert early is not None
    floor.customer("在吗")
    floor.do("ann", Snooze(number, NOW + 3 * HOUR))
    floor.clock.advance(2 * HOUR)
    floor.do("keeper", Fire(early))
    assert floor.ticket(number).state == "snoozed"


def test_what_fell_due_while_nobody_was_here_is_made_up_for(floor: Floor) -> None:
    numbers = [floor.claimed("ann", conversation=f"c{n}") for n in range(3)]
    for number in numbers:
        floor.do("ann", Reply(number, "请提供订单号"))
    floor.clock.advance(30 * DAY)
    keeper = Keeper(floor.desk, "late")
    for _ in range(3):
        assert keeper.tick()
    assert {floor.ticket(number).state for number in numbers} == {"solved"}
    floor.clock.advance(7 * DAY)
    keeper.tick()
    assert {floor.ticket(number).state for number in numbers} == {"closed"}


def test_a_keeper_that_stops_gives_its_lease_back(floor: Floor) -> None:
    keeper = Keeper(floor.desk, "ann@one")
    thread = keeper.start()
    keeper.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()
    floor.clock.advance(SECOND)
    assert floor.desk.side.lease("keeper", floor.clock.now()) is None
