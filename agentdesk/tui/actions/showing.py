"""What the keys do that opens a dialog; dialogs are imported when they are first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def reroute(app: "DeskApp") -> None:
    """Move the ticket to another team or person."""
    from agentdesk.tui.dialogs.reroute import ask

    ask(app)


def tags(app: "DeskApp") -> None:
    """Put tags on and take them off."""
    from agentdesk.tui.dialogs.tags import ask

    ask(app)


def checks(app: "DeskApp") -> None:
    """Tick off what must be checked."""
    from agentdesk.tui.dialogs.checks import ask

    ask(app)


def priority(app: "DeskApp") -> None:
    """Set the priority."""
    from agentdesk.tui.dialogs.priority import ask

    ask(app)


def snooze(app: "DeskApp") -> None:
    """Put the ticket aside until a time."""
    from agentdesk.tui.dialogs.snooze import ask

    ask(app)


def solve(app: "DeskApp") -> None:
    """Call the matter solved."""
    from agentdesk.tui.dialogs.solve import ask

    ask(app)


def find(app: "DeskApp") -> None:
    """Find a ticket."""
    from agentdesk.tui.dialogs.find import ask

    ask(app)


def why(app: "DeskApp") -> None:
    """Show every reason."""
    from agentdesk.tui.dialogs.reasons import show_reasons

    show_reasons(app)


def more(app: "DeskApp") -> None:
    """Show the whole of a long message."""
    from agentdesk.tui.dialogs.reader import show_message

    show_message(app)


def help_screen(app: "DeskApp") -> None:
    """Show every key."""
    from agentdesk.tui.dialogs.help import show

    show(app)


def keys(app: "DeskApp") -> None:
    """Give actions other keys."""
    from agentdesk.tui.dialogs.keys import ask

    ask(app)


def views(app: "DeskApp") -> None:
    """Choose among all views, the saved ones too."""
    from agentdesk.tui.dialogs.views import ask

    ask(app)


def palette(app: "DeskApp") -> None:
    """Choose an action by its name."""
    from agentdesk.tui.dialogs.palette import ask

    ask(app)


def incident(app: "DeskApp") -> None:
    """Offer what can be done about incidents."""
    from agentdesk.tui.incidents.steps import ask

    ask(app)
