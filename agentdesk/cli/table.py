"""Plain columns for a terminal or a file."""

import os
import sys
from collections.abc import Sequence
from shutil import get_terminal_size

import click

from agentdesk.text import fit, safe_line, width

_GAP = "  "
_WIDE = 140
"""Cells of a line that does not go to a terminal."""
_NARROWEST_LAST = 12


def cells() -> int:
    """Return how wide a line may be."""
    return get_terminal_size((_WIDE, 24)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDE


def columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), most: int = 32) -> list[str]:
    """Return rows as aligned lines; outside text is made safe here. The last column takes what room there is.

    `right` are the columns that are aligned to the right, `most` the widest that a column but the last may be.
    """
    shown = [[safe_line(cell) for cell in row] for row in rows]
    if not shown:
        return []
    count = len(shown[0])
    sizes = [min(most, max(width(row[place]) for row in shown)) for place in range(count)]
    before = sum(sizes[:-1]) + len(_GAP) * (count - 1)
    sizes[-1] = max(_NARROWEST_LAST, min(max(width(row[-1]) for row in shown), cells() - before))
    return [
        _GAP.join(_cell(cell, sizes[place], place in right) for place, cell in enumerate(row)).rstrip() for row in shown
    ]


def _cell(cell: str, size: int, right: bool) -> str:
    if right and width(cell) <= size:
        return " " * (size - width(cell)) + cell
    return fit(cell, size)


def colour(text: str, **style: bool | str) -> str:
    """Return text with a style where stdout shows colours."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return click.style(text, **style)  # type: ignore[arg-type]
