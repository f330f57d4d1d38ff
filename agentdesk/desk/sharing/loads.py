"""How much everybody has: weighted tickets by room, counted once and kept right through many assignments."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from agentdesk.desk.sharing.policy import GENERAL, ONE, Sharing
from agentdesk.model import Agent, Priority, State, Ticket
from agentdesk.store.protocol import Reader


class Room(msgspec.Struct, frozen=True):
    """What somebody has in the channels that share a room, and how much fits in; both in hundredths."""

    load: int
    capacity: int

    @property
    def is_over(self) -> bool:
        """Whether more is in it than fits."""
        return self.load > self.capacity

    def words(self) -> str:
        """Return it as people say it: `7/6`, `5.5/6`."""
        return f"{self.load / ONE:g}/{self.capacity / ONE:g}"


class Loads:
    """Who has how much; begins with what the tables say."""

    def __init__(self, reader: Reader, sharing: Sharing, agents: Iterable[Agent]) -> None:
        self.sharing = sharing
        self._reader = reader
        self._awaited: dict[str, bool] = {}
        self._agents = {agent.id: agent for agent in agents}
        self._rooms = {agent.id: sharing.rooms_of(agent.teams, agent.rooms) for agent in self._agents.values()}
        self._held: defaultdict[tuple[str, str], int] = defaultdict(int)
        for held in reader.held(tuple(self._agents)):
            if self._counts(held.state, held.channel):
                weight = held.count * sharing.weight(held.kind, held.channel)
                self._held[held.owner, self._room(held.owner, held.channel)] += weight

    def _counts(self, state: str, channel: str) -> bool:
        return state == State.OPEN or (state == State.PENDING and channel in self.sharing.holding)

    def _room(self, agent: str, channel: str) -> str:
        return channel if channel in self._rooms[agent] else GENERAL

    def of(self, ticket: Ticket) -> int:
        """Return what a ticket counts while we owe the next step, in hundredths."""
        return self.sharing.weight(ticket.kind, ticket.channel)

    def room(self, agent: str, channel: str) -> Room:
        """Return how full the room is that a person has for a channel."""
        room = self._room(agent, channel)
        capacity = self._rooms[agent][room] if room else self._agents[agent].capacity
        return Room(self._held[agent, room], capacity * ONE)

    def rooms(self, agent: str) -> tuple[str, ...]:
        """Return the channels in which a person has a room of its own."""
        return tuple(self._rooms[agent])

    def total(self, agent: str) -> int:
        """Return all that a person has, in hundredths."""
        return sum(self._held[agent, room] for room in (GENERAL, *self._rooms[agent]))

    def capacity(self, agent: str) -> int:
        """Return all that fits into a person's rooms, in hundredths."""
        return sum(self.room(agent, room).capacity for room in (GENERAL, *self._rooms[agent]))

    def takes(self, agent: str, ticket: Ticket) -> bool:
        """Whether a ticket still fits into a person's room."""
        room = self.room(agent, ticket.channel)
        return room.load + self.of(ticket) <= room.capacity

    def takes_given(self, agent: str, ticket: Ticket) -> bool:
        """Whether the desk itself may give it: what a person's teams that pull wait for keeps its share of the room.

        Who has nothing gets something, and what is urgent goes before.
        """
        if not self.takes(agent, ticket):
            return False
        if ticket.priority == Priority.URGENT or not self._is_awaited(agent) or not self.total(agent):
            return True
        room = self.room(agent, ticket.channel)
        return (room.load + self.of(ticket)) * 100 <= room.capacity * (100 - self.sharing.keep)

    def _is_awaited(self, agent: str) -> bool:
        """Whether somebody waits in a person's teams that pull."""
        return any(self._waits_in(team) for team in self._agents[agent].teams if not self.sharing.pushes(team))

    def _waits_in(self, team: str) -> bool:
        if team not in self._awaited:
            self._awaited[team] = bool(self._reader.backlog(team, None, 1))
        return self._awaited[team]

    def is_full(self, agent: str) -> bool:
        """Whether a person has no room left in any channel."""
        rooms = (self.room(agent, channel) for channel in (GENERAL, *self._rooms[agent]))
        return all(room.load >= room.capacity for room in rooms)

    def put(self, agent: str, ticket: Ticket, sign: int = 1) -> None:
        """Count an open ticket that a person got, or with `sign` -1 gave away."""
        self._held[agent, self._room(agent, ticket.channel)] += sign * self.of(ticket)
