from bisect import insort
from collections import deque
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.promises.order import (
    HOUR,
    MINUTE,
    REST,
    UNPROMISED,
    URGENT,
    OrderKey,
    lane_of,
    merge,
    order_key,
    place,
    split,
    window,
)

DUE = 1_800_000_000_000

lane_sizes = st.integers(0, 60)
phases = st.integers(0, 400)


def lanes(urgent: int, rest: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Two lanes of so many tickets; a ticket is its lane and its place there."""
    return [(URGENT, index) for index in range(urgent)], [(REST, index) for index in range(rest)]


@pytest.mark.parametrize(
    ("priority", "points", "key"),
    [
        ("normal", 0, OrderKey(REST, DUE)),
        ("high", 0, OrderKey(REST, DUE - 4 * HOUR)),
        ("low", 0, OrderKey(REST, DUE + 8 * HOUR)),
        ("urgent", 0, OrderKey(URGENT, DUE)),
        ("normal", 40, OrderKey(REST, DUE - 40 * MINUTE)),
        ("normal", -40, OrderKey(REST, DUE + 40 * MINUTE)),
        ("high", 7_000, OrderKey(REST, DUE - 4 * HOUR - 100 * MINUTE)),
        ("low", -7_000, OrderKey(REST, DUE + 8 * HOUR + 100 * MINUTE)),
    ],
)
def test_the_key_is_the_due_moment_moved_by_priority_and_points(priority: str, points: int, key: OrderKey) -> None:
    assert order_key(priority=priority, points=points, due_at=DUE, received_at=0) == key


def test_a_ticket_without_a_promise_counts_as_due_a_day_after_it_came() -> None:
    assert order_key(priority="normal", points=0, due_at=None, received_at=DUE).order_at == DUE + UNPROMISED


def test_every_fourth_place_is_for_the_rest() -> None:
    urgent, rest = lanes(6, 2)
    assert [lane for lane, _ in merge(urgent, rest, 0)] == [URGENT, URGENT, URGENT, REST] * 2
    assert [lane for lane, _ in merge(urgent, rest, 3)] == [REST, URGENT, URGENT, URGENT] * 2


def test_when_one_lane_is_empty_the_other_flows() -> None:
    urgent, rest = lanes(5, 0)
    assert merge(urgent, rest, 3) == urgent
    urgent, rest = lanes(0, 5)
    assert merge(urgent, rest, 0) == rest


@given(urgent=lane_sizes, rest=lane_sizes, phase=phases)
def test_the_merge_loses_and_doubles_nothing_and_keeps_each_lane_in_order(urgent: int, rest: int, phase: int) -> None:
    merged = merge(*lanes(urgent, rest), phase)
    assert [ticket for ticket in merged if ticket[0] == URGENT] == lanes(urgent, rest)[0]
    assert [ticket for ticket in merged if ticket[0] == REST] == lanes(urgent, rest)[1]


@given(urgent=lane_sizes, rest=lane_sizes, phase=phases, position=st.integers(0, 150))
def test_a_place_splits_into_what_stands_before_it_in_each_lane(
    urgent: int, rest: int, phase: int, position: int
) -> None:
    before = [lane for lane, _ in merge(*lanes(urgent, rest), phase)[:position]]
    expected = (before.count(URGENT), before.count(REST))
    assert split(position, phase, urgent, rest) == expected
    assert split(position, phase, min(urgent, position), min(rest, position)) == expected


@given(urgent=lane_sizes, rest=lane_sizes, phase=phases, start=st.integers(0, 130), size=st.integers(0, 50))
def test_two_range_scans_give_any_window_of_the_queue(
    urgent: int, rest: int, phase: int, start: int, size: int
) -> None:
    most = start + size
    part = window(phase, start, size, min(urgent, most), min(rest, most))
    urgents, others = lanes(urgent, rest)
    shown = merge(
        urgents[part.urgent_from : part.urgent_from + part.urgent_count],
        others[part.rest_from : part.rest_from + part.rest_count],
        part.phase,
    )
    assert shown == merge(urgents, others, phase)[start : start + size]


@given(urgent=lane_sizes, rest=lane_sizes, phase=phases)
def test_a_ticket_knows_its_place(urgent: int, rest: int, phase: int) -> None:
    totals = {URGENT: rest, REST: urgent}
    for position, (lane, index) in enumerate(merge(*lanes(urgent, rest), phase)):
        assert place(lane, index, phase, totals[lane]) == position
        assert place(lane, index, phase, min(totals[lane], 3 * index + 3)) == position


@given(ahead=st.integers(0, 200), late=st.integers(0, 5_000), phase=phases)
def test_a_new_urgent_ticket_stands_within_a_bounded_place_however_many_others_are_late(
    ahead: int, late: int, phase: int
) -> None:
    stands = place(URGENT, ahead, phase, late) + 1
    assert stands <= -(-4 * (ahead + 1) // 3)


@given(ahead=st.integers(0, 200), urgent=st.integers(0, 5_000), phase=phases)
def test_any_other_ticket_stands_within_a_bounded_place_however_many_are_urgent(
    ahead: int, urgent: int, phase: int
) -> None:
    assert place(REST, ahead, phase, urgent) + 1 <= 4 * (ahead + 1)


@given(waiting=st.integers(1, 40), urgent=st.integers(0, 40), a_pull=st.integers(1, 5), first=phases)
def test_nothing_starves_while_urgent_tickets_keep_coming(waiting: int, urgent: int, a_pull: int, first: int) -> None:
    """Given a queue, when urgent tickets come faster than they are pulled, every other one is pulled by its turn."""
    urgents, others = (deque(lane) for lane in lanes(urgent, waiting))
    arrivals = count(urgent)
    pulled: dict[tuple[int, int], int] = {}
    for pull in range(4 * waiting):
        ticket = merge(list(urgents)[:1], list(others)[:1], first + pull)[0]
        (urgents if ticket[0] == URGENT else others).popleft()
        pulled[ticket] = pull + 1
        urgents.extend((URGENT, next(arrivals)) for _ in range(a_pull))
    assert all(pulled[REST, index] <= 4 * (index + 1) for index in range(waiting))


@given(turn=st.integers(0, 10_000))
def test_among_any_four_pulls_one_takes_from_the_rest(turn: int) -> None:
    assert [lane_of(turn + step) for step in range(4)].count(REST) == 1


@given(
    points=st.integers(-100, 100),
    priority=st.sampled_from(["urgent", "high", "normal", "low"]),
    promised=st.integers(0, 30 * 24) | st.none(),
)
def test_no_late_comer_can_pass_for_longer_than_the_boosts_allow(
    points: int, priority: str, promised: int | None
) -> None:
    """Given any ticket of a lane, those that come long enough after its key stand behind it, whatever they are."""
    due_at = None if promised is None else DUE + promised * HOUR
    key = order_key(priority=priority, points=points, due_at=due_at, received_at=DUE)
    later = key.order_at + 4 * HOUR + 100 * MINUTE + 1
    strongest = order_key(
        priority="high" if key.lane == REST else "urgent", points=100, due_at=later, received_at=later
    )
    assert strongest > key


moments = st.lists(
    st.tuples(
        st.sampled_from(["pull", "pull", "urgent", "high", "normal", "low"]),
        st.integers(-72, 72),  # hours until it is due: many are late already
        st.integers(-100, 100),
    ),
    min_size=20,
    max_size=200,
)


@given(moments=moments, first=phases)
def test_under_random_arrivals_and_pulls_nothing_starves_and_a_new_urgent_ticket_is_near(
    moments: list[tuple[str, int, int]], first: int
) -> None:
    """Given tickets that come late or early and pulls between them.

    When an urgent one comes, its place is bounded by the urgent ones before it, however many others are late. When
    another one is pulled, it waited at most four pulls for each of the others that went before it.
    """
    waiting: dict[int, list[tuple[int, int]]] = {URGENT: [], REST: []}
    came: dict[int, tuple[int, int]] = {}
    pulls = rests = 0
    for number, (what, hours, points) in enumerate(moments):
        now = DUE + number * MINUTE
        if what != "pull":
            key = order_key(priority=what, points=points, due_at=now + hours * HOUR, received_at=now)
            insort(waiting[key.lane], (key.order_at, number))
            came[number] = (pulls, rests)
            if key.lane == URGENT:
                ahead = waiting[URGENT].index((key.order_at, number))
                stands = merge(waiting[URGENT], waiting[REST], first + pulls).index((key.order_at, number)) + 1
                assert stands <= -(-4 * (ahead + 1) // 3)
        elif head := merge(waiting[URGENT][:1], waiting[REST][:1], first + pulls)[:1]:
            lane = URGENT if head[0] in waiting[URGENT] else REST
            waiting[lane].remove(head[0])
            pulls, rests = pulls + 1, rests + (lane == REST)
            pulls_then, rests_then = came[head[0][1]]
            assert lane == URGENT or pulls - pulls_then <= 4 * (rests - rests_then)
