from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock.moment import DAY, HOUR, MINUTE
from agentdesk.model.ticket import Pause, Ticket
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.deadlines import ClockFacts, Deadlines, clock_facts, falls_due, settle
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.policy import NO_PROMISE, Policy
from agentdesk.promises.target import Ends, Kind, Starts, Target, usual_target
from tests.promises.desk import CASES, at, local, policies

POLICIES = policies(CASES / "promises.yaml")
DEADLINES = yaml.load((CASES / "deadlines.yaml").read_text("utf-8"), yaml.BaseLoader)

RECEIVED = at("2026-11-20T10:00")
moments = st.integers(RECEIVED - 5 * DAY, RECEIVED + 40 * DAY)


def facts_of(case: dict[str, Any]) -> ClockFacts:
    def moment(name: str) -> int | None:
        return at(case[name]) if name in case else None

    pauses = [
        Pause(state, at(since), at(until[0]) if until else None) for state, since, *until in case.get("pauses", [])
    ]
    return ClockFacts(
        received_at=at(case["received"]),
        reopened_at=moment("reopened"),
        first_answer_at=moment("answered"),
        last_answer_at=moment("last_answer"),
        waiting_since=moment("waiting"),
        solved_at=moment("solved"),
        state=case.get("state", "open"),
        pauses=tuple(pauses),
    )


@pytest.mark.parametrize("case", DEADLINES, ids=lambda case: case["name"].replace(" ", "-"))
def test_each_promise_falls_due_when_it_was_computed_by_hand(case: dict[str, Any]) -> None:
    policy = POLICIES.match(
        case.get("channel", "phone"),
        case.get("tier", "ordinary"),
        case.get("kind", "matter"),
        priority=case.get("priority", "normal"),
        tags=case.get("tags", ()),
    )
    deadlines = settle(facts_of(case), policy)
    expected = case["due"]
    assert {kind.value: local(due) for kind in Kind if (due := deadlines.due(kind)) is not None} == expected
    assert (deadlines.due_kind, local(deadlines.due_at)) == next(iter(expected.items()), ("", None))
    assert deadlines.provisional == (case.get("provisional") == "true")


def test_the_table_of_cases_is_a_table() -> None:
    names = [case["name"] for case in DEADLINES]
    assert len(set(names)) == len(names) >= 100


def test_nothing_is_promised_where_no_row_serves() -> None:
    assert settle(ClockFacts(received_at=RECEIVED), NO_PROMISE) == Deadlines()


def test_an_answer_at_the_due_moment_is_in_time() -> None:
    deadlines = settle(ClockFacts(received_at=RECEIVED), POLICIES.match("chat", "ordinary"))
    due = RECEIVED + 3 * MINUTE
    assert deadlines.overdue(due) == ()
    assert deadlines.overdue(due + 1) == (Kind.FIRST_RESPONSE,)
    assert deadlines.overdue(RECEIVED + 2 * DAY) == (Kind.FIRST_RESPONSE, Kind.RESOLUTION)


def test_a_ticket_of_the_store_gives_its_facts() -> None:
    waits = Pause("pending", RECEIVED + HOUR, RECEIVED + 6 * HOUR)
    ticket = Ticket(id=1, version=3, received_at=RECEIVED, first_answer_at=RECEIVED + HOUR, pauses=(waits,))
    deadlines = settle(clock_facts(ticket), POLICIES.match("phone", "ordinary"))
    assert local(deadlines.resolve_due) == "2026-11-21T15:00"


def test_a_ticket_that_stands_still_has_no_resolution_clock() -> None:
    ticket = Ticket(
        id=1,
        version=3,
        state="pending",
        received_at=RECEIVED,
        first_answer_at=RECEIVED,
        pauses=(Pause("pending", RECEIVED + HOUR),),
    )
    assert settle(clock_facts(ticket), POLICIES.match("phone", "ordinary")) == Deadlines(policy="everyone")


stretches = st.lists(
    st.builds(lambda since, length: Pause("pending", since, since + length), moments, st.integers(0, 3 * DAY)),
    max_size=5,
)
durations = st.one_of(
    st.builds(Duration, st.integers(1, 10 * DAY), st.just(Unit.RUNNING)),
    st.builds(Duration, st.integers(1, 5 * DAY), st.just(Unit.WORKING)),
    st.builds(Duration, st.integers(1, 12), st.just(Unit.WORKING_DAYS)),
)


def pausing(within: Duration) -> Target:
    return usual_target(Kind.RESOLUTION, within)


@given(within=durations, start=moments, pauses=stretches)
def test_a_pause_never_brings_a_deadline_forward(within: Duration, start: int, pauses: list[Pause]) -> None:
    calendar = Calendar()
    due = falls_due(pausing(within), start, pauses, calendar)
    assert due is not None
    assert due >= calendar.add(start, within) > start


@given(amount=st.integers(1, 10 * DAY), start=moments, pauses=stretches)
def test_between_start_and_deadline_exactly_the_promised_time_runs(
    amount: int, start: int, pauses: list[Pause]
) -> None:
    due = falls_due(pausing(Duration(amount)), start, pauses, Calendar())
    assert due is not None
    edges = sorted({start, due, *(edge for p in pauses for edge in (p.since, p.until or due) if start < edge < due)})
    running = sum(
        later - earlier
        for earlier, later in pairwise(edges)
        if not any(p.since <= earlier and later <= (p.until or due) for p in pauses)
    )
    assert running == amount


@given(
    answered=st.none() | moments,
    waiting=st.none() | moments,
    state=st.sampled_from(["open", "pending", "snoozed", "solved", "closed"]),
    pauses=stretches,
    policy=st.sampled_from(POLICIES.table),
)
def test_the_nearest_deadline_is_the_smallest_of_those_that_run(
    answered: int | None, waiting: int | None, state: str, pauses: list[Pause], policy: Policy
) -> None:
    facts = ClockFacts(
        received_at=RECEIVED, first_answer_at=answered, waiting_since=waiting, state=state, pauses=tuple(pauses)
    )
    deadlines = settle(facts, policy)
    dues = {kind.value: due for kind in Kind if (due := deadlines.due(kind)) is not None}
    assert deadlines.due_at == min(dues.values(), default=None)
    assert deadlines.due_at is None or dues[deadlines.due_kind] == deadlines.due_at
    assert not (answered is not None and deadlines.first_due is not None)
    assert not (state in {"solved", "closed"} and dues)


def test_a_row_may_say_what_starts_and_ends_a_clock() -> None:
    target = Target(within=Duration(HOUR), starts=Starts.OLDEST_UNANSWERED, ends=Ends.FIRST_PUBLIC_ANSWER)
    policy = Policy(id="odd", targets={Kind.FIRST_RESPONSE: target})
    assert settle(ClockFacts(received_at=RECEIVED), policy).first_due is None
    assert settle(ClockFacts(received_at=RECEIVED, waiting_since=RECEIVED + 5), policy).first_due == RECEIVED + 5 + HOUR
