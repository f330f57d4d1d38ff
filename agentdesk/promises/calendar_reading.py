"""Reads the `calendar` of a promises section."""

import re
from datetime import date
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agentdesk.promises.calendar import OFFICE_HOURS, WEEKDAYS, Calendar, Span
from agentdesk.rules.item import Item, keys

_KEYS: Final = keys("zone 时区", "hours 工作时间", "days 工作日", "holidays 节假日", "closed 另休", "open 另班")
_HOLIDAYS: Final = keys("cn 中国", "none 无")
_DAYS: Final = keys(
    "mon monday 周一 星期一",
    "tue tuesday 周二 星期二",
    "wed wednesday 周三 星期三",
    "thu thursday 周四 星期四",
    "fri friday 周五 星期五",
    "sat saturday 周六 星期六",
    "sun sunday 周日 星期日",
)
_WEEK: Final = list(dict.fromkeys(_DAYS.values()))
_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_END: Final = 24 * 60
USUAL: Final = Calendar()
"""The calendar of a desk that writes down none."""


def read_calendar(item: Item, usual: Calendar = USUAL) -> Calendar:
    """Read a calendar; what is left out or wrong is as in `usual`."""
    table = item.table(_KEYS)
    closed = _read_dates(table["closed"]) if "closed" in table else usual.closed
    opened = _read_dates(table["open"]) if "open" in table else usual.open
    for day in sorted(closed & opened if "open" in table else ()):
        table["open"].error("promises.day_open_and_closed", day=day.isoformat())
    return Calendar(
        zone=(_read_zone(table["zone"]) if "zone" in table else None) or usual.zone,
        spans=_read_spans(table["hours"]) if "hours" in table else usual.spans,
        weekdays=_read_days(table["days"]) if "days" in table else usual.weekdays,
        public_holidays=(table["holidays"].choice(_HOLIDAYS) if "holidays" in table else None) or usual.public_holidays,
        closed=closed,
        open=opened,
    )


def _read_zone(item: Item) -> str | None:
    name = item.text()
    if name is None:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        item.error("promises.zone_unknown", zone=name)
        return None


def _read_spans(item: Item) -> tuple[Span, ...]:
    spans = sorted(span for entry in item.entries() if (span := _read_span(entry)) is not None)
    for before, after in pairwise(spans):
        if after.start < before.end:
            item.error("promises.hours_overlap", first=_clock(before.end), second=_clock(after.start))
    if not item.entries():
        item.error("promises.no_hours")
    return tuple(spans) or OFFICE_HOURS


def _read_span(item: Item) -> Span | None:
    text = item.flow_word()
    if text is None:
        return None
    found = _SPAN.fullmatch(text.replace("：", ":"))
    if found is None:
        item.error("promises.hours_unreadable", text=text)
        return None
    opens, opens_minute, closes, closes_minute = map(int, found.groups())
    span = Span(opens * 60 + opens_minute, closes * 60 + closes_minute)
    if opens_minute > 59 or closes_minute > 59 or not span.start < span.end <= _DAY_END:
        item.error("promises.hours_unreadable", text=text)
        return None
    return span


def _read_days(item: Item) -> frozenset[int]:
    days = {_WEEK.index(day) for entry in item.entries() if (day := entry.choice(_DAYS)) is not None}
    if not item.entries():
        item.error("promises.no_days")
    return frozenset(days) or WEEKDAYS


def _read_dates(item: Item) -> frozenset[date]:
    return frozenset(day for entry in item.entries() if (day := _read_date(entry)) is not None)


def _read_date(item: Item) -> date | None:
    text = item.text()
    if text is None:
        return None
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    item.error("promises.date_unreadable", text=text)
    return None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
