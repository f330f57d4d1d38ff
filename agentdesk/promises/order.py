"""The order of a queue: a key settled when an event changes a ticket, and the merge of two lanes.

The key, so that the order is an index and not a computation (docs/order.md):

    lane     = 0 for urgent tickets, 1 for all others
    order_at = due_at − boost(priority) − 1 minute × points        (milliseconds since the epoch)

with boost(high) = 4 h, boost(low) = −8 h, otherwise 0; points held between −100 and 100; a ticket with no
running promise counts as due 24 h after it was received.

The queue shows both lanes merged by a fixed pattern of four places: three urgent, then one of the rest.
An agent's phase moves on by one with each pull, so every fourth pull takes from the rest while there is one.
When one lane is empty the other flows.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

T = TypeVar("T")

URGENT: Final = 0
REST: Final = 1
WAITING: Final = 2
"""Lane of tickets that are not ours to work on now; `next` never takes from it."""
DONE: Final = 3
"""Lane of solved and closed tickets, the newest first."""
PERIOD: Final = 4

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE

MOST_POINTS: Final = 100
UNPROMISED: Final = 24 * HOUR
BOOSTS: Final[Mapping[str, int]] = MappingProxyType({"urgent": 0, "high": 4 * HOUR, "normal": 0, "low": -8 * HOUR})


class OrderKey(msgspec.Struct, frozen=True, order=True):
    """A ticket's place in the queue; the smaller key stands first. `order_at` is in ms since the epoch."""

    lane: int
    order_at: int


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of each lane fills some places of the merged queue, and the phase to merge those parts with."""

    urgent_from: int
    urgent_count: int
    rest_from: int
    rest_count: int
    phase: int


def order_key(*, priority: str, points: int, due_at: int | None, received_at: int) -> OrderKey:
    """The key of an open ticket, by the formula of this module. Raises KeyError for an unknown priority."""
    due = received_at + UNPROMISED if due_at is None else due_at
    bounded = max(-MOST_POINTS, min(MOST_POINTS, points))
    lane = URGENT if priority == "urgent" else REST
    return OrderKey(lane, due - BOOSTS[priority] - MINUTE * bounded)


def lane_of(turn: int) -> int:
    """The lane that place `turn` of the pattern prefers: every fourth is the rest's, the others urgent's."""
    return REST if turn % PERIOD == PERIOD - 1 else URGENT


def split(position: int, phase: int, urgent_total: int, rest_total: int) -> tuple[int, int]:
    """How many urgent and how many other tickets stand before place `position` (from 0) of the merged queue.

    `urgent_total` and `rest_total` may be counted up to `position` only: what lies beyond cannot matter.
    A position past the end gives both totals.
    """
    turned = phase % PERIOD
    rest = (turned + position) // PERIOD - turned // PERIOD
    urgent = position - rest
    if urgent > urgent_total:
        return urgent_total, min(position - urgent_total, rest_total)
    if rest > rest_total:
        return min(position - rest_total, urgent_total), rest_total
    return urgent, rest


def window(phase: int, start: int, size: int, urgent_total: int, rest_total: int) -> Window:
    """Which rows of each lane fill places `start` to `start + size`: two range scans, then `merge` with its phase.

    The totals may be counted up to `start + size` only.
    """
    urgent_from, rest_from = split(start, phase, urgent_total, rest_total)
    urgent_to, rest_to = split(start + size, phase, urgent_total, rest_total)
    return Window(
        urgent_from=urgent_from,
        urgent_count=urgent_to - urgent_from,
        rest_from=rest_from,
        rest_count=rest_to - rest_from,
        phase=(phase + start) % PERIOD,
    )


def merge(urgent: Sequence[T], rest: Sequence[T], phase: int) -> list[T]:
    """Both lanes in the order the queue shows them to someone at `phase`."""
    merged: list[T] = []
    first = second = 0
    for turn in range(phase, phase + len(urgent) + len(rest)):
        wants_rest = lane_of(turn) == REST
        if first == len(urgent) or (wants_rest and second < len(rest)):
            merged.append(rest[second])
            second += 1
        else:
            merged.append(urgent[first])
            first += 1
    return merged


def place(lane: int, index: int, phase: int, other_total: int) -> int:
    """The place (from 0) in the merged queue of a lane's `index`-th ticket (from 0): what `split` undoes.

    `other_total` is how many tickets the other lane holds; counting up to `3 × index + 3` is enough.
    """
    turned = phase % PERIOD
    if lane == REST:
        return index + min((PERIOD - 1) * (index + 1) - turned, other_total)
    return index + min((index + turned) // (PERIOD - 1), other_total)
