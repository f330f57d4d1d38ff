"""The dialog that shows what would happen, and does it or leaves it."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen

from agentdesk.text import Safe
from agentdesk.tui.caption import Caption
from agentdesk.tui.dialogs.reader import Pages, Part
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

KEYS = {"down": 1, "j": 1, "up": -1, "k": -1}


class Confirm(ModalScreen[bool]):
    """A title and what would happen; Enter does it, Esc leaves everything as it is."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, seat: Seat, title: Safe, lines: tuple[tuple[Part, ...], ...], *, possible: bool = True) -> None:
        super().__init__()
        self.possible = possible
        self.title_words = Caption(seat.look, title, "accent-strong", id="title")
        self.text = Pages(seat.look, lines)
        advice = "advice_confirm" if possible else "advice_nothing"
        self.advice = Caption(seat.look, tell(f"dialog.{advice}", seat.lang), "faint", id="advice")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield self.text
            yield self.advice

    def on_mount(self) -> None:
        """As high as there are lines."""
        self.text.styles.height = min(len(self.text.lines), 16)
        self.text.focus()

    def on_key(self, event: events.Key) -> None:
        """Do it, leave it, or read on."""
        if event.key in KEYS:
            self.text.step(KEYS[event.key])
        elif event.key in ("enter", "escape"):
            if self.is_current:  # a second key may have been on its way when the first one closed it
                _ = self.dismiss(event.key == "enter" and self.possible)
        else:
            return
        event.stop()
