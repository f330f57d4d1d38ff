"""Why: the reasons for everything decided about a ticket, and a line to ask about any rule."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from agentdesk.text import Safe, safe
from agentdesk.tui.dialogs.chooser import Field
from agentdesk.tui.dialogs.reader import Part, Reader, hanging, inner_width
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

Shown = tuple[tuple[Part, ...], ...]


class Reasons(Reader):
    """A reader with a line: `/` goes there, Enter asks about the rule of that name, Escape comes back to the text."""

    def __init__(self, seat: Seat, title: Safe, lines: Shown, ask: Callable[[str], object]) -> None:
        super().__init__(seat, title, lines)
        self.field = Field(word("lead.hint_rule", seat.lang), id="filter")
        self.ask = ask
        self.advice.say(word("lead.advice_reasons", seat.lang), "faint")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield self.text
            yield self.field
            yield self.advice

    def show(self, lines: Shown) -> None:
        """Show other reasons."""
        self.text.lines = lines
        self.text.forget_rows()
        self.text.settle(total=len(lines), cursor=0, top=0)

    def on_key(self, event: events.Key) -> None:
        """Keys belong to the line while one types there, else to the text."""
        if self.field.has_focus:
            event.prevent_default()  # the reader's own keys would close it
            if event.key == "enter":
                self.ask(self.field.value.strip())
            if event.key in ("escape", "tab", "enter"):
                event.stop()
                self.text.focus()
        elif event.key in ("slash", "tab"):
            event.prevent_default()
            event.stop()
            self.field.focus()


def show_reasons(app: "DeskApp") -> None:
    """Show the reasons for everything decided about the ticket."""
    ticket, desk, lang = app.target(), app.seat.desk, app.seat.lang
    if ticket is None:
        return
    number, cells = ticket.id, inner_width(app)
    reasons: list[Reasons] = []

    def read(lines: tuple[str, ...]) -> None:
        shown = tuple(((safe(part), "text"),) for line in lines for part in hanging(safe(line), cells))
        if reasons:
            reasons[0].show(shown)
            return
        reasons.append(Reasons(app.seat, tell("dialog.why", lang, ticket=number), shown, ask))
        app.over(reasons[0])

    def ask(rule: str) -> None:
        app.lanes.ask("search", "why", lambda: desk.why(number, lang, rule), read)

    ask("")
