"""Small plots of block characters: readable without colour, one cell a number."""

from collections.abc import Sequence
from typing import Final

from agentdesk.text.safe import Safe, safe

LEVELS: Final = "▁▂▃▄▅▆▇█"
NOTHING: Final = "·"


def bars(counts: Sequence[int], peak: int, cells: int = 1) -> Safe:
    """Return a bar a number, `cells` wide: `·` for none, else of eight heights up to `peak`."""
    return safe("".join(_bar(count, peak) * cells for count in counts))


def _bar(count: int, peak: int) -> str:
    return LEVELS[min(-(-count * len(LEVELS) // max(peak, 1)), len(LEVELS)) - 1] if count > 0 else NOTHING


def axis(labels: Sequence[tuple[int, str]], cells: int) -> Safe:
    """Return a line of `cells` with each label where its place is, from 0; those that do not fit are left out."""
    line = ""
    for place, label in labels:
        if len(line) <= place and place + len(label) <= cells:
            line = f"{line:<{place}}{label} "
    return safe(line.rstrip())
