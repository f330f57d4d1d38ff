"""Conditions of facts: YAML into what is asked of the customer, the ticket and the day."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from agentdesk.rules.difficulty import MOST_DIFFICULTY
from agentdesk.rules.item import Item, Keys, called, nearest
from agentdesk.rules.values import Age, All, Attribute, Condition, Difficulty, Fact, Hours, Length, Valid, Word, Wrote
from agentdesk.rules.vocabulary import (
    AGE,
    CALENDAR,
    CHANNELS,
    DIFFICULTY,
    LANGUAGES,
    LENGTH,
    TIERS,
    VALID,
    WROTE,
)

MOST_MINUTES = 100 * 366 * 24 * 60
MOST_COUNT = 1_000
"""Messages of a customer that are counted."""

_DURATION = re.compile(r"(\d{1,7})\s*(m|h|d|分钟|小时|天)", re.ASCII)
_MINUTES = {"m": 1, "分钟": 1, "h": 60, "小时": 60, "d": 1440, "天": 1440}


def channel(item: Item) -> Fact | None:
    """Return on which channel it came."""
    return _fact(item, "channel", CHANNELS)


def tier(item: Item) -> Fact | None:
    """Return what kind of customer writes."""
    return _fact(item, "tier", TIERS)


def category(item: Item) -> Fact | None:
    """Return what the customer picked."""
    return _fact(item, "category", None)


def tags(item: Item) -> Fact | None:
    """Return which tags the ticket carries."""
    return _fact(item, "tags", None)


def _fact(item: Item, name: str, usual: Keys | None) -> Fact | None:
    values = item.texts()
    for entry, value in zip(item.entries(), values, strict=False):
        if usual is not None and value not in usual and value.lower() not in usual:
            choices = called(usual, tuple(dict.fromkeys(usual.values())))
            near = nearest(value, list(usual))
            code = "rules.unusual_value_near" if near else "rules.unusual_value"
            entry.warning(code, word=value, choices=choices, near=near)
    known = usual or {}
    named = tuple(known.get(value, known.get(value.lower(), value)) for value in values)
    return Fact(name, named, item.place) if named else None


def lang(item: Item) -> Fact | None:
    """Return in which language it is written."""
    values = tuple(value for entry in item.entries() if (value := entry.choice(LANGUAGES)) is not None)
    return Fact("lang", values, item.place) if values else None


def first(item: Item) -> Fact | None:
    """Return whether it is the ticket's first message."""
    value = item.truth()
    return None if value is None else Fact("first", ("yes" if value else "no",), item.place)


def calendar(item: Item) -> Fact | None:
    """Return what kind of day or hour it is."""
    values = tuple(value for entry in item.entries() if (value := entry.choice(CALENDAR)) is not None)
    return Fact("calendar", values, item.place) if values else None


def hours(item: Item) -> Hours | None:
    """Return between which times of the day."""
    spans = tuple(span for entry in item.entries() if (span := _span(entry)) is not None)
    return Hours(spans, item.place) if spans else None


def _span(item: Item) -> tuple[int, int] | None:
    value = item.text()
    if value is None:
        return None
    start, _, end = (part.strip() for part in value.replace("：", ":").replace("—", "-").partition("-"))
    begins, ends = minute_of(start), minute_of(end)
    if begins is None or ends is None or begins == ends:
        item.error("rules.bad_hours", value=value)
        return None
    return begins, ends


def minute_of(value: str) -> int | None:
    """Return the minute of the day of `HH:MM` (0–1439; `24:00` is 1440), or None when it is no such time."""
    hour, colon, minute = value.partition(":")
    if not (colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(hour) < 3):
        return None
    total = int(hour) * 60 + int(minute)
    return total if len(minute) == 2 and int(minute) < 60 and total <= 1440 else None


def minutes(item: Item) -> int | None:
    """Return the minutes of a duration: `30m`, `24h`, `7d`, `30分钟`, `24小时`, `7天`."""
    value = item.text()
    if value is None:
        return None
    found = _DURATION.fullmatch(value.lower())
    if found is None:
        item.error("rules.bad_duration", value=value)
        return None
    return min(int(found[1]) * _MINUTES[found[2]], MOST_MINUTES)


def wrote(item: Item) -> Wrote | None:
    """Return how often the customer wrote in the last while."""
    fields = item.table(WROTE)
    if item.is_table and ("within" not in fields or not fields.keys() & {"least", "most"}):
        item.missing("least" if "within" in fields else "within", WROTE)
        return None
    window = minutes(fields["within"]) if fields else None
    bounds = _bounds(item, fields, lambda one: one.number(0, MOST_COUNT), MOST_COUNT)
    return Wrote(window, *bounds, item.place) if window and bounds else None


def ticket_age(item: Item) -> Age | None:
    """Return how old the ticket is."""
    return _age(item, "ticket")


def account_age(item: Item) -> Age | None:
    """Return how long ago the customer signed up."""
    return _age(item, "account")


def _age(item: Item, of: str) -> Age | None:
    fields = item.table(AGE)
    if item.is_table and not fields:
        item.missing("least", AGE)
    bounds = _bounds(item, fields, minutes, MOST_MINUTES)
    return Age(of, *bounds, item.place) if bounds else None


def difficulty(item: Item, words: tuple[Word, ...]) -> Difficulty | None:
    """Return how hard the matter looks; `words` are those whose weights tell the tone."""
    fields = item.table(DIFFICULTY)
    if item.is_table and not fields:
        item.missing("at_least", DIFFICULTY)
    named = {name.removeprefix("at_"): value for name, value in fields.items()}
    bounds = _bounds(item, named, lambda one: one.number(0, MOST_DIFFICULTY), MOST_DIFFICULTY)
    return Difficulty(*bounds, words, item.place) if bounds else None


def _bounds(
    item: Item, fields: Mapping[str, Item], read: Callable[[Item], int | None], greatest: int
) -> tuple[int, int] | None:
    """Return the least and the most of a range of which one end may be open; None after noting problems."""
    least = read(fields["least"]) if "least" in fields else 0
    most = read(fields["most"]) if "most" in fields else greatest
    if not fields or least is None or most is None:
        return None
    if least > most:
        item.error("rules.length_order", least=least, most=most)
        return None
    return least, most


def attributes(item: Item) -> Condition | None:
    """Return what must be known of the customer."""
    parts = tuple(Attribute(key.raw, values, value.place) for key, value in item.pairs() if (values := value.texts()))
    if len(parts) > 1:
        return All(parts, item.place)
    return parts[0] if parts else None


def length(item: Item) -> Length | None:
    """Return how many characters the message has."""
    fields = item.table(LENGTH)
    if not fields:
        if item.is_table:
            item.missing("min", LENGTH)
        return None
    named = {"least" if name == "min" else "most": value for name, value in fields.items()}
    bounds = _bounds(item, named, lambda one: one.number(0, 1_000_000), 1_000_000_000)
    return Length(*bounds, item.place) if bounds else None


def valid(item: Item) -> Valid | None:
    """Return from which day until which day a rule holds; None after noting problems."""
    fields = item.table(VALID)
    if not fields and item.is_table:
        item.missing("from", VALID)
    begins = _day(fields["from"]) if "from" in fields else 1
    ends = _day(fields["until"]) if "until" in fields else date.max.toordinal()
    if not fields or begins is None or ends is None:
        return None
    if begins > ends:
        item.error("rules.valid_order")
        return None
    return Valid(begins, ends, item.place)


def _day(item: Item) -> int | None:
    value = item.text()
    if value is None:
        return None
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        item.error("rules.bad_day", value=value)
        return None
