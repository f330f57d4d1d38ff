"""Priority: how urgent a person finds it."""

from typing import TYPE_CHECKING

from agentdesk.model import Priority
from agentdesk.text import safe
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.reroute import numbers
from agentdesk.tui.many import give, targets
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def ask(app: "DeskApp") -> None:
    """Ask for the ticket's priority, and set it."""
    from agentdesk.desk import SetPriority

    tickets, lang = targets(app), app.seat.lang
    if not tickets:
        return
    ticket = tickets[0]
    choices = tuple(
        Choice(
            id=priority,
            name=word(f"desk.priority_{priority}", lang),
            detail=tell("dialog.now", lang) if priority == ticket.priority else safe(""),
        )
        for priority in Priority
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            give(app, tickets, lambda one: SetPriority(one.id, chosen.choice.id), "prioritised")

    app.over(Chooser(app.seat, tell("dialog.priority", lang, ticket=numbers(tickets)), choices), answered)
