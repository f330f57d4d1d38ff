"""What covers the desk in a terminal that is too small for it."""

from textual.strip import Strip

from agentdesk.text import safe, wrap
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell


class Cramped(Panel):
    """Says how much room is needed, and that nothing typed is lost."""

    def __init__(self, seat: Seat, least: tuple[int, int]) -> None:
        """`least` are the columns and lines that are needed."""
        super().__init__(id="cramped")
        self.seat = seat
        self.least = least

    def line(self, y: int) -> Strip:
        """Return a line of the sentence."""
        cells, look = self.size.width, self.seat.look
        columns, lines = self.least
        words = wrap(tell("cramped", self.seat.lang, columns=columns, lines=lines), max(cells, 2))
        return Ink(cells, look["ground"]).put(safe(words[y] if y < len(words) else ""), look["amber"]).strip()
