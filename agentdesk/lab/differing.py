"""What a back-test found: counted part by part, then told as one."""

from statistics import median

import msgspec

from agentdesk.promises.target import Kind
from agentdesk.rules.backtest import Tally

CLOCKS = (Kind.FIRST_RESPONSE, Kind.RESOLUTION, Kind.FINAL)
"""The promises that are compared; when a next response falls due hangs on what people did."""


class Shifts(msgspec.Struct, kw_only=True):
    """How deadlines and places in the queue move, over the tickets whose outcome or whose promises differ."""

    earlier: dict[str, int] = {}
    """Tickets whose clock of this kind falls due earlier."""
    later: dict[str, int] = {}
    late_then: dict[str, int] = {}
    """Promises that were broken, of those that move, by the times at which people really acted."""
    late_now: dict[str, int] = {}
    forward: list[int] = []
    """Minutes of the order key by which tickets come forward; entering the urgent lane counts on top."""
    back: list[int] = []
    to_urgent: int = 0
    from_urgent: int = 0


class Part(msgspec.Struct, kw_only=True):
    """What one process found."""

    tally: Tally
    shifts: Shifts


class Backtest(msgspec.Struct, frozen=True, kw_only=True):
    """What would have been different."""

    then: str
    """Hash of the rules in force."""
    now: str
    messages: int
    tickets: int
    changed: int
    counts: dict[str, int]
    """Tickets by what differs: tags, priority, team, kind, order, late (broken only now)."""
    differences: tuple["Row", ...]
    """The commonest first."""
    clocks: tuple["Clock", ...]
    forward: int
    """Tickets that would stand nearer to the front."""
    back: int
    forward_minutes: int
    """By how much, in the middle."""
    back_minutes: int
    to_urgent: int
    from_urgent: int
    held_fixed: bool = True
    """People's real actions and times are held fixed; only what rules and promises decide moves."""


class Row(msgspec.Struct, frozen=True):
    """One difference: how many tickets have it, and some of them."""

    what: str
    was: str
    now: str
    tickets: int
    examples: tuple[str, ...]


class Clock(msgspec.Struct, frozen=True):
    """One kind of promise: tickets due earlier and later, and broken promises then and now among them."""

    kind: str
    earlier: int
    later: int
    late_then: int
    late_now: int


def add(counts: dict[str, int], kind: str, many: int = 1) -> None:
    """Count `many` more of a kind."""
    counts[kind] = counts.get(kind, 0) + many


def merge(total: Shifts, part: Shifts) -> None:
    """Take what another part counted into `total`."""
    for name in ("earlier", "later", "late_then", "late_now"):
        for kind, count in getattr(part, name).items():
            add(getattr(total, name), kind, count)
    total.forward += part.forward
    total.back += part.back
    total.to_urgent += part.to_urgent
    total.from_urgent += part.from_urgent


def result(then: str, now: str, total: Part) -> Backtest:
    """Return all of it; `then` and `now` are the hashes of both rule sets."""
    tally, shifts = total.tally, total.shifts
    rows = [
        Row(found.what, found.was, found.now, seen.tickets, tuple(seen.examples))
        for found, seen in tally.differences.items()
    ]
    clocks = (_clock(shifts, clock.value) for clock in CLOCKS)
    return Backtest(
        then=then,
        now=now,
        messages=tally.messages,
        tickets=tally.tickets,
        changed=tally.changed,
        counts=tally.by_what,
        differences=tuple(sorted(rows, key=lambda row: (-row.tickets, row.what, row.was, row.now))),
        clocks=tuple(clock for clock in clocks if clock.earlier or clock.later),
        forward=len(shifts.forward),
        back=len(shifts.back),
        forward_minutes=int(median(shifts.forward)) if shifts.forward else 0,
        back_minutes=int(median(shifts.back)) if shifts.back else 0,
        to_urgent=shifts.to_urgent,
        from_urgent=shifts.from_urgent,
    )


def _clock(shifts: Shifts, kind: str) -> Clock:
    tables = (shifts.earlier, shifts.later, shifts.late_then, shifts.late_now)
    earlier, later, late_then, late_now = (table.get(kind, 0) for table in tables)
    return Clock(kind, earlier, later, late_then, late_now)
