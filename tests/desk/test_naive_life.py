"""Random lives of a ticket against a clock that goes minute by minute and looks at the wall and at what happened.

What happens is answers, messages, pauses, reopenings, and changes of priority, tag and of the whole promise table, over
random calendars; after each of them the ticket is settled as the desk settles it. The naive clock knows
nothing of that: it walks from receipt to beyond the deadline, minute by minute, by the row that holds at the end.
"""

from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.clock.moment import MINUTE, from_iso
from agentdesk.desk.settle import settled
from agentdesk.model import State, Ticket
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.policy import Policies, Policy
from agentdesk.promises.target import Kind, Target, usual_target
from tests.promises.test_naive_clock import CHANGES, DAYS, calendars, open_minutes

THINGS = ("customer", "bot", "answer", "ask", "snooze", "wake", "solve", "urgent", "normal", "tag", "untag", "table")
LENGTH = DAYS * 24 * 60
FIELDS = {
    Kind.FIRST_RESPONSE: "first_due",
    Kind.NEXT_RESPONSE: "next_due",
    Kind.RESOLUTION: "resolve_due",
    Kind.UPDATE: "update_due",
}
Past = list[tuple[int, str]]
"""What happened, and in which minute of the wall."""


def durations() -> st.SearchStrategy[Duration]:
    """Running or working time, up to a day and a half."""
    return st.builds(lambda n, unit: Duration(n * MINUTE, unit), st.integers(1, 2000), st.sampled_from(list(Unit)[:2]))


@st.composite
def rows(draw: st.DrawFn, id: str) -> Policy:
    """A row with all four clocks, by a calendar of its own."""
    targets = {kind: usual_target(kind, draw(durations())) for kind in FIELDS}
    pauses = frozenset(draw(st.sets(st.sampled_from(["pending", "snoozed"]))))
    for kind in (Kind.RESOLUTION, Kind.UPDATE):
        targets[kind] = msgspec.structs.replace(targets[kind], pauses=pauses)
    return Policy(id=id, targets=targets, calendar=draw(calendars()))


@st.composite
def tables(draw: st.DrawFn) -> Policies:
    """A row for a tag, one for urgent tickets, one for everyone."""
    named = {name: draw(rows(name)) for name in ("tag", "urgent", "everyone")}
    first = msgspec.structs.replace(named["tag"], tags=frozenset({"sale"}))
    second = msgspec.structs.replace(named["urgent"], priorities=frozenset({"urgent"}))
    return Policies(table=(first, second, named["everyone"]))


def lived(ticket: Ticket, what: str, now: int) -> Ticket:
    """What the verbs make of a ticket, clocks aside."""
    done = ticket.state == State.SOLVED
    changes: dict[str, object] = {}
    if what == "customer":
        changes = {"waiting_since": ticket.waiting_since or now, "state": "open"}
        changes |= {"solved_at": None, "reopened_at": now} if done else {}
    elif what in ("answer", "ask") and not done:
        changes = {"waiting_since": None, "last_agent_at": now, "state": "pending" if what == "ask" else "open"}
        changes |= {"first_answer_at": ticket.first_answer_at or now}
    elif what == "snooze" and not done:
        changes = {"state": "snoozed"}
    elif what == "wake" and ticket.state == State.SNOOZED:
        changes = {"state": "open"}
    elif what == "solve" and not done:
        changes = {"state": "solved", "solved_at": now}
    elif what in ("urgent", "normal"):
        changes = {"priority": what}
    elif what in ("tag", "untag"):
        changes = {"tags": ("sale",) if what == "tag" else ()}
    return msgspec.structs.replace(ticket, **changes)


class Naive:
    """The state in every minute, and where each clock began, told from what happened alone."""

    def __init__(self, received: int, past: Past) -> None:
        self.states: list[tuple[int, str]] = [(received, "open")]
        self.opened = received
        self.answered = self.told = self.waits = None
        self.received = received
        waits: int | None = received
        answered: int | None = None
        told: int | None = None
        for minute, what in past:
            state = self.states[-1][1]
            if what == "customer":
                if state == "solved":
                    self.opened = minute
                waits = minute if waits is None else waits
                self.states.append((minute, "open"))
            elif what in ("answer", "ask") and state != "solved":
                answered, told, waits = (minute if answered is None else answered), minute, None
                self.states.append((minute, "pending" if what == "ask" else "open"))
            elif what == "snooze" and state != "solved":
                self.states.append((minute, "snoozed"))
            elif what == "wake" and state == "snoozed":
                self.states.append((minute, "open"))
            elif what == "solve" and state != "solved":
                self.states.append((minute, "solved"))
        self.starts = {
            Kind.FIRST_RESPONSE: received if answered is None else None,
            Kind.NEXT_RESPONSE: waits if answered is not None else None,
            Kind.RESOLUTION: self.opened,
            Kind.UPDATE: None if told is None else max(told, self.opened),
        }

    def due(self, kind: Kind, target: Target, working: list[bool]) -> int | None:
        """The minute in which the promised time is used up; None when that does not come."""
        start = self.starts[kind]
        if start is None or self.states[-1][1] == "solved":
            return None
        left, changes, state = target.within.amount // MINUTE, list(self.states), "open"
        for minute in range(self.received, len(working)):
            while changes and changes[0][0] <= minute:
                state = changes.pop(0)[1]
            if minute < start or state in target.pauses:
                continue
            left -= working[minute] or target.within.unit is Unit.RUNNING
            if left == 0:
                return minute + 1
        return None


@settings(max_examples=40, deadline=None)
@given(
    tables=st.lists(tables(), min_size=2, max_size=2),
    day=st.sampled_from(CHANGES),
    received=st.integers(0, 2 * 24 * 60),
    steps=st.lists(st.tuples(st.integers(1, 900), st.sampled_from(THINGS)), max_size=10),
)
def test_whatever_happened_each_clock_ends_where_a_clock_that_counts_minutes_does(
    tables: list[Policies], day: str, received: int, steps: list[tuple[int, str]]
) -> None:
    first = from_iso(f"{day}T00:00:00", ZoneInfo("UTC")) - 2 * 24 * 60 * MINUTE
    table, minute, past = 0, received, []
    begun = first + received * MINUTE
    ticket = Ticket(id=1, version=1, created_at=begun, received_at=begun, waiting_since=begun)
    ticket = settled(ticket, tables[table], begun)
    for wait, what in steps:
        minute += wait
        table ^= what == "table"
        past.append((minute, what))
        now = first + minute * MINUTE
        ticket = settled(lived(ticket, what, now), tables[table], now)
    naive, row = Naive(received, past), tables[table].of(ticket)
    working = by_minute(row.calendar, first)
    for kind, name in FIELDS.items():
        due = getattr(ticket, name)
        found = naive.due(kind, row.targets[kind], working)
        if found is not None:
            assert due == first + found * MINUTE, kind
        else:
            assert due is None or due > first + (len(working) - 1) * MINUTE, kind


def by_minute(calendar: Calendar, first: int) -> list[bool]:
    """In which minutes from a moment on the desk works, with the wall of the calendar's zone."""
    from datetime import UTC, datetime, timedelta

    zone, start = ZoneInfo(calendar.zone), datetime.fromtimestamp(first / 1000, UTC)
    before = 24 * 60
    wall = tuple(
        (start + timedelta(minutes=minute)).astimezone(zone).replace(tzinfo=None) for minute in range(-before, LENGTH)
    )
    return open_minutes(calendar, wall)[before:]
