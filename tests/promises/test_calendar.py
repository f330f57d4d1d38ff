from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock.moment import DAY, HOUR
from agentdesk.promises.calendar import Calendar, NoWorkingTime, Span
from agentdesk.promises.duration import Duration, Unit, parse_duration
from tests.promises.desk import at, local

DESK = Calendar()
NIGHT = Calendar(zone="Europe/London", spans=(Span(0, 6 * 60), Span(22 * 60, 24 * 60)), public_holidays="none")
CALENDARS = st.sampled_from([DESK, NIGHT])

moments = st.integers(at("2025-01-01"), at("2028-01-01"))


@pytest.mark.parametrize(
    ("first", "last", "works"),
    [
        ("2025-01-01", "2025-01-01", False),  # New Year
        ("2025-01-26", "2025-01-26", True),  # a Sunday worked for Spring Festival
        ("2025-01-28", "2025-02-04", False),  # Spring Festival
        ("2025-02-08", "2025-02-08", True),  # a Saturday worked for it
        ("2025-04-04", "2025-04-06", False),  # Qingming
        ("2025-04-27", "2025-04-27", True),  # a Sunday worked for Labour Day
        ("2025-05-01", "2025-05-05", False),
        ("2025-05-31", "2025-06-02", False),  # Dragon Boat
        ("2025-09-28", "2025-09-28", True),  # a Sunday worked for National Day
        ("2025-10-01", "2025-10-08", False),  # National Day and Mid-Autumn
        ("2025-10-11", "2025-10-11", True),  # a Saturday worked for it
        ("2026-01-01", "2026-01-03", False),
        ("2026-01-04", "2026-01-04", True),  # a Sunday worked for New Year
        ("2026-02-14", "2026-02-14", True),  # a Saturday worked for Spring Festival
        ("2026-02-15", "2026-02-23", False),
        ("2026-02-28", "2026-02-28", True),  # a Saturday worked for it
        ("2026-05-01", "2026-05-05", False),
        ("2026-05-09", "2026-05-09", True),  # a Saturday worked for Labour Day
        ("2026-06-19", "2026-06-21", False),
        ("2026-09-20", "2026-09-20", True),  # a Sunday worked for National Day
        ("2026-09-25", "2026-09-27", False),
        ("2026-10-01", "2026-10-07", False),
        ("2026-10-10", "2026-10-10", True),  # a Saturday worked for it
        ("2026-11-16", "2026-11-20", True),  # an ordinary week
        ("2026-11-21", "2026-11-22", False),
    ],
)
def test_public_holidays_are_off_and_make_up_days_are_worked(first: str, last: str, works: bool) -> None:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        assert DESK.is_working_day(day) is works, day
        day += timedelta(days=1)


def test_a_year_that_is_not_announced_goes_by_its_weekdays() -> None:
    assert DESK.is_announced(2026)
    assert not DESK.is_announced(2049)
    assert DESK.is_working_day(date(2049, 10, 1))
    assert not DESK.is_working_day(date(2049, 10, 2))
    assert Calendar(public_holidays="none").is_announced(2049)


def test_days_that_the_lead_writes_down_stand_above_all() -> None:
    calendar = Calendar(closed=frozenset({date(2049, 10, 1)}), open=frozenset({date(2049, 10, 2), date(2026, 10, 1)}))
    assert not calendar.is_working_day(date(2049, 10, 1))
    assert calendar.is_working_day(date(2049, 10, 2))
    assert calendar.is_working_day(date(2026, 10, 1))


def test_a_desk_that_works_on_saturdays_still_has_public_holidays() -> None:
    calendar = Calendar(weekdays=frozenset(range(6)))
    assert calendar.is_working_day(date(2026, 11, 21))
    assert not calendar.is_working_day(date(2026, 10, 3))


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-18T10:00", "1wh", "2026-11-18T11:00"),
        ("2026-11-18T11:30", "1wh", "2026-11-18T14:00"),
        ("2026-11-18T11:00", "1wh", "2026-11-18T12:00"),  # lunch has not begun
        ("2026-11-18T17:30", "30wm", "2026-11-18T18:00"),
        ("2026-11-18T18:00", "30wm", "2026-11-19T09:30"),
        ("2026-11-20T17:00", "8wh", "2026-11-23T17:30"),
        ("2026-09-30T17:00", "2wh", "2026-10-08T10:00"),
        ("2026-10-09T17:00", "2wh", "2026-10-10T10:00"),
        ("2026-11-18T00:00", "1wd", "2026-11-20T00:00"),
        ("2026-11-20T23:59", "1wd", "2026-11-24T00:00"),
        ("2026-11-21T12:00", "1wd", "2026-11-24T00:00"),
        ("2026-11-20T10:00", "24h", "2026-11-21T10:00"),
    ],
)
def test_working_time_goes_around_lunch_nights_and_holidays(start: str, duration: str, end: str) -> None:
    assert local(DESK.add(at(start), parse_duration(duration))) == end


def test_the_same_moment_is_another_day_in_another_zone() -> None:
    evening = at("2026-11-18T23:30")
    assert (DESK.day_of(evening), NIGHT.day_of(evening - HOUR)) == (date(2026, 11, 18), date(2026, 11, 18))
    assert DESK.day_of(evening + HOUR) == date(2026, 11, 19)
    assert NIGHT.day_of(evening + HOUR) == date(2026, 11, 18)


def test_working_hours_over_the_end_of_summer_time_are_as_long_as_the_clock_on_the_wall_makes_them() -> None:
    sunday = Calendar(zone="Europe/London", spans=(Span(0, 6 * 60),), weekdays=frozenset({6}), public_holidays="none")
    autumn = at("2026-10-25T07:00")  # midnight in London, summer time
    assert sunday.working_between(autumn, autumn + DAY) == 7 * HOUR
    assert sunday.add(autumn, Duration(7 * HOUR, Unit.WORKING)) == autumn + 7 * HOUR


def test_a_calendar_without_working_time_says_so() -> None:
    never = Calendar(spans=())
    with pytest.raises(NoWorkingTime):
        never.add(at("2026-11-18"), parse_duration("1wh"))
    with pytest.raises(NoWorkingTime):
        Calendar(weekdays=frozenset(), public_holidays="none").add(at("2026-11-18"), parse_duration("1wd"))


@given(calendar=CALENDARS, start=moments, amount=st.integers(1, 20 * DAY))
def test_exactly_the_working_time_asked_for_lies_before_the_end(calendar: Calendar, start: int, amount: int) -> None:
    end = calendar.add(start, Duration(amount, Unit.WORKING))
    assert calendar.working_between(start, end) == amount
    assert calendar.working_between(start, end - 1) == amount - 1


@given(calendar=CALENDARS, start=moments, first=st.integers(0, 9 * DAY), second=st.integers(0, 9 * DAY))
def test_working_time_adds_up(calendar: Calendar, start: int, first: int, second: int) -> None:
    middle, end = start + first, start + first + second
    parts = calendar.working_between(start, middle) + calendar.working_between(middle, end)
    assert parts == calendar.working_between(start, end) <= first + second


@given(calendar=CALENDARS, start=moments, count=st.integers(1, 40))
def test_so_many_working_days_lie_between_receipt_and_the_last_midnight(
    calendar: Calendar, start: int, count: int
) -> None:
    end = calendar.add(start, Duration(count, Unit.WORKING_DAYS))
    assert calendar.working_days_between(start, end - 1) == count
    assert calendar.day_of(end) == calendar.day_of(end - 1) + timedelta(days=1)
    assert calendar.is_working_day(calendar.day_of(end - 1))


@given(calendar=CALENDARS, moment=moments)
def test_the_desk_is_open_when_a_moment_of_it_counts(calendar: Calendar, moment: int) -> None:
    assert calendar.is_open(moment) == (calendar.working_between(moment, moment + 1) == 1)
