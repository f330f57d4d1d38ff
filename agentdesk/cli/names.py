"""Names that people type, and what they stand for."""

from typing import TYPE_CHECKING

from agentdesk.lang import Refusal, Why

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.model import Team


def team_named(desk: "Desk", name: str) -> str:
    """Return the id of the team with this id or name; raises `Refusal` with the nearest one."""
    teams = desk.teams()
    for team in teams:
        if name in (team.id, team.name_zh, team.name_en):
            return team.id
    from agentdesk.desk.verbs.reroute import nearest_team

    raise Refusal(Why.INPUT, "desk.no_team", name=name[:40], near=nearest_team(name, teams))


def team_shown(teams: "tuple[Team, ...]", team: str | None, lang: str) -> str:
    """Return a team's name in a language, "–" for none."""
    found = next((known for known in teams if known.id == team), None)
    return found.shown(lang) if found else (team or "–")
