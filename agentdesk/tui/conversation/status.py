"""The line of the composer: whether this goes to the customer or to colleagues, and whether it is safe on disk."""

from textual.strip import Strip

from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.conversation.typing import Typing
from agentdesk.tui.moments import clock
from agentdesk.tui.paint import Ink, rule
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell


class ComposeStatus(Panel):
    """A rule and a line below the stream."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="status")
        self.seat = seat
        self.typing = Typing()
        self.writing = False
        """Whether the text field is open."""
        self.sending = False
        self.ticket: int | None = None

    def show(self, ticket: int | None, typing: Typing, *, writing: bool, sending: bool) -> None:
        """Show how the draft stands."""
        now = (ticket, typing, writing, sending)
        if now != (self.ticket, self.typing, self.writing, self.sending):
            self.ticket, self.typing, self.writing, self.sending = now
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the rule, or the line."""
        look, cells = self.seat.look, self.size.width
        if y == 0:
            return rule(cells, look)
        ink = Ink(cells, look["ground"])
        if self.ticket is None:
            return ink.strip()
        return (self._open(ink) if self.writing else self._resting(ink)).strip()

    def _open(self, ink: Ink) -> Ink:
        lang, look = self.seat.lang, self.seat.look
        is_note = self.typing.kind == "note"
        sign, role = (safe(" ┆ "), "amber-strong") if is_note else (safe(" ▌ "), "accent-strong")
        ink.put(sign, look[role]).put(tell(f"composer.{self.typing.kind}", lang), look[role])
        ink.put(safe(" · "), look["faint"]).put(self._saved(), look["faint"])
        return ink.right([(tell("composer.keys_note" if is_note else "composer.keys", lang), look["dim"])])

    def _saved(self) -> Safe:
        lang = self.seat.lang
        if self.sending:
            return tell("composer.sending", lang)
        if not self.typing.text:
            return tell("composer.empty", lang)
        if self.typing.saved_at is None:
            return tell("composer.unsaved", lang)
        return tell("composer.saved", lang, at=clock(self.typing.saved_at, self.seat.zone))

    def _resting(self, ink: Ink) -> Ink:
        lang, look = self.seat.lang, self.seat.look
        if not self.typing.text:
            return ink.put(tell("composer.closed", lang), look["faint"])
        ink.put(tell(f"composer.draft_{self.typing.kind}", lang), look["amber"])
        return ink.put(safe(" "), look["plain"]).put(safe_line(self.typing.text[:200]), look["dim"])
