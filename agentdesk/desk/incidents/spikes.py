"""Finding a spike: more tickets of one tag within minutes than this desk's own history makes likely.

A tag is suspected when at least `least` tickets of the window carry it, more than `times` as many as usual, and more
than three standard deviations above usual (√usual each, as for counts that come by chance, by Poisson's law). Usual is
what the same window held on average in the seven days before, or in the hour before or behind the same time of those
days if that is more: a busy evening is no incident. Nor is an hour in which everything rises alike: usual is at least
what the tag's past beside that of all other tickets gives for as many others as the window holds. A desk that has not
lived for a day yet knows no usual time of day; there three times as many as `least` are needed.
"""

from math import sqrt
from typing import Final

import msgspec

from agentdesk.clock import DAY, HOUR
from agentdesk.desk.incidents.policy import Spikes
from agentdesk.store.protocol import Reader

YOUNG: Final = 3
DAYS: Final = 7
"""So many days make the history."""


class Spike(msgspec.Struct, frozen=True, kw_only=True):
    """A tag with a rush of tickets."""

    tag: str
    seen: int
    usual: float
    since: int


def find_spikes(reader: Reader, spikes: Spikes, now: int) -> tuple[Spike, ...]:
    """Return the tags that spike at `now`, the strongest first; each number is a range of an index."""
    since = now - spikes.within
    first = reader.received_from(since)
    if first is None:
        return ()
    last = reader.next_ticket() - 1
    counts = reader.tag_counts(first, last)
    arrived, oldest = last - first + 1, reader.received_from(since - DAYS * DAY) or first
    least = spikes.least if lived(reader, since) >= DAY else YOUNG * spikes.least
    found = [
        Spike(tag=tag, seen=seen, usual=usual, since=since)
        for tag, seen in counts.items()
        if seen >= least and tag not in spikes.ignore
        for by_time in (_usual(reader, tag, since, spikes.within),)
        for by_rest in (_beside_the_rest(reader.tag_count(tag, oldest, first - 1), first - oldest, arrived - seen),)
        for usual in (max(by_time, by_rest),)
        if seen > spikes.times * usual and seen > usual + 3 * sqrt(usual)
    ]
    return tuple(sorted(found, key=lambda spike: (-spike.seen, spike.tag)))


def _usual(reader: Reader, tag: str, before: int, within: int) -> float:
    """Return how many tickets of a tag a window holds usually, by what came before a moment."""
    start = before - DAYS * DAY
    whole = _count(reader, tag, start, before)
    if not whole:
        return 0.0
    length = lived(reader, before)
    days = [before - day * DAY for day in range(1, DAYS + 1) if day * DAY <= length]
    hours = (_count(reader, tag, at - HOUR, at) for at in days), (_count(reader, tag, at, at + HOUR) for at in days)
    busiest = max(sum(counts) for counts in hours)
    return max(whole * within / max(length, within), busiest * within / (len(days) * HOUR) if days else 0.0)


def _beside_the_rest(before: int, all_before: int, others: int) -> float:
    """Return how many tickets of a tag come with so many others, as both came before."""
    others_before = all_before - before
    return before * others / others_before if others_before else 0.0


def lived(reader: Reader, before: int) -> int:
    """Return how long the desk's history before a moment is, in ms, at most `DAYS`."""
    start = before - DAYS * DAY
    known = reader.received_from(start)
    oldest = reader.ticket(known) if known is not None else None
    return max(before - max(start, oldest.received_at), 0) if oldest is not None else 0


def _count(reader: Reader, tag: str, start: int, end: int) -> int:
    first, behind = reader.received_from(start), reader.received_from(end)
    if first is None:
        return 0
    return reader.tag_count(tag, first, (behind if behind is not None else reader.next_ticket()) - 1)
