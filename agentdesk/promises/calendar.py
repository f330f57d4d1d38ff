"""The desk's calendar: its zone, its working hours, and which days are working days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock.moment import to_datetime
from agentdesk.promises.duration import Duration, Unit

WEEKDAYS: Final = frozenset(range(5))
"""Monday (0) to Friday (4)."""

_DAY_MINUTES: Final = 24 * 60
_HORIZON_DAYS: Final = 20 * 366
_ONE_DAY: Final = timedelta(days=1)


class NoWorkingTime(Exception):
    """The calendar holds too little working time: twenty years of days were not enough."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of working hours in a day, in minutes since midnight of the desk's zone; `end` may be 1440."""

    start: int
    end: int


OFFICE_HOURS: Final = (Span(9 * 60, 12 * 60), Span(13 * 60 + 30, 18 * 60))


class Calendar(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """When the desk works.

    A day named in `open` or `closed` is what they say. Otherwise, where `public_holidays` is "cn", China's public
    holidays are off and its make-up days are worked, as the State Council announces them year by year
    (package `chinesecalendar`). In a year that is not announced yet, and on all other days, `weekdays` decide.
    """

    zone: str = "Asia/Shanghai"
    spans: tuple[Span, ...] = OFFICE_HOURS
    """Sorted, not overlapping."""
    weekdays: frozenset[int] = WEEKDAYS
    public_holidays: str = "cn"
    """"cn" or "none"."""
    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def day_of(self, at: int) -> date:
        """The day of a moment (ms) in the desk's zone."""
        return to_datetime(at, self._zone).date()

    def is_working_day(self, day: date) -> bool:
        """Whether the desk works on that day, by the rule of this class."""
        if day in self.open or day in self.closed:
            return day in self.open
        if self.public_holidays == "cn":
            holidays, workdays = _announced_days()
            if day in holidays or day in workdays:
                return day in workdays
        return day.weekday() in self.weekdays

    def is_announced(self, year: int) -> bool:
        """Whether the public holidays of that year are known; when not, its weekdays stand for working days."""
        return self.public_holidays != "cn" or year in _announced_years()

    def add(self, at: int, duration: Duration) -> int:
        """The moment (ms) when `duration` has passed since `at`.

        Running time passes always; working time only in working hours; working days end with the last of them
        (`end_of_working_day`). Raises NoWorkingTime when the calendar has too little of it.
        """
        if duration.unit is Unit.RUNNING:
            return at + duration.amount
        if duration.unit is Unit.WORKING_DAYS:
            return self.end_of_working_day(at, duration.amount)
        return self._add_working(at, duration.amount)

    def end_of_working_day(self, at: int, count: int) -> int:
        """24:00 in the desk's zone of the `count`-th working day after the day of `at`, which is not counted.

        As the Civil Code of China, articles 201 and 203, counts days: the first day is left out, and the last ends
        at its midnight.
        """
        left = count
        for day in self._days(self.day_of(at) + _ONE_DAY):
            left -= self.is_working_day(day)
            if left <= 0:
                return self._moment(day, _DAY_MINUTES)
        raise NoWorkingTime

    def working_days_between(self, start: int, end: int) -> int:
        """How many working days lie after the day of `start`, up to and with the day of `end`."""
        first, last = self.day_of(start), self.day_of(end)
        days = range(1, (last - first).days + 1)
        return sum(self.is_working_day(first + timedelta(days=number)) for number in days)

    def working_between(self, start: int, end: int) -> int:
        """How much working time (ms) lies between two moments; 0 when `end` is not after `start`."""
        return sum(closes - opens for opens, closes in self.working_spans(start, end))

    def working_spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of working time between two moments (ms), in order."""
        for opens, closes in self._working_spans(start):
            if opens >= end:
                break
            yield opens, min(closes, end)

    def is_open(self, at: int) -> bool:
        """Whether that moment lies in working hours."""
        return self.working_between(at, at + 1) > 0

    def _add_working(self, at: int, amount: int) -> int:
        left = amount
        for opens, closes in self._working_spans(at):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise NoWorkingTime

    def _working_spans(self, at: int) -> Iterator[tuple[int, int]]:
        """The stretches of working time from `at` on, cut at `at`."""
        for day in self._days(self.day_of(at)):
            if not self.is_working_day(day):
                continue
            for span in self.spans:
                opens, closes = self._moment(day, span.start), self._moment(day, span.end)
                if closes > at and closes > opens:
                    yield max(opens, at), closes

    def _days(self, first: date) -> Iterator[date]:
        for number in range(_HORIZON_DAYS):
            yield first + timedelta(days=number)

    def _moment(self, day: date, minute: int) -> int:
        days, minute = divmod(minute, _DAY_MINUTES)
        local = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), self._zone)
        late = local.replace(fold=1)
        if late.astimezone(UTC) < local.astimezone(UTC):
            return self._leap(_ms(late), _ms(local))
        return _ms(local)

    def _leap(self, before: int, after: int) -> int:
        """When the clocks were put forward, between two moments (ms): what would begin in the hour that is left out
        begins then.
        """
        early = to_datetime(before, self._zone).utcoffset()
        while after - before > 1:
            middle = (before + after) // 2
            if to_datetime(middle, self._zone).utcoffset() == early:
                before = middle
            else:
                after = middle
        return after


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _ms(local: datetime) -> int:
    return (local.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)


@cache
def _announced_days() -> tuple[frozenset[date], frozenset[date]]:
    from chinese_calendar import constants  # type: ignore[import-untyped]

    return frozenset(constants.holidays), frozenset(constants.workdays)


@cache
def _announced_years() -> frozenset[int]:
    holidays, _ = _announced_days()
    return frozenset(day.year for day in holidays)
