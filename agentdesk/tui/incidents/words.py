"""The dialog that asks for a few words: one line or several, each with its own."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen

from agentdesk.text import Safe
from agentdesk.tui.caption import Caption
from agentdesk.tui.dialogs.chooser import Field
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import word

STEPS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}


class Words(ModalScreen["tuple[str, ...] | None"]):
    """Enter goes on to the next line, and takes them at the last; at least one must say something."""

    CSS_PATH = "words.tcss"

    def __init__(self, seat: Seat, title: Safe, lines: tuple[Safe, ...], begun: tuple[Safe, ...] = ()) -> None:
        """`begun` is what stands in the lines already."""
        super().__init__()
        self.seat = seat
        self.title_words = Caption(seat.look, title, "accent-strong", id="title")
        self.fields = tuple(Field(line, id=f"words-{place}") for place, line in enumerate(lines))
        for field, text in zip(self.fields, begun, strict=False):
            field.value = text
        self.advice = Caption(seat.look, word("incident.advice", seat.lang), "faint", id="advice")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield from self.fields
            yield self.advice

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.fields[0].focus()

    def on_key(self, event: events.Key) -> None:
        """Go from line to line, take them, or leave everything as it is."""
        if event.key == "escape":
            self.leave(None)
        elif event.key in STEPS:
            self._step(STEPS[event.key])
        elif event.key == "enter":
            self._enter()
        else:
            return
        event.stop()

    @property
    def _place(self) -> int:
        return next((place for place, field in enumerate(self.fields) if field.has_focus), 0)

    def _step(self, by: int) -> None:
        self.fields[(self._place + by) % len(self.fields)].focus()

    def _enter(self) -> None:
        words = tuple(field.value.strip() for field in self.fields)
        if self._place < len(self.fields) - 1:
            self._step(1)
        elif any(words):
            self.leave(words)
        else:
            self.advice.say(word("incident.words_needed", self.seat.lang), "amber")

    def leave(self, words: tuple[str, ...] | None) -> None:
        """Close, with what was written."""
        if self.is_current:  # a second key may have been on its way when the first one closed it
            _ = self.dismiss(words)
