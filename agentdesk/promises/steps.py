"""What happens on the way to a broken promise, and after it: warnings, the breach, escalations.

A running clock has up to two timers: "breach:KIND" and "warn:KIND", or once it is broken "escalate:KIND" alone. Each
shows the next step that was not taken yet. A step's number names the promise (its start, its target) and what is done,
so that it is taken once, however often the deadline moves; another target is another promise.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final
from zlib import crc32

import msgspec

from agentdesk.promises.calendar import Calendar
from agentdesk.promises.deadlines import Running, falls_due
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.target import Kind, Target

MOST: Final = 16
"""How many warnings, and how many escalations, a row may have."""

WARN: Final = "warn"
BREACH: Final = "breach"
ESCALATE: Final = "escalate"


class Warn(msgspec.Struct, frozen=True):
    """A warning: when so many percent of the time have passed, or so many ms before the deadline."""

    share: int = 0
    before: int = 0


class Escalation(msgspec.Struct, frozen=True, kw_only=True):
    """What is done about a broken promise; an empty field does nothing."""

    after: int = 0
    """How long after the breach, in ms."""
    clocks: frozenset[Kind] = frozenset()
    """Which promises; empty for all."""
    priority: str = ""
    """Raise the ticket to it."""
    tell: str = ""
    """Role that is told."""
    team: str = ""
    """Move the ticket there."""
    tags: tuple[str, ...] = ()


class Due(msgspec.Struct, frozen=True):
    """A timer of a promise as it should stand: its name, the number of its step, when it is due (ms)."""

    timer: str
    step: int
    due_at: int


def timer_of(word: str, kind: Kind) -> str:
    """The name of a clock's timer: "warn:resolution"."""
    return f"{word}:{kind.value}"


def is_promise(timer: str) -> bool:
    """Whether a timer of this name belongs to a promise."""
    return timer.partition(":")[0] in {WARN, BREACH, ESCALATE} and ":" in timer


def next_steps(
    clock: Running,
    calendar: Calendar,
    warns: Sequence[Warn],
    escalations: Sequence[Escalation],
    fired: Collection[tuple[str, int]],
) -> Iterator[Due]:
    """Give the timers that a running clock has now; `fired` are the (timer, step) that were carried out."""
    breach = Due(timer_of(BREACH, clock.kind), _number(clock, BREACH), clock.due + 1)
    broken = (breach.timer, breach.step) in fired
    if not broken:
        yield breach
    series = _escalations(clock, escalations) if broken else _warnings(clock, calendar, warns)
    left = [step for step in series if (step.timer, step.step) not in fired]
    if left:
        yield min(left, key=lambda step: (step.due_at, step.step))


def warning_of(clock: Running, warns: Sequence[Warn], step: int) -> Warn | None:
    """The warning that a step stands for, None when the row has it no more."""
    return next((warn for warn in warns if _number(clock, warn) == step), None)


def escalation_of(clock: Running, escalations: Sequence[Escalation], step: int) -> Escalation | None:
    """The escalation that a step stands for, None when the row has it no more."""
    return next((escalation for escalation in escalations if _number(clock, escalation) == step), None)


def _number(clock: Running, what: str | Warn | Escalation) -> int:
    return crc32(f"{clock.start} {_shown(clock.target)} {_shown(what)}".encode())


@lru_cache(maxsize=1024)
def _shown(what: str | Target | Warn | Escalation) -> str:
    """What a promise or a step is, written in one fixed way, whatever order its sets have."""
    if isinstance(what, str):
        return what
    return msgspec.json.encode(what, order="deterministic").decode()


def _warnings(clock: Running, calendar: Calendar, warns: Sequence[Warn]) -> Iterator[Due]:
    """A warning that would come at once, or with the breach, is left out."""
    for warn in warns:
        at = moment_of(clock, calendar, warn)
        if at is not None and clock.start < at <= clock.due:
            yield Due(timer_of(WARN, clock.kind), _number(clock, warn), at)


def moment_of(clock: Running, calendar: Calendar, warn: Warn) -> int | None:
    """When a running clock comes to that distance (ms); before its start where it is shorter than that."""
    return clock.due - warn.before if warn.before else _share_passed(clock, calendar, warn.share)


def _share_passed(clock: Running, calendar: Calendar, share: int) -> int | None:
    """When that part of the promised time has passed; of working days it is a part of the time from end to end."""
    within = clock.target.within
    if within.unit is Unit.WORKING_DAYS:
        return clock.start + (clock.due - clock.start) * share // 100
    part = msgspec.structs.replace(clock.target, within=Duration(max(1, within.amount * share // 100), within.unit))
    return falls_due(part, clock.start, clock.pauses, calendar)


def _escalations(clock: Running, escalations: Sequence[Escalation]) -> Iterator[Due]:
    for escalation in escalations:
        if not escalation.clocks or clock.kind in escalation.clocks:
            yield Due(timer_of(ESCALATE, clock.kind), _number(clock, escalation), clock.due + 1 + escalation.after)
