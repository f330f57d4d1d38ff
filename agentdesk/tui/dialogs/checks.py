"""The checklist of a ticket: what the rules want checked, ticked off."""

from typing import TYPE_CHECKING

from agentdesk.text import safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def ask(app: "DeskApp") -> None:
    """Show the ticket's checklist and keep what was ticked or unticked."""
    from agentdesk.desk.reasons import said
    from agentdesk.desk.verbs.check import Check
    from agentdesk.lang import Message

    ticket = app.target()
    if ticket is None:
        return
    if not ticket.checks:
        app.say(Message("tui.cannot.no_checks", {"ticket": ticket.id}), "amber")
        return
    opened, lang = app.conversation.opened, app.seat.lang
    texts = opened.story.checks if opened is not None and opened.story.ticket.id == ticket.id else {}
    choices = tuple(
        Choice(id=name, name=safe_line(said(texts.get(name, (name, name)), lang)), on=name in ticket.checked)
        for name in ticket.checks
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        on = tuple(choice.id for choice in chosen.choices if choice.on and choice.id not in ticket.checked)
        off = tuple(choice.id for choice in chosen.choices if not choice.on and choice.id in ticket.checked)
        if on or off:
            app.do(Check(ticket.id, on=on, off=off))

    title = tell("dialog.checks", lang, ticket=ticket.id)
    app.over(Chooser(app.seat, title, choices, advice="advice_many", many=True), answered)
