"""Reroute: to which team or person, and why."""

from typing import TYPE_CHECKING

from agentdesk.text import Safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
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


def ask(app: "DeskApp") -> None:
    """Ask where the ticket goes, and send it there."""
    from agentdesk.desk import Reroute

    ticket = app.target()
    if ticket is None:
        return

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        kind, _, name = chosen.choice.id.partition(":")
        team, agent = (name, None) if kind == "team" else (None, name)
        app.do(Reroute(ticket.id, chosen.note, team=team, agent=agent, seen=ticket.version))

    title = tell("dialog.reroute", app.seat.lang, ticket=ticket.id)
    app.over(Chooser(app.seat, title, targets(app.seat), advice="advice_note", note=True), answered)
