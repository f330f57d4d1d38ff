"""`agents` and `teams`: who works here."""

from typing import Any

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, Group, argument, command, option
from agentdesk.cli.names import team_shown
from agentdesk.cli.table import columns
from agentdesk.lang import Message


@click.group("agents", cls=Group, help="cli.help_agents")
def agents() -> None:
    """Who works here."""


@click.group("teams", cls=Group, help="cli.help_teams")
def teams() -> None:
    """Who takes the same kind of ticket."""


def _list(text: str | None) -> tuple[str, ...] | None:
    """Return the words of `a,b,c`; None stays None, so that a thing is left as it is."""
    if text is None:
        return None
    return tuple(word for word in text.replace("，", ",").replace(" ", ",").split(",") if word)


@command("list", help="cli.help_agents_list")
def list_agents(caller: Caller) -> int:
    """Print everybody."""
    desk = caller.desk()
    found = desk.agents()
    if caller.json:
        caller.document(found)
        return 0
    known = desk.teams()
    names = ("name", "display", "role", "capacity", "languages", "teams")
    rows = [tuple(caller.say(Message(f"cli.col_{name}")) for name in names)]
    for agent in found:
        shown = ", ".join(team_shown(known, team, caller.lang) for team in agent.teams)
        role = caller.say(Message(f"cli.role_{agent.role}" if agent.active else "cli.role_gone"))
        rows.append((agent.name, agent.display, role, str(agent.capacity), " ".join(agent.languages), shown))
    caller.out(*columns(rows, right=frozenset({3})))
    return 0


_TEAMS = option("--teams", code="cli.opt_agent_teams", metavar="A,B")
_SKILLS = option("--skills", code="cli.opt_agent_skills", metavar="A,B")
_LANGUAGES = option("--languages", code="cli.opt_agent_languages", metavar="A,B")
_ROLE = option("--role", code="cli.opt_agent_role", metavar="ROLE")
_CAPACITY = option("--capacity", code="cli.opt_agent_capacity", type=Count(1, 1000), metavar="N")
_DISPLAY = option("--display", code="cli.opt_agent_display", metavar="NAME")


@command("add", help="cli.help_agents_add")
@argument("name")
@_DISPLAY
@_ROLE
@_TEAMS
@_SKILLS
@_LANGUAGES
@_CAPACITY
def add_agent(caller: Caller, name: str, **given: Any) -> int:
    """Somebody begins to work here."""
    from agentdesk.desk.verbs.people import AddAgent

    me = caller.me()
    return caller.done(caller.desk().do(AddAgent(name=name, **_wanted(given)), actor=me.id))


@command("change", help="cli.help_agents_change")
@argument("name")
@_DISPLAY
@_ROLE
@_TEAMS
@_SKILLS
@_LANGUAGES
@_CAPACITY
@option("--active/--gone", "active", code="cli.opt_agent_active", default=None)
def change_agent(caller: Caller, name: str, **given: Any) -> int:
    """Somebody's role, teams, skills, languages or capacity changes, or somebody leaves."""
    from agentdesk.desk.verbs.people import ChangeAgent

    me = caller.me()
    return caller.done(caller.desk().do(ChangeAgent(agent=name, **_wanted(given)), actor=me.id))


def _wanted(given: dict[str, Any]) -> dict[str, Any]:
    lists = {name: _list(given[name]) for name in ("teams", "skills", "languages")}
    return {name: value for name, value in {**given, **lists}.items() if value is not None}


@command("list", help="cli.help_teams_list")
def list_teams(caller: Caller) -> int:
    """Print the teams and who is in them."""
    desk = caller.desk()
    found = desk.teams()
    if caller.json:
        caller.document(found)
        return 0
    people = desk.agents()
    rows = [tuple(caller.say(Message(f"cli.col_{name}")) for name in ("id", "name", "people"))]
    for team in found:
        members = ", ".join(agent.shown for agent in people if team.id in agent.teams and agent.active)
        rows.append((team.id, team.shown(caller.lang), members or "–"))
    caller.out(*columns(rows))
    return 0


@command("add", help="cli.help_teams_add")
@argument("id")
@option("--zh", code="cli.opt_team_zh", default="", metavar="NAME")
@option("--en", code="cli.opt_team_en", default="", metavar="NAME")
def add_team(caller: Caller, id: str, zh: str, en: str) -> int:
    """A team is made, or named anew."""
    from agentdesk.desk.verbs.people import AddTeam

    me = caller.me()
    return caller.done(caller.desk().do(AddTeam(id=id, name_zh=zh, name_en=en), actor=me.id))


for _made in (list_agents, add_agent, change_agent):
    agents.add_command(_made)
for _made in (list_teams, add_team):
    teams.add_command(_made)
