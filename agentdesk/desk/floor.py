"""The floor: how every team and every person stands, as a supervisor sees it. Each number is bounded, by an index."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk.command import LEADING
from agentdesk.desk.queue import LIVE, MOST_COUNTED
from agentdesk.desk.sharing.people import state_of
from agentdesk.lang import Message
from agentdesk.model import Agent, Team
from agentdesk.store.protocol import Reader, Scope
from agentdesk.store.side import Seen

SOON: Final = 15 * MINUTE
NEAR: Final = HOUR
LOOKED_BACK: Final = 5_000
"""The last action is looked for in so many of the newest events."""


class TeamLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a team stands; each count goes to 1,000."""

    team: str | None
    """Its id, None for the tickets of no team."""
    open: int
    free: int
    """Open ones that nobody owns."""
    waiting_since: int | None
    """Since when that customer waits who waits longest for an answer."""
    soon: int
    """Open ones with a promise that is late or due within 15 minutes."""
    near: int
    """The same within 60 minutes."""
    solved: int
    """Solved since midnight in the desk's zone, by whom ever; those reopened since are not counted."""


class AgentLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a person stands."""

    agent: str
    name: str
    online: bool
    """Whether the desk is on their screen."""
    typing: bool
    ticket: int | None
    """What they have open there."""
    subject: str
    load: int
    """Tickets of theirs in which we owe the next step, counted to 1,000."""
    capacity: int
    state: str = ""
    """One of `Duty`; "lost" for who works and gives no sign, "" for who never said."""
    since: int = 0
    """Since when."""
    break_asked: int | None = None
    """When a break was asked for that waits for a yes."""
    acted_at: int | None
    """When they last did something at the desk; None when that is long ago."""


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """Teams by id, the tickets of no team last if there are any; people by name."""

    teams: tuple[TeamLine, ...] = ()
    agents: tuple[AgentLine, ...] = ()


def not_for(agent: Agent) -> Message | None:
    """Return why an agent may not see the floor; None when they may."""
    if agent.role in LEADING:
        return None
    return Message(
        "desk.role", {"role": Message(f"desk.role_{agent.role}"), "needs": ", ".join(sorted(map(str, LEADING)))}
    )


def read_floor(
    reader: Reader, present: tuple[Seen, ...], now: int, zone: str, lost: frozenset[str] = frozenset()
) -> Floor:
    """Return the floor as it is at `now`; "today" begins at midnight in `zone`."""
    today, seen = midnight(now, zone), {sign.agent: sign for sign in present}
    acts = reader.latest_acts(LOOKED_BACK)
    teams = [_team(reader, team, now, today) for team in (*reader.teams(), None)]
    return Floor(
        teams=tuple(line for line in teams if line is not None),
        agents=tuple(
            _agent(reader, agent, seen.get(agent.id), acts.get(agent.id), state_of(agent, lost=agent.id in lost))
            for agent in reader.agents()
            if agent.active
        ),
    )


def midnight(now: int, zone: str) -> int:
    """Return when the day of `now` began in a zone."""
    local = datetime.fromtimestamp(now / 1000, ZoneInfo(zone))
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return int(start.timestamp() * 1000)


def _team(reader: Reader, team: Team | None, now: int, today: int) -> TeamLine | None:
    """Return a team's line; None for a team that is no more, and for no team, when they have nothing open."""
    name = team.id if team is not None else None

    def count(scope: Scope) -> int:
        return reader.lane_count(scope, None, MOST_COUNTED)

    opened = count(Scope(teams=(name,)))
    if not opened and (team is None or not team.active):
        return None
    return TeamLine(
        team=name,
        open=opened,
        free=count(Scope(teams=(name,), free=True)),
        waiting_since=reader.waits_since(name),
        soon=count(Scope(teams=(name,), due_before=now + SOON)),
        near=count(Scope(teams=(name,), due_before=now + NEAR)),
        solved=reader.solved_since(name, today, MOST_COUNTED),
    )


def _agent(reader: Reader, agent: Agent, sign: Seen | None, acted_at: int | None, state: str) -> AgentLine:
    ticket = reader.ticket(sign.ticket) if sign is not None and sign.ticket is not None else None
    return AgentLine(
        agent=agent.id,
        name=agent.shown,
        online=sign is not None,
        typing=sign is not None and sign.typing,
        ticket=ticket.id if ticket is not None else None,
        subject=(ticket.subject or ticket.preview) if ticket is not None else "",
        load=reader.lane_count(Scope(owner=agent.id, states=LIVE[:1]), None, MOST_COUNTED),
        capacity=agent.capacity,
        state=state,
        since=agent.duty_since,
        break_asked=agent.break_asked,
        acted_at=acted_at,
    )
