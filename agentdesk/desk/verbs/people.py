"""Who works at the desk: agents and teams come, change and go by events."""

from typing import Any

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.errors import wrong_role
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.verbs.reroute import find_agent, find_team
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import CHANNELS, Agent, Role, stream_of

FIRST = "system"
"""Actor of what a new desk begins with."""


class AddAgent(Command, frozen=True):
    """Somebody begins to work here; the first one may be added by the system."""

    roles = LEADING

    name: str
    display: str = ""
    role: str = Role.AGENT
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 6
    rooms: dict[str, int] | None = None
    """Room in single channels."""

    def decide(self, work: Work) -> None:
        """Record it; refused for a name that is taken or empty, an unknown role or team."""
        name = self.name.strip()
        if not name or not name.isprintable() or len(name) > 60:
            raise Refusal(Why.INPUT, "desk.bad_name", name=self.name[:60])
        if work.tx.agent_by_name(name) is not None:
            raise Refusal(Why.CONFLICT, "desk.name_taken", name=name)
        if self.role == Role.ADMIN:
            _admins_only(work)
        number = 1 + max((int(agent.id[1:]) for agent in work.tx.agents()), default=0)
        teams = tuple(find_team(work, team) for team in self.teams)
        kept = {
            "role": _role(self.role),
            "teams": teams,
            "skills": self.skills,
            "languages": self.languages,
            "capacity": _capacity(self.capacity),
            "rooms": _rooms(self.rooms or {}),
            "active": 1,
        }
        body = {"set": {"name": name, "display": self.display}}
        work.record(stream_of("agent", f"a{number}"), "agent.added", {"set": kept}, body)
        work.say("desk.agent_added", name=name)


class ChangeAgent(Command, frozen=True):
    """Somebody's role, teams, skills, languages or capacity changes; None leaves a thing as it is."""

    roles = LEADING

    agent: str
    display: str | None = None
    role: str | None = None
    teams: tuple[str, ...] | None = None
    skills: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    capacity: int | None = None
    rooms: dict[str, int] | None = None
    """Room in single channels; those that are not named keep what they have, 0 for none at all."""
    active: bool | None = None

    def decide(self, work: Work) -> None:
        """Record what changes; refused when nothing would."""
        agent = find_agent(work, self.agent)
        changes: dict[str, Any] = {
            "role": None if self.role is None else _role(self.role),
            "teams": None if self.teams is None else tuple(find_team(work, team) for team in self.teams),
            "skills": self.skills,
            "languages": self.languages,
            "capacity": None if self.capacity is None else _capacity(self.capacity),
            "rooms": None if self.rooms is None else agent.rooms | _rooms(self.rooms),
            "active": None if self.active is None else int(self.active),
        }
        kept = {name: value for name, value in changes.items() if value is not None and value != getattr(agent, name)}
        body = {"set": {"display": self.display}} if self.display not in (None, agent.display) else None
        if not kept and body is None:
            raise Refusal(Why.CONFLICT, "desk.agent_same", name=agent.name)
        if "role" in kept and Role.ADMIN in (kept["role"], agent.role):
            _admins_only(work)
        _keep_an_admin(work, agent, kept)
        work.record(stream_of("agent", agent.id), "agent.changed", {"set": kept} if kept else {}, body)
        work.say("desk.agent_changed", name=agent.name)


class AddTeam(Command, frozen=True):
    """A team is made, or named anew."""

    roles = LEADING

    id: str
    name_zh: str = ""
    name_en: str = ""
    active: bool = True

    def decide(self, work: Work) -> None:
        """Record it; nothing when it is so already."""
        team = self.id.strip()
        if not team or not team.replace("-", "").replace("_", "").isalnum():
            raise Refusal(Why.INPUT, "desk.bad_team", name=self.id[:60])
        known = next((known for known in work.tx.teams() if known.id == team), None)
        wanted = {"name_zh": self.name_zh, "name_en": self.name_en, "active": self.active}
        if known is not None and all(getattr(known, name) == value for name, value in wanted.items()):
            return
        kind = "team.added" if known is None else "team.changed"
        work.record(stream_of("team", team), kind, {"set": {**wanted, "active": int(self.active)}})
        work.say("desk.team_added", team=team)


def _role(role: str) -> str:
    if role not in list(Role):
        raise Refusal(Why.INPUT, "desk.no_role", role=role[:40], near=nearest_word(role, list(Role)))
    return str(role)


def _capacity(capacity: int) -> int:
    if not 1 <= capacity <= 1000:
        raise Refusal(Why.INPUT, "desk.bad_capacity", capacity=capacity)
    return capacity


def _rooms(rooms: dict[str, int]) -> dict[str, int]:
    for channel, capacity in rooms.items():
        if channel not in CHANNELS:
            raise Refusal(Why.INPUT, "sharing.no_channel", channel=channel[:40], near=nearest_word(channel, CHANNELS))
        if not 0 <= capacity <= 1000:
            raise Refusal(Why.INPUT, "desk.bad_capacity", capacity=capacity)
    return dict(rooms)


def _admins_only(work: Work) -> None:
    """Only an admin makes or unmakes an admin; a new desk's first one is made by the system."""
    if work.person is not None and work.person.role != Role.ADMIN:
        told = wrong_role(work.person.role, (Role.ADMIN,))
        raise Refusal(Why.FORBIDDEN, told.code, **told.params)


def _keep_an_admin(work: Work, agent: Agent, changes: dict[str, Any]) -> None:
    """A desk that nobody may run any more cannot be mended from within: refuse."""
    leaves = not changes.get("active", 1) or changes.get("role", Role.ADMIN) != Role.ADMIN
    if agent.role != Role.ADMIN or not leaves:
        return
    others = (a for a in work.tx.agents() if a.id != agent.id and a.active and a.role == Role.ADMIN)
    if next(others, None) is None:
        raise Refusal(Why.CONFLICT, "desk.last_admin", name=agent.name)
