"""The pace of the desk: what came in and what was answered, a quarter of an hour each, over the last hours."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import HOUR, MINUTE
from agentdesk.model import Author
from agentdesk.store.protocol import Reader

STEP: Final = 15 * MINUTE
SPAN: Final = 8 * HOUR
MOST_WRITTEN: Final = 1_000
"""A quarter is counted so far: 64 ranges of an index, each with an end."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Messages by quarter of an hour, the oldest first; the last quarter is the one that runs.

    By the time at which each was written. Answers are those of people: not a bot's, and none that was taken back. A
    quarter is counted to 1,000.
    """

    start: int
    """When the first quarter began, ms since the epoch; quarters begin on the full quarter."""
    step: int = STEP
    arrivals: tuple[int, ...]
    """Messages of customers."""
    answers: tuple[int, ...]

    @property
    def peak(self) -> int:
        """The most of one kind in a quarter, by which both are drawn."""
        return max((*self.arrivals, *self.answers), default=0)


def hours(pace: Pace, zone: str) -> tuple[tuple[int, str], ...]:
    """Return each even hour of a zone's clock within it: the number of its quarter, and how it is written."""
    starts = (pace.start + number * pace.step for number in range(len(pace.arrivals)))
    clocks = [datetime.fromtimestamp(start / 1000, ZoneInfo(zone)) for start in starts]
    return tuple((n, f"{at:%H:%M}") for n, at in enumerate(clocks) if at.hour % 2 == 0 and at.minute < STEP // MINUTE)


def read_pace(reader: Reader, now: int) -> Pace:
    """Return the pace of the 8 hours before `now`, of the whole desk."""
    end = now - now % STEP + STEP
    starts = range(end - SPAN, end, STEP)

    def counted(author: Author) -> tuple[int, ...]:
        return tuple(reader.written(author, start, start + STEP, MOST_WRITTEN) for start in starts)

    return Pace(start=end - SPAN, arrivals=counted(Author.CUSTOMER), answers=counted(Author.AGENT))
