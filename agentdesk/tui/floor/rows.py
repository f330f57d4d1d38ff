"""How a team and a person look on the floor."""

from math import ceil

from agentdesk.clock import HOUR, MINUTE, SECOND
from agentdesk.text import Safe, safe, width
from agentdesk.tui.look import Look
from agentdesk.tui.moments import short
from agentdesk.tui.paint import Ink, clip

MOST_COUNTED = 1_000
"""Numbers are counted so far."""
BAR_CELLS = 6
FULL, EMPTY = "▇", "▁"
LOW_RATING = 3.0
"""A mean below it is marked."""
LONG_WAIT = 30 * MINUTE
"""A customer who waits longer is marked."""


def number(count: int) -> Safe:
    """Return a count, "999+" where it was not counted to the end."""
    return safe(str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+")


def rated(mean: float | None, count: int) -> Safe:
    """Return how satisfied customers were, of 5, and how many said so: `4.2 ·7`."""
    return safe(f"{mean:.1f} ·{number(count)}" if mean is not None else "–")


def rating_role(mean: float | None) -> str:
    """Return the colour of a mean: a low one is marked."""
    return "faint" if mean is None else "red-strong" if mean < LOW_RATING else "text"


def bar(load: float, capacity: int) -> Safe:
    """Return how full somebody is by weight: `▇▇▇▇▇▁ 4.5/6`."""
    filled = min(ceil(load * BAR_CELLS / max(capacity, 1)), BAR_CELLS)
    return safe(f"{FULL * filled}{EMPTY * (BAR_CELLS - filled)} {load:g}/{capacity}")


def ago(duration: int) -> Safe:
    """Return how long something is past: `12s`, `6m`, then hours."""
    if duration < MINUTE:
        return safe(f"{max(duration, 0) // SECOND}s")
    return safe(f"{duration // MINUTE}m" if duration < HOUR else short(duration))


class Columns:
    """A name that takes what is left, and narrow columns behind it; the last ones are left out where there is no room.

    `sizes` are the columns' widths, each with a blank before it; `least` is the name's. They are aligned to the right,
    but the one that is the `left`th, from 0.
    """

    def __init__(self, sizes: tuple[int, ...], least: int, left: int = -1) -> None:
        self._left = left
        self._sizes = sizes
        self._least = least

    def fitting(self, cells: int) -> int:
        """Return how many of the narrow columns fit."""
        count = len(self._sizes)
        while count and cells - sum(self._sizes[:count]) < self._least:
            count -= 1
        return count

    def put(self, ink: Ink, first: tuple[Safe, str], rest: tuple[tuple[Safe, str], ...], look: Look) -> Ink:
        """Paint one row behind what `ink` holds; each cell is a text and its role."""
        count = self.fitting(ink.cells)
        end = ink.cells - sum(self._sizes[:count])
        ink.put(clip(first[0], end - ink.used), look[first[1]])
        for place, (size, (text, role)) in enumerate(zip(self._sizes[:count], rest, strict=False)):
            shown = clip(text, size - 1)
            ink.skip(end + 1 if place == self._left else end + size - width(shown)).put(shown, look[role])
            end += size
        return ink
