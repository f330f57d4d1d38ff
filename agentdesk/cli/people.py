"""`agents` and `teams`: who works here."""

from typing import TYPE_CHECKING, Any

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, Group, argument, command, option
from agentdesk.cli.names import team_shown
from agentdesk.cli.table import columns
from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.model import Agent


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
        rows.append((agent.name, agent.display, role, _capacity(agent), " ".join(agent.languages), shown))
    caller.out(*columns(rows, right=frozenset({3})))
    return 0


_TEAMS = option("--teams", code="cli.opt_agent_teams", metavar="A,B")
_SKILLS = option("--skills", code="cli.opt_agent_skills", metavar="A,B")
_LANGUAGES = option("--languages", code="cli.opt_agent_languages", metavar="A,B")
_ROLE = option("--role", code="cli.opt_agent_role", metavar="ROLE")


class Capacity(click.ParamType[tuple[int | None, dict[str, int]]]):
    """A whole number, room in single channels, or both: `6`, `chat=8,email=20`, `6,chat=8`."""

    name = "capacity"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, dict[str, int]]:
        """Return the number, if there is one, and the room by channel; raises `Refusal`."""
        general: int | None = None
        rooms: dict[str, int] = {}
        for word in _list(str(value)) or ("",):
            channel, named, number = word.rpartition("=")
            if named:
                rooms[channel] = Count(0, 1000).convert(number, param, ctx)
            else:
                general = Count(1, 1000).convert(number, param, ctx)
        return general, rooms


_CAPACITY = option("--capacity", code="cli.opt_agent_capacity", type=Capacity(), metavar="N|CHANNEL=N,…")
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
    general, rooms = given.pop("capacity") or (None, {})
    wanted = {**given, **lists, "capacity": general, "rooms": rooms or None}
    return {name: value for name, value in wanted.items() if value is not None}


def _capacity(agent: "Agent") -> str:
    return " ".join((str(agent.capacity), *(f"{channel}={number}" for channel, number in agent.rooms.items())))


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
