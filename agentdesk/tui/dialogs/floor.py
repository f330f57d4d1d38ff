"""Stepping into a colleague's case: a word for them alone, or taking it over."""

from typing import TYPE_CHECKING

from agentdesk.model import Ticket
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from agentdesk.desk import Command
    from agentdesk.tui.app import DeskApp


def _ask(app: "DeskApp", name: str, note: str, make: "Callable[[Ticket, str], Command]") -> None:
    """Ask for the words that go to whoever follows the ticket."""
    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    only = Choice(id="yes", name=tell(f"dialog.{name}_for", lang, who=app.seat.name(ticket.owner)))
    title = tell(f"dialog.{name}", lang, ticket=ticket.id)
    dialog = Chooser(app.seat, title, (only,), advice="advice_words", note=note)
    app.over(dialog, lambda chosen: _answered(app, chosen, lambda note: make(ticket, note)))


def _answered(app: "DeskApp", chosen: Chosen | None, make: "Callable[[str], Command]") -> None:
    if chosen is not None:
        app.do(make(chosen.note))


def whisper(app: "DeskApp") -> None:
    """Ask for a note that only the ticket's agent sees, beside those who lead."""
    from agentdesk.desk import Whisper

    _ask(app, "whisper", "words", lambda ticket, note: Whisper(ticket.id, note))


def take_over(app: "DeskApp") -> None:
    """Ask why one takes a colleague's ticket over; they are told."""
    from agentdesk.desk import Reroute

    me = app.seat.me.id
    _ask(app, "take_over", "reason", lambda ticket, note: Reroute(ticket.id, note, agent=me, seen=ticket.version))
