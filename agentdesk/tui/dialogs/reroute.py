"""Reroute: to which team or person, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.model import Ticket
from agentdesk.text import Safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.many import give
from agentdesk.tui.many import targets as targets_of
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

TEAM, AGENT = "team:", "agent:"


def targets(seat: Seat) -> tuple[Choice, ...]:
    """Return the teams, then the people, each found by all their names."""
    lang = seat.lang
    teams = [
        Choice(
            id=f"{TEAM}{team.id}",
            name=safe_line(team.shown(lang)),
            detail=tell("dialog.team", lang),
            about=safe_line(f"{team.name_zh} {team.name_en} {team.id}"),
        )
        for team in seat.teams.values()
        if team.active
    ]
    people = [
        Choice(
            id=f"{AGENT}{agent.id}",
            name=safe_line(agent.shown),
            detail=seat.team(agent.teams[0]) if agent.teams else _role(agent.role, lang),
            about=safe_line(agent.name),
        )
        for agent in seat.agents.values()
        if agent.active
    ]
    return (*teams, *people)


def _role(role: str, lang: str) -> Safe:
    return word(f"desk.role_{role}", lang)


def ask(app: "DeskApp", *, warm: bool = False) -> None:
    """Ask where the marked tickets or this one go, what was tried and promised; `warm` stays until it is taken."""
    from agentdesk.desk import Reroute

    tickets = targets_of(app)
    if not tickets:
        return

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        kind, _, name = chosen.choice.id.partition(":")
        team, agent = (name, None) if kind == "team" else (None, name)
        words = chosen.words

        def move(ticket: Ticket) -> Reroute:
            by = dialog.moment(words["by"]) if words["by"] else None
            tried, promise = words["tried"], words["promise"]
            return Reroute(ticket.id, chosen.note, team, agent, ticket.version, tried, promise, by, warm)

        give(app, tickets, move, "offered" if warm else "rerouted")

    code = "dialog.offer" if warm else "dialog.reroute"
    title = tell(code, app.seat.lang, ticket=numbers(tickets))
    more = ("tried", "promise", "by")
    dialog = Chooser(app.seat, title, targets(app.seat), advice="advice_note", note="note", more=more)
    app.over(dialog, answered)


def numbers(tickets: "Sequence[Ticket]") -> str:
    """Return which ticket a dialog is about, and how many others."""
    return str(tickets[0].id) + (f" +{len(tickets) - 1}" if len(tickets) > 1 else "")
