"""Founding a desk: an empty store with rules, teams, and the first people."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from agentdesk.clock import Chance, Clock
from agentdesk.desk.desk import Desk
from agentdesk.desk.rulebook import compile_files
from agentdesk.desk.verbs.people import FIRST, AddAgent
from agentdesk.desk.verbs.rules import put_in_force
from agentdesk.model import Role


class NewAgent(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the file that a desk is founded with."""

    name: str
    display: str = ""
    role: str = Role.AGENT
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 6
    rooms: dict[str, int] = {}


def found(
    path: Path,
    founder: str,
    files: Mapping[str, str],
    people: Sequence[NewAgent] = (),
    *,
    clock: Clock | None = None,
    chance: Chance | None = None,
) -> Desk:
    """Make a desk at `path` with these rules, and return it; `founder` is its first admin.

    Where there is a desk already it is opened, and only what it lacks is added. Raises `Refusal`, `RuleErrors`.
    """
    desk = Desk.open(path, clock=clock, chance=chance, create=True)
    if not desk.rules_hash():
        digest = compile_files(files).rules.hash
        with desk.work(FIRST) as work:
            if not work.tx.rules_hash()[0]:
                put_in_force(work, dict(files), digest, "")
    known = {agent.name for agent in desk.agents()}
    wanted = [AddAgent(**{name: getattr(p, name) for name in NewAgent.__struct_fields__}) for p in people]
    if not known and founder not in {person.name for person in people}:
        teams = tuple(team.id for team in desk.teams())
        wanted.insert(0, AddAgent(name=founder, role=Role.ADMIN, teams=teams))
    fresh = [command for command in wanted if command.name not in known]
    if fresh:
        desk.do(*fresh, actor=FIRST)
    return desk


def read_people(text: str) -> tuple[NewAgent, ...]:
    """Return the people of a YAML text `agents: [{name, display, role, teams, languages, capacity}, …]`."""
    import yaml

    return tuple(msgspec.convert(yaml.safe_load(text)["agents"], list[NewAgent], strict=False))
