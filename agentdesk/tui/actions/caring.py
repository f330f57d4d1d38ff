"""What the keys do that moves work with care; dialogs are imported when they are first asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.tui.actions.verbs import needs_live, needs_ticket

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def dialog(module: str, name: str) -> "Callable[[DeskApp], None]":
    """Open a dialog of this name, of a module of the dialogs."""

    def run(app: "DeskApp") -> None:
        getattr(import_module(f"agentdesk.tui.dialogs.{module}"), name)(app)

    return run


def offer(app: "DeskApp") -> None:
    """Offer the ticket, and stay until it is taken."""
    from agentdesk.tui.dialogs.reroute import ask

    ask(app, warm=True)


def needs_opened(app: "DeskApp") -> Message | None:
    """The ticket is live, and it is the one that is open."""
    opened, ticket = app.conversation.opened, app.target()
    if opened is None or ticket is None or opened.story.ticket.id != ticket.id:
        return needs_ticket(app) or Message("tui.cannot.not_open")
    return needs_live(app)


def needs_task(app: "DeskApp") -> Message | None:
    """Something is asked about the open ticket."""
    opened = app.conversation.opened
    asked = opened is not None and any(task.state == "open" for task in opened.story.tasks)
    return None if asked else Message("tui.cannot.no_task")
