"""How long a promise lets us take: running time (`4h`), working hours (`4wh`) or working days (`7wd`)."""

import re
from enum import StrEnum
from typing import Final

import msgspec

from agentdesk.clock.moment import DAY, HOUR, MINUTE, SECOND
from agentdesk.lang import Refusal, Why

LONGEST_DAYS: Final = 400

_PART: Final = re.compile(r"(\d{1,9})\s*个?\s*([a-z]+|[一-鿿]+?)\s*(?=\d|$)")


class Unit(StrEnum):
    """Which time counts."""

    RUNNING = "running"
    """Every millisecond."""
    WORKING = "working"
    """Only what lies in the desk's working hours."""
    WORKING_DAYS = "working_days"
    """Whole working days, to the end of the last."""


class Duration(msgspec.Struct, frozen=True):
    """A length of time. `amount` is in ms, or in days where the unit is working days."""

    amount: int
    unit: Unit = Unit.RUNNING


_UNITS: Final[dict[str, tuple[Unit, int]]] = {
    **dict.fromkeys(("s", "秒", "秒钟"), (Unit.RUNNING, SECOND)),
    **dict.fromkeys(("m", "min", "分", "分钟"), (Unit.RUNNING, MINUTE)),
    **dict.fromkeys(("h", "时", "小时"), (Unit.RUNNING, HOUR)),
    **dict.fromkeys(("d", "天", "日"), (Unit.RUNNING, DAY)),
    **dict.fromkeys(("wm", "工作分钟"), (Unit.WORKING, MINUTE)),
    **dict.fromkeys(("wh", "工作小时", "工时"), (Unit.WORKING, HOUR)),
    **dict.fromkeys(("wd", "工作日", "工作天"), (Unit.WORKING_DAYS, 1)),
}


def parse_duration(text: str) -> Duration:
    """Read `30m`, `24h`, `3d`, `1h30m`, `90s`, `4wh`, `7wd`, or `24小时`, `4个工作小时`, `7个工作日`.

    A day is 24 hours. Parts add up when they count the same time. Raises Refusal for anything else,
    for nothing at all (`0h`), and for more than 400 days.
    """
    written = text.strip().lower()
    parts = list(_PART.finditer(written))
    if not parts or "".join(part.group() for part in parts) != written:
        raise Refusal(Why.INPUT, "promises.duration_unreadable", text=text)
    units = [_UNITS.get(part[2]) for part in parts]
    known = [unit for unit in units if unit is not None]
    if len(known) < len(parts):
        raise Refusal(Why.INPUT, "promises.duration_unit", unit=parts[units.index(None)][2], text=text)
    if len({unit for unit, _ in known}) > 1:
        raise Refusal(Why.INPUT, "promises.duration_mixed", text=text)
    amount = sum(int(part[1]) * size for part, (_, size) in zip(parts, known, strict=True))
    return _within_bounds(Duration(amount, known[0][0]), text)


def _within_bounds(duration: Duration, text: str) -> Duration:
    longest = LONGEST_DAYS if duration.unit is Unit.WORKING_DAYS else LONGEST_DAYS * DAY
    if not 0 < duration.amount <= longest:
        raise Refusal(Why.INPUT, "promises.duration_bounds", text=text, days=LONGEST_DAYS)
    return duration


def write_duration(duration: Duration) -> str:
    """The duration as a policy file writes it: `1h30m`, `72h`, `4wh`, `7wd`; `parse_duration` reads it back."""
    if duration.unit is Unit.WORKING_DAYS:
        return f"{duration.amount}wd"
    prefix = "w" if duration.unit is Unit.WORKING else ""
    hours, rest = divmod(duration.amount, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    parts = [(hours, f"{prefix}h"), (minutes, f"{prefix}m"), (seconds // SECOND, f"{prefix}s")]
    return "".join(f"{count}{unit}" for count, unit in parts if count)
