"""When customers come and what they tell: a daily curve with its peak in the evening, and the sample conversations."""

import random
from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

import msgspec

from agentdesk.clock import MINUTE, SECOND, to_datetime
from agentdesk.lab.script import Line, Script, Turn
from agentdesk.model import Author

CURVE: Final = (
    0.50, 0.30, 0.20, 0.15, 0.10, 0.10, 0.15, 0.25, 0.45, 0.65, 0.80, 0.85,
    0.80, 0.80, 0.85, 0.80, 0.85, 0.90, 0.95, 1.15, 1.35, 1.25, 1.00, 0.75,
)  # fmt: skip
"""How many come in each hour of the day, 1 being an hour of the daytime."""
LONGEST: Final = 10 * MINUTE
"""What a script's customer says after hours is said after this: a shift does not last until tomorrow."""
ANSWERS: Final = ((0, 0.4), (1, 0.4), (2, 0.2))
"""How often a customer writes again after an answer, and how many do."""


def arrivals(count: int, start: int, end: int, zone: tzinfo, chance: random.Random) -> list[int]:
    """Return when `count` customers come, in order: a Poisson process by `CURVE` of which the number is known.

    Given its number, the arrivals of such a process fall independently of each other, each by the curve
    (Kingman, Poisson Processes, 1993, 2.4).
    """
    minutes = range(start, end, MINUTE)
    weights = [_rate(minute, zone) for minute in minutes]
    chosen = chance.choices(minutes, weights, k=count)
    return sorted(min(minute + chance.randrange(MINUTE), end - 1) for minute in chosen)


def _rate(moment: int, zone: tzinfo) -> float:
    """Return the curve at a moment, drawn straight from one hour's middle to the next."""
    local = to_datetime(moment, zone)
    place = local.hour + local.minute / 60 - 0.5
    hour = int(place // 1)
    share = place - hour
    return CURVE[hour % 24] * (1 - share) + CURVE[(hour + 1) % 24] * share


def rush(count: int, start: int, length: int, chance: random.Random) -> list[int]:
    """Return when the `count` customers of an outage come: all within `length` ms, most of them at its beginning."""
    return sorted(start + int(length * chance.betavariate(1.2, 2.0)) for _ in range(count))


def speaking_first(script: Script) -> Script:
    """Return a story in which the customer says what it is about before anybody answers, even if an agent greeted."""
    if any(line.author == Author.CUSTOMER for line in script.lines):
        return script
    matter, *rest = script.on_answer
    line = Line(Author.CUSTOMER, matter.text, script.lines[-1].at + 5 * SECOND)
    return msgspec.structs.replace(script, lines=(*script.lines, line), on_answer=tuple(rest))


def as_lived(script: Script, chance: random.Random) -> Script:
    """Return a story as one customer of a busy desk lives it: some say no more after an answer, nobody waits a day."""
    answers = chance.choices([number for number, _ in ANSWERS], [share for _, share in ANSWERS])[0]
    start, lines = 0, list[Line]()
    for before, line in zip((script.lines[0], *script.lines), script.lines, strict=False):
        start += min(line.at - before.at, MINUTE)
        lines.append(msgspec.structs.replace(line, at=start + 1))
    return msgspec.structs.replace(
        script, lines=tuple(lines), on_answer=_soon(script.on_answer[:answers]), on_wait=_soon(script.on_wait)
    )


def _soon(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(Turn(max(5 * SECOND, min(turn.delay, LONGEST)), turn.text) for turn in turns)
