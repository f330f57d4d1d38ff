"""The index ranges that a sieve allows: each holds every ticket of a lane that can pass."""

from collections.abc import Iterator
from typing import Final

import msgspec

from agentdesk.promises.order import DONE, REST, URGENT, WAITING
from agentdesk.store.sieve import Check, Sieve, Value

MOST_SOURCES: Final = 20
"""A range is put together of so many stretches of an index at most."""
OPEN: Final = "t.state = 'open' AND t.archived = 0"
RESTING: Final = "t.state IN ('pending', 'snoozed') AND t.archived = 0"
LIVE: Final = "t.state IN ('open', 'pending', 'snoozed') AND t.archived = 0"
FINISHED: Final = "t.state IN ('solved', 'closed') AND t.archived = 0"
"""Each in the very words of the partial indexes, so that they serve."""
_WHOLE: Final = {
    URGENT: ("open_by_order", OPEN),
    REST: ("open_by_order", OPEN),
    WAITING: ("resting_by_order", RESTING),
    DONE: ("done_by_order", FINISHED),
}
_KEY: Final = "t.order_at, t.id"


class Source(msgspec.Struct, frozen=True):
    """One stretch of one index."""

    walked: str
    """What stands behind FROM to walk it, with its tickets as `t`."""
    given: tuple[Value, ...]
    counted: str
    """The same for counting, by the index alone."""
    counting: tuple[Value, ...]
    order: str = _KEY
    """How its index is ordered, where the range is."""


class Range(msgspec.Struct, frozen=True):
    """Stretches of one index."""

    sources: tuple[Source, ...]
    ordered: bool
    """Whether each stretch stands in the order of the queue."""


def lanes_of(states: tuple[str, ...]) -> tuple[int, ...]:
    """Return the lanes in which tickets of these states stand."""
    lanes: list[int] = []
    if "open" in states:
        lanes += [URGENT, REST]
    if {"pending", "snoozed"} & set(states):
        lanes.append(WAITING)
    if {"solved", "closed"} & set(states):
        lanes.append(DONE)
    return tuple(lanes)


def ranges(sieve: Sieve, lane: int) -> Iterator[Range]:
    """Yield the ranges of a lane; the last is the whole of it, in order."""
    checks = [clause.any[0] for clause in sieve.clauses if len(clause.any) == 1 and not clause.negated]
    by_field = {check.field: check for check in checks}
    free = (owner := by_field.get("owner")) is not None and owner.op == "in" and owner.values == (None,)
    for check in checks:
        maker = _MAKERS.get(check.field)
        sources = maker(check, lane, free) if maker is not None and len(check.values) <= MOST_SOURCES else ()
        if sources:
            yield Range(sources, ordered=check.field in _ORDERED)
    index, words = ("free_by_order", f"t.owner IS NULL AND {OPEN}") if free and lane in _OPENED else _WHOLE[lane]
    yield Range((_source(index, f"{words} AND t.lane = ?", lane),), ordered=True)


_OPENED: Final = (URGENT, REST)
_ORDERED: Final = {"team", "owner", "tag"}


def _source(index: str, words: str, *given: Value) -> Source:
    sql = f"tickets AS t INDEXED BY {index} WHERE {words}"
    return Source(sql, given, sql, given)


def _teams(check: Check, lane: int, free: bool) -> tuple[Source, ...]:
    if lane not in _OPENED or check.op != "in":
        return ()
    index, words = ("free_by_team", f"t.owner IS NULL AND {OPEN}") if free else ("open_by_team", OPEN)
    return tuple(
        _source(index, f"{words} AND t.team IS NULL AND t.lane = ?", lane)
        if team is None
        else _source(index, f"{words} AND t.team = ? AND t.lane = ?", team, lane)
        for team in check.values
    )


def _owners(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if lane == DONE or check.op != "in" or None in check.values:
        return ()
    words = f"{LIVE} AND t.owner = ? AND t.lane = ?"
    return tuple(_source("live_by_owner", words, owner, lane) for owner in check.values)


def _tags(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if None in check.values:
        return ()
    of = "ticket_tags AS g INDEXED BY tags_by_order"
    where = "WHERE g.tag = ? AND g.lane = ?"
    return tuple(
        Source(
            f"{of} CROSS JOIN tickets AS t ON t.id = g.ticket {where}",
            (tag, lane),
            f"{of} {where}",
            (tag, lane),
            "g.order_at, g.ticket",
        )
        for tag in check.values
    )


def _dues(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if lane not in _OPENED or check.op not in ("<", "<="):
        return ()
    words = f"{OPEN} AND t.due_at IS NOT NULL AND t.due_at {check.op} ?"
    return (_laned(_source("open_by_due", words, *check.values), lane),)


def _waits(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if lane not in _OPENED or check.op not in ("<", "<="):
        return ()
    words = f"{OPEN} AND t.waiting_since IS NOT NULL AND t.waiting_since {check.op} ?"
    return (_laned(_source("open_by_waiting", words, *check.values), lane),)


def _tasks(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    of, teams = "tasks AS k INDEXED BY tasks_by_team", check.values or (None,)
    return tuple(
        Source(
            f"{of} CROSS JOIN tickets AS t ON t.id = k.ticket WHERE k.state = 'open'{which} AND t.lane = ?",
            (*given, lane),
            f"{of} WHERE k.state = 'open'{which}",
            given,
        )
        for which, given in ((" AND k.team = ?", (team,)) if team is not None else ("", ()) for team in teams)
    )


def _follow_ups(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if lane == DONE or check.op not in ("<", "<=", "is"):
        return ()
    until = "" if check.op == "is" else f" AND t.follow_up_at {check.op} ?"
    words = f"{LIVE} AND t.follow_up_at IS NOT NULL{until}"
    return (_laned(_source("live_by_follow_up", words, *check.values), lane),)


def _escalated(check: Check, lane: int, _free: bool) -> tuple[Source, ...]:
    if lane == DONE or check.op != "is":
        return ()
    return (_laned(_source("escalated_by_team", f"{LIVE} AND t.escalated_at IS NOT NULL"), lane),)


def _laned(source: Source, lane: int) -> Source:
    """Return a stretch that knows no lanes, for one of them; it is counted as it is."""
    return Source(f"{source.walked} AND t.lane = ?", (*source.given, lane), source.counted, source.counting)


_MAKERS: Final = {
    "team": _teams,
    "owner": _owners,
    "tag": _tags,
    "due_at": _dues,
    "waiting_since": _waits,
    "task": _tasks,
    "follow_up_at": _follow_ups,
    "escalated_at": _escalated,
}
