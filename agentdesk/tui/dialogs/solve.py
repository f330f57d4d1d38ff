"""Solve: at once when the customer was told, after a question when not."""

from typing import TYPE_CHECKING

from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def ask(app: "DeskApp") -> None:
    """Solve the ticket; ask first when nothing in the conversation tells the customer."""
    from agentdesk.desk import Solve
    from agentdesk.desk.verbs.check import unchecked
    from agentdesk.lang import Message
    from agentdesk.tui.dialogs import checks

    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    if unchecked(ticket):
        app.say(Message("tui.checks_first", {"ticket": ticket.id}), "amber")
        checks.ask(app)
        return
    if ticket.last_agent_at is not None and ticket.waiting_since is None:
        app.do(Solve(ticket.id, seen=ticket.version))
        return
    choices = tuple(
        Choice(id=answer, name=tell(f"solve.{answer}", lang), about=tell(f"solve.{answer}", lang))
        for answer in ("answer", "told", "no")
    )

    async def answered(chosen: Chosen | None) -> None:
        answer = chosen.choice.id if chosen else "no"
        if answer == "told":
            app.do(Solve(ticket.id, told=True, seen=ticket.version))
        elif answer == "answer":
            await app.write("reply")

    app.over(Chooser(app.seat, tell("dialog.solve", lang, ticket=ticket.id), choices), answered)
