"""The one place where text becomes segments: it takes safe text only."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from agentdesk.text import Safe, fit, safe, width
from agentdesk.tui.look import Look


class Ink:
    """One line being painted from left to right, `cells` wide; what does not fit is cut with "…"."""

    __slots__ = ("_base", "_segments", "cells", "used")

    def __init__(self, cells: int, base: Style) -> None:
        self.cells = cells
        self.used = 0
        self._base = base
        self._segments: list[Segment] = []

    @property
    def room(self) -> int:
        """How many cells are left."""
        return self.cells - self.used

    def put(self, text: Safe, style: Style) -> "Ink":
        """Paint `text` where the last one ended."""
        cells = width(text)
        if cells > self.room:
            if self.room <= 0:
                return self
            text, cells = safe(fit(text, self.room)), self.room
        if text:
            self._segments.append(Segment(text, self._base + style))
            self.used += cells
        return self

    def skip(self, to: int) -> "Ink":
        """Leave blank up to column `to`."""
        if to > self.used:
            self.put(blank(min(to, self.cells) - self.used), self._base)
        return self

    def right(self, parts: Sequence[tuple[Safe, Style]], gap: int = 1) -> "Ink":
        """Paint `parts` against the right edge; they are left out when they do not fit behind `gap` cells."""
        cells = sum(width(text) for text, _ in parts)
        if cells and self.used + gap + cells <= self.cells:
            self.skip(self.cells - cells)
            for text, style in parts:
                self.put(text, style)
        return self

    def strip(self) -> Strip:
        """Return the finished line, blank to its end."""
        self.skip(self.cells)
        return Strip(self._segments, self.cells)


def blank(cells: int) -> Safe:
    """Return so many spaces."""
    return safe(" " * max(cells, 0))


def rule(cells: int, look: Look) -> Strip:
    """Return a quiet line across."""
    return Strip([Segment("─" * cells, look["ground"] + look["line"])], cells)


def clip(text: Safe, cells: int) -> Safe:
    """Return `text`, cut with "…" if it is longer than `cells`."""
    return text if width(text) <= cells else safe(fit(text, cells))
