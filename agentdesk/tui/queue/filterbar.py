"""The line of the filter: what is typed, what may be typed, and what is wrong with it."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from agentdesk.text import safe, safe_line, width, wrap
from agentdesk.tui.dialogs.choices import Choice, Choices
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, tell

if TYPE_CHECKING:
    from agentdesk.desk import FilterError
    from agentdesk.desk.filter import Names
    from agentdesk.desk.filter.completing import Offer

INDENT = 1
"""Cells before the typed text."""
MOST_LINES = 3
"""Lines that a fault takes: the mark, and the sentence."""


class FilterLine(Input):
    """A line to type a filter into."""

    def __init__(self, seat: Seat, text: str) -> None:
        placeholder = tell("filter.placeholder", seat.lang)
        super().__init__(value=text, placeholder=placeholder, id="filterline", compact=True, select_on_focus=False)
        self.cursor_blink = False


class Fault(Panel):
    """A mark below the place, and what is wrong there."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="fault")
        self.seat = seat
        self.before = 0
        self.words = ""

    def show(self, text: str, error: "FilterError | None") -> None:
        """Show a fault, or that there is none."""
        self.words = spoken(error.message, self.seat.lang) if error is not None else ""
        self.before = INDENT + width(safe_line(text[: error.at])) if error is not None else 0
        self.display = error is not None
        self.refresh(layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """The mark, and as many lines as the sentence takes."""
        return min(1 + len(self._lines(width)), MOST_LINES)

    def _lines(self, cells: int) -> list[str]:
        return wrap(safe(self.words), max(cells - INDENT, 2))

    def line(self, y: int) -> Strip:
        """Return a line."""
        cells, look = self.size.width, self.seat.look
        ink = Ink(cells, look["raised"])
        if y == 0:
            return ink.skip(min(self.before, cells - 1)).put(safe("▲"), look["amber-strong"]).strip()
        lines = self._lines(cells)
        return ink.skip(INDENT).put(safe(lines[y - 1] if y <= len(lines) else ""), look["amber"]).strip()


class FilterBar(Widget):
    """Below the tabs: the line, the fault, the offers."""

    def __init__(self, seat: Seat, text: str) -> None:
        super().__init__(id="filterbar")
        self.seat = seat
        self.line = FilterLine(seat, text)
        self.fault = Fault(seat)
        self.fault.display = False
        self.offers = Choices(seat.look, (), id="offers")
        self.names: Names | None = None
        """Whom and what a filter can name, once that was read."""
        self._offered: tuple[Offer, ...] = ()

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.line
        yield self.fault
        yield self.offers

    def know(self, names: "Names") -> None:
        """Offer what the desk has."""
        self.names = names
        self.offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other things suit now."""
        event.stop()
        self.fault.show("", None)
        self.offer()

    def offer(self) -> None:
        """Show what may stand where the cursor is."""
        if self.names is None:
            return
        from agentdesk.desk.filter.completing import complete

        self._offered = complete(self.line.value, self.line.cursor_position, self.names, self.seat.lang)
        self.offers.show(
            tuple(
                Choice(id=f"{place}", name=safe_line(offer.text), detail=safe_line(offer.about))
                for place, offer in enumerate(self._offered)
            )
        )

    def take(self) -> None:
        """Put the offer under the mark into the line."""
        if self.offers.cursor >= len(self._offered):
            return
        offer, line = self._offered[self.offers.cursor], self.line
        rest = line.value[line.cursor_position :]
        text = line.value[: offer.start] + offer.text
        line.value = text + rest
        line.cursor_position = len(text)
        self.offer()

    def complain(self, error: "FilterError") -> None:
        """Show what is wrong, and put the cursor there."""
        self.fault.show(self.line.value, error)

    def on_click(self, event: events.Click) -> None:
        """A click on an offer takes it."""
        if event.widget is self.offers and (row := self.offers.row_at(event.y)) is not None:
            self.offers.point(row)
            self.take()
