"""A sheet: a text to read, a line to type into, and a key that takes it."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen

from agentdesk.text import Safe, safe_line
from agentdesk.tui.caption import Caption
from agentdesk.tui.dialogs.chooser import MOVES, PAGES, Field
from agentdesk.tui.dialogs.reader import Pages, Part
from agentdesk.tui.seat import Seat

ADDED, REMOVED, PLACED = "green", "red-strong", "accent"


class Sheet(ModalScreen["str | None"]):
    """Enter gives what was typed, Escape None; Tab asks for another text for what was typed, where there is one."""

    CSS_PATH = "sheet.tcss"

    def __init__(
        self, seat: Seat, title: Safe, lines: tuple[tuple[Part, ...], ...], *, hint: Safe, advice: Safe
    ) -> None:
        super().__init__()
        self.title_words = Caption(seat.look, title, "accent-strong", id="title")
        self.text = Pages(seat.look, lines)
        self.text.can_focus = False
        self.field = Field(hint, id="filter")
        self.advice = Caption(seat.look, advice, "faint", id="advice")
        self.again: Callable[[str], object] | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield self.text
            yield self.field
            yield self.advice

    def on_mount(self) -> None:
        """Typing goes into the line."""
        self.field.focus()

    def show(self, lines: tuple[tuple[Part, ...], ...]) -> None:
        """Show another text."""
        self.text.lines = lines
        self.text.forget_rows()
        self.text.settle(total=len(lines), cursor=0, top=0)

    def on_key(self, event: events.Key) -> None:
        """Scroll, take, ask again, or leave everything as it is."""
        if event.key in MOVES:
            self.text.step(MOVES[event.key])
        elif event.key in PAGES:
            self.text.page(PAGES[event.key])
        elif event.key == "tab" and self.again is not None:
            self.again(self.field.value.strip())
        elif event.key in ("enter", "escape"):
            if self.is_current:
                _ = self.dismiss(self.field.value.strip() if event.key == "enter" else None)
        elif self.focused is None and event.is_printable and event.character:
            self.field.value += event.character
        else:
            return
        event.stop()


def diff_lines(lines: tuple[str, ...]) -> tuple[tuple[Part, ...], ...]:
    """Return a unified diff, painted: what comes in, what goes out, where."""
    return tuple(((safe_line(line), _role(line)),) for line in lines)


def _role(line: str) -> str:
    if line.startswith(("+++", "---")):
        return "strong"
    return {"+": ADDED, "-": REMOVED, "@": PLACED}.get(line[:1], "dim")
