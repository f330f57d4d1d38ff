"""The strip below teams and people: what came in and what was answered over the last hours."""

from typing import TYPE_CHECKING

from textual.strip import Strip

from agentdesk.text import Safe, safe, width
from agentdesk.text.plot import axis, bars
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.desk.pace import Pace

KINDS = (("arrivals", "amber"), ("answers", "green"))
ROOMY = 100
"""From so many columns on a quarter of an hour is two cells wide."""


class PaceStrip(Panel):
    """Two lines of bars on one scale, and the hours below them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="floor-pace")
        self.seat = seat
        self.pace: Pace | None = None
        self.hours: tuple[tuple[int, str], ...] = ()

    def show(self, pace: "Pace", hours: tuple[tuple[int, str], ...]) -> None:
        """Show how it goes now; `hours` are the quarters at which a full hour is written, and how."""
        self.pace, self.hours = pace, hours
        self.renew()

    def line(self, y: int) -> Strip:
        """Return a line of bars with its name before it and its sum behind, or the hours."""
        ink = Ink(self.size.width, self.seat.look["ground"])
        if self.pace is None:
            return ink.strip()
        return (self._hours(ink, self.pace) if y >= len(KINDS) else self._bars(ink, self.pace, *KINDS[y])).strip()

    def _bars(self, ink: Ink, pace: "Pace", name: str, role: str) -> Ink:
        look, counts = self.seat.look, getattr(pace, name)
        ink.put(safe(" "), look["plain"]).put(self._label(name), look["dim"]).skip(self._indent)
        ink.put(bars(counts, pace.peak, self._cells), look[role])
        return ink.put(safe(f" {sum(counts)}"), look["strong"])

    def _hours(self, ink: Ink, pace: "Pace") -> Ink:
        look, cells = self.seat.look, self._cells
        marks = axis([(place * cells, label) for place, label in self.hours], len(pace.arrivals) * cells)
        ink.skip(self._indent).put(marks, look["faint"]).skip(self._indent + len(pace.arrivals) * cells)
        return ink.put(safe(" "), look["plain"]).put(tell("floor_scale", self.seat.lang, peak=pace.peak), look["faint"])

    @property
    def _cells(self) -> int:
        return 2 if self.size.width >= ROOMY else 1

    @property
    def _indent(self) -> int:
        return 3 + max(width(self._label(name)) for name, _ in KINDS)

    def _label(self, name: str) -> Safe:
        return word(f"floor.{name}", self.seat.lang)
