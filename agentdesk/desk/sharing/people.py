"""Who is there, as colleagues see it: the state that somebody said, the sign of life, and how full they are."""

from collections.abc import Iterable

import msgspec

from agentdesk.desk.sharing.loads import Loads
from agentdesk.desk.sharing.policy import ONE, Sharing
from agentdesk.model import CHANNELS, Agent, Duty
from agentdesk.store.protocol import Reader


class PresenceLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a person stands."""

    agent: str
    name: str
    state: str
    """One of `Duty`; "lost" for who works and gives no sign, "" for who never said."""
    since: int
    """Since when, ms since the epoch; 0 for who never said."""
    break_asked: int | None
    """When a break was asked for that waits for a yes."""
    load: float
    """What they have that counts, by weight."""
    capacity: int
    """What fits in, in all rooms."""
    rooms: dict[str, str]
    """How full each room is, `5.5/6`, by channel; "" is the room of all channels that have none of their own."""


def read_presence(reader: Reader, sharing: Sharing, lost: frozenset[str]) -> tuple[PresenceLine, ...]:
    """Return everybody who works here, by name; `lost` are those whose screen gives no sign."""
    agents = tuple(agent for agent in reader.agents() if agent.active)
    loads = Loads(reader, sharing, agents)
    return tuple(_line(agent, loads, agent.id in lost) for agent in agents)


def state_of(agent: Agent, *, lost: bool) -> str:
    """Return the state that colleagues see."""
    return "lost" if lost and agent.duty in (Duty.ONLINE, Duty.BUSY) else agent.duty


def _line(agent: Agent, loads: Loads, lost: bool) -> PresenceLine:
    return PresenceLine(
        agent=agent.id,
        name=agent.shown,
        state=state_of(agent, lost=lost),
        since=agent.duty_since,
        break_asked=agent.break_asked,
        load=loads.total(agent.id) / ONE,
        capacity=loads.capacity(agent.id) // ONE,
        rooms={room: loads.room(agent.id, room).words() for room in _rooms(loads.rooms(agent.id))},
    )


def _rooms(named: Iterable[str]) -> list[str]:
    return ["", *(channel for channel in CHANNELS if channel in set(named))]
