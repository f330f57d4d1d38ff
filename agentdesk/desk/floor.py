"""The floor: how every team and every person stands, as a supervisor sees it.

Each number is a range of an index; counts are bounded, but for the loads, which count every live ticket that is owned.
"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk.command import LEADING
from agentdesk.desk.errors import wrong_role
from agentdesk.desk.pace import Pace, read_pace
from agentdesk.desk.queue import MOST_COUNTED
from agentdesk.desk.sharing.people import PresenceLine, read_presence
from agentdesk.desk.sharing.policy import Sharing
from agentdesk.lang import Message
from agentdesk.model import Agent, Incident, Stage, Team
from agentdesk.store.protocol import Reader, Scope
from agentdesk.store.side import Seen

SOON: Final = 15 * MINUTE
NEAR: Final = HOUR
MOST_INCIDENTS: Final = 5
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
    rated: int
    """Ratings that came since midnight on tickets that were this team's then; a ticket's newest counts, once."""
    satisfaction: float | None
    """Their mean, from 1 to 5; None where nobody rated."""


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
    ticket_since: int | None
    """Since when that is open on their screen."""
    load: float
    """What they have that counts, by weight."""
    capacity: int
    """What fits in, in all their rooms."""
    rooms: dict[str, str]
    """How full each room is, `5.5/6`, by channel; "" is the room of all channels that have none of their own."""
    state: str = ""
    """One of `Duty`; "lost" for who works and gives no sign, "" for who never said."""
    since: int = 0
    """Since when."""
    break_asked: int | None = None
    """When a break was asked for that waits for a yes."""
    acted_at: int | None
    """When they last did something at the desk; None when that is long ago."""


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """Teams by id, the tickets of no team last if there are any; people by name; how it goes; what is out of order."""

    teams: tuple[TeamLine, ...] = ()
    agents: tuple[AgentLine, ...] = ()
    pace: Pace
    incidents: tuple[Incident, ...] = ()
    """The newest that are open, then the newest that are suspected."""


def not_for(agent: Agent) -> Message | None:
    """Return why an agent may not see the floor; None when they may."""
    if agent.role in LEADING:
        return None
    return wrong_role(agent.role, LEADING)


class Signs(msgspec.Struct, frozen=True):
    """Who gives a sign of life, and whose was lost."""

    present: tuple[Seen, ...]
    lost: frozenset[str]


def read_floor(reader: Reader, signs: Signs, sharing: Sharing, now: int, zone: str) -> Floor:
    """Return the floor as it is at `now`; "today" begins at midnight in `zone`."""
    today, seen = midnight(now, zone), {sign.agent: sign for sign in signs.present}
    acts = reader.latest_acts(LOOKED_BACK)
    people = read_presence(reader, sharing, signs.lost)
    teams = [_team(reader, team, now, today) for team in (*reader.teams(), None)]
    return Floor(
        teams=tuple(line for line in teams if line is not None),
        agents=tuple(_agent(reader, line, seen.get(line.agent), acts.get(line.agent)) for line in people),
        pace=read_pace(reader, now),
        incidents=reader.incidents((Stage.OPEN, Stage.SUSPECTED), MOST_INCIDENTS),
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
    rated, total = reader.rated_since(name, today, MOST_COUNTED)
    return TeamLine(
        team=name,
        open=opened,
        free=count(Scope(teams=(name,), free=True)),
        waiting_since=reader.waits_since(name),
        soon=count(Scope(teams=(name,), due_before=now + SOON)),
        near=count(Scope(teams=(name,), due_before=now + NEAR)),
        solved=reader.solved_since(name, today, MOST_COUNTED),
        rated=rated,
        satisfaction=total / rated if rated else None,
    )


def _agent(reader: Reader, line: PresenceLine, sign: Seen | None, acted_at: int | None) -> AgentLine:
    ticket = reader.ticket(sign.ticket) if sign is not None and sign.ticket is not None else None
    return AgentLine(
        agent=line.agent,
        name=line.name,
        online=sign is not None,
        typing=sign is not None and sign.typing,
        ticket=ticket.id if ticket is not None else None,
        subject=(ticket.subject or ticket.preview) if ticket is not None else "",
        ticket_since=sign.since if sign is not None and ticket is not None else None,
        load=line.load,
        capacity=line.capacity,
        rooms=line.rooms,
        state=line.state,
        since=line.since,
        break_asked=line.break_asked,
        acted_at=acted_at,
    )
