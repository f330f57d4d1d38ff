"""What the keys do about sharing work: one's state, skipping, following a case, handing over."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.tui.actions.verbs import needs_live

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def needs_skippable(app: "DeskApp") -> Message | None:
    """The ticket is free, or mine."""
    ticket = app.target()
    if ticket is not None and ticket.owner not in (None, app.seat.me.id):
        return Message("tui.cannot.not_skippable", {"ticket": ticket.id})
    return needs_live(app)


def presence(app: "DeskApp") -> None:
    """Say whether one works; on the floor's list of people, whether that one does."""
    from agentdesk.tui.dialogs.sharing import ask_state

    ask_state(app, app.floor.person if app.floor is not None else None)


def skip(app: "DeskApp") -> None:
    """Let the ticket go by."""
    from agentdesk.tui.dialogs.sharing import ask_reason

    ask_reason(app)


def dedicate(app: "DeskApp") -> None:
    """Follow the case until it is solved, or end that."""
    from agentdesk.desk.verbs.dedicate import Dedicate

    if (ticket := app.target()) is not None:
        app.do(Dedicate(ticket.id, on=not ticket.dedicated))


def needs(app: "DeskApp") -> None:
    """Say what whoever takes the ticket must know."""
    from agentdesk.tui.dialogs.sharing import ask_skills

    ask_skills(app)


def rebalance(app: "DeskApp") -> None:
    """Share a team's work anew: on the floor that of the team under the cursor."""
    from agentdesk.tui.dialogs.rebalance import ask_team, look_ahead

    team = app.floor.team if app.floor is not None else None
    if team is not None:
        look_ahead(app, team)
    else:
        ask_team(app)


def handover(app: "DeskApp") -> None:
    """Hand over what one leaves."""
    from agentdesk.tui.dialogs.handover import ask

    ask(app)
