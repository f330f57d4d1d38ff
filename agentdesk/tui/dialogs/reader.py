"""The dialog that shows a text: the reasons for a ticket, a long message, the help."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen

from agentdesk.text import Safe, safe, wrap
from agentdesk.tui.caption import Caption
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.look import Look
from agentdesk.tui.paint import Ink
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

MOST_CHARS = 2_000_000
"""So much of a message is shown at once; the store keeps all of it."""
Part = tuple[Safe, str]
KEYS = {"down": 1, "j": 1, "up": -1, "k": -1}
PAGES = {"pagedown": 1, "space": 1, "pageup": -1, "b": -1}
LEAVING = frozenset({"escape", "q", "enter", "f1", "question_mark", "w", "o"})


class Pages(Lines):
    """Lines of a text, scrolled."""

    ground = "raised"

    def __init__(self, look: Look, lines: tuple[tuple[Part, ...], ...]) -> None:
        super().__init__(look, id="text", pointing=False)
        self.lines = lines
        self.total = len(lines)

    def key(self, index: int) -> Hashable:
        """A line's place."""
        return index

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a line."""
        ink = Ink(cells, self.look["raised"])
        for text, role in self.lines[index]:
            ink.put(text, self.look[role])
        return (ink.strip(),)


class Reader(ModalScreen[None]):
    """A title and a text; any of the keys that opened it closes it."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, seat: Seat, title: Safe, lines: tuple[tuple[Part, ...], ...]) -> None:
        super().__init__()
        self.title_words = Caption(seat.look, title, "accent-strong", id="title")
        self.text = Pages(seat.look, lines)
        self.advice = Caption(seat.look, tell("dialog.advice_read", seat.lang), "faint", id="advice")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield self.text
            yield self.advice

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.text.focus()

    def on_key(self, event: events.Key) -> None:
        """Scroll or close."""
        event.stop()
        if event.key in KEYS:
            self.text.step(KEYS[event.key])
        elif event.key in PAGES:
            self.text.page(PAGES[event.key])
        elif event.key in {"home", "end"}:
            self.text.to_end(event.key == "end")
        elif event.key in LEAVING and self.is_current:
            _ = self.dismiss(None)


def inner_width(app: "DeskApp") -> int:
    """Return how wide a line of the dialog can be."""
    return max(min(app.size.width * 96 // 100, 100) - 6, 20)


def hanging(line: Safe, cells: int) -> list[str]:
    """Return a line broken so that it stays behind its indent."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return [indent + part for part in wrap(safe(line.lstrip(" ")), max(cells - len(indent), 2))]


def show_message(app: "DeskApp") -> None:
    """Show the last message on the screen in full, as far as a screen can."""
    opened, n = app.conversation.opened, app.conversation.stream.shown_message()
    message = next((message for message in opened.story.messages if message.n == n), None) if opened else None
    if opened is None or message is None or message.text is None:
        return
    text, cells = message.text, inner_width(app)
    who = app.seat.writer(message.author, message.agent, opened.story.ticket)

    def show(lines: list[Safe]) -> None:
        shown: list[tuple[Part, ...]] = [((line, "text"),) for line in lines]
        if len(text) > MOST_CHARS:
            shown.append(((tell("more_in_pager", app.seat.lang, n=len(text) - MOST_CHARS), "amber"),))
        app.over(Reader(app.seat, tell("dialog.message", app.seat.lang, who=who), tuple(shown)))

    # In a thread: breaking a giant message into lines takes a second for every million characters.
    app.lanes.ask("search", "message", lambda: [safe(line) for line in wrap(safe(text[:MOST_CHARS]), cells)], show)
