"""The deadlines against a clock that goes minute by minute and looks at the wall."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agentdesk.clock.moment import MINUTE, from_iso
from agentdesk.model.ticket import Pause
from agentdesk.promises.calendar import Calendar, Span
from agentdesk.promises.deadlines import falls_due
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.target import Kind, Target, usual_target

ZONES = ("Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut")
"""With and without summer time; by half an hour; at midnight."""
CHANGES = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2026-06-10")
"""Days on which the clocks of one of them change, and one on which none does."""
DAYS = 12
"""How long the naive clock goes …"""
BEFORE = 2 * 24 * 60
"""… and how many minutes before that day it begins."""


@cache
def walls(zone: str, day: str) -> tuple[int, tuple[datetime, ...]]:
    """The moment (ms) two days before midnight of `day`, and what the wall shows each minute from then on."""
    first = from_iso(f"{day}T00:00:00", ZoneInfo(zone)) - BEFORE * MINUTE
    start = datetime.fromtimestamp(first / 1000, UTC)
    minutes = range(BEFORE + DAYS * 24 * 60)
    return first, tuple(
        (start + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for minute in minutes
    )


def open_minutes(calendar: Calendar, wall: tuple[datetime, ...]) -> list[bool]:
    """In which minutes the desk works: a span begins, and ends, when the wall first shows its time or leaps over it."""
    working = [False] * len(wall)
    days = (wall[-1].date() - wall[0].date()).days + 1
    for number in range(days):
        day = wall[0].date() + timedelta(days=number)
        for span in calendar.spans if calendar.is_working_day(day) else ():
            opens, closes = (first_at(wall, number, day, minute) for minute in (span.start, span.end))
            working[opens:closes] = [True] * max(0, closes - opens)
    return working


def first_at(wall: tuple[datetime, ...], number: int, day: date, minute: int) -> int:
    """The first minute in which the wall shows that time of the day `number` days after the first, or a later one."""
    when = datetime.combine(day, time()) + timedelta(minutes=minute)
    near = min(len(wall), max(0, (number - 1) * 24 * 60 + minute - 180))
    assert near == 0 or wall[near - 1] < when
    return next((index for index in range(near, len(wall)) if wall[index] >= when), len(wall))


def naive_due(calendar: Calendar, day: str, within: Duration, start: int, pauses: list[Pause]) -> int | None:
    """Count minute by minute what is neither paused nor outside the hours; None when the time is never used up."""
    first, wall = walls(calendar.zone, day)
    working = open_minutes(calendar, wall) if within.unit is Unit.WORKING else [True] * len(wall)
    left = within.amount // MINUTE
    for minute in range((start - first) // MINUTE, len(wall)):
        at = first + minute * MINUTE
        stands = any(pause.since <= at and (pause.until is None or at < pause.until) for pause in pauses)
        left -= working[minute] and not stands
        if left == 0:
            return at + MINUTE
    return None


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Spans that may begin and end in the hour that is left out or comes twice."""
    edges = sorted(draw(st.sets(st.integers(0, 48), min_size=2, max_size=4)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)),
        spans=tuple(Span(start * 30, end * 30) for start, end in pairs),
        weekdays=frozenset(draw(st.sets(st.integers(0, 6), min_size=4))),
        public_holidays="none",
    )


@st.composite
def stays(draw: st.DrawFn) -> list[Pause]:
    """Pauses in minutes from the start; the last may last."""
    edges = sorted(draw(st.sets(st.integers(-600, 6000), max_size=6)))
    pauses = [Pause("pending", since, until) for since, until in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        pauses.append(Pause("pending", edges[-1]))
    return pauses


@settings(max_examples=80, deadline=None)
@given(
    calendar=calendars(),
    day=st.sampled_from(CHANGES),
    minute=st.integers(-1440, 1440),
    amount=st.integers(1, 1500),
    unit=st.sampled_from([Unit.RUNNING, Unit.WORKING]),
    stood=stays(),
)
@example(
    calendar=Calendar(
        zone="Europe/London", spans=(Span(90, 180),), public_holidays="none", weekdays=frozenset(range(7))
    ),
    day="2026-03-29",
    minute=0,
    amount=60,
    unit=Unit.WORKING,
    stood=[],
)
def test_the_deadline_is_where_a_clock_that_counts_minutes_comes_to_its_end(
    calendar: Calendar, day: str, minute: int, amount: int, unit: Unit, stood: list[Pause]
) -> None:
    start = from_iso(f"{day}T00:00:00", ZoneInfo(calendar.zone)) + minute * MINUTE
    pauses = [
        Pause(one.state, start + one.since * MINUTE, None if one.until is None else start + one.until * MINUTE)
        for one in stood
    ]
    within = Duration(amount * MINUTE, unit)
    target: Target = usual_target(Kind.RESOLUTION, within)
    due, naive = falls_due(target, start, pauses, calendar), naive_due(calendar, day, within, start, pauses)
    if naive is not None:
        assert due == naive
    else:
        assert due is None or due > walls(calendar.zone, day)[0] + (BEFORE + DAYS * 24 * 60 - 1) * MINUTE


@settings(max_examples=50, deadline=None)
@given(calendar=calendars(), day=st.sampled_from(CHANGES), minute=st.integers(-1440, 1440), count=st.integers(1, 4))
def test_working_days_end_when_the_wall_first_shows_the_next_day(
    calendar: Calendar, day: str, minute: int, count: int
) -> None:
    start = from_iso(f"{day}T00:00:00", ZoneInfo(calendar.zone)) + minute * MINUTE
    first, wall = walls(calendar.zone, day)
    left, last = count, wall[(start - first) // MINUTE].date()
    while left:
        last += timedelta(days=1)
        left -= calendar.is_working_day(last)
    end = next(index for index, now in enumerate(wall) if now.date() > last)
    assert calendar.add(start, Duration(count, Unit.WORKING_DAYS)) == first + end * MINUTE
