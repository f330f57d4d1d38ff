"""Assign: the desk gives tickets that nobody owns to who fits, has room and has the least."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.sharing.choosing import Chosen, choose, is_there
from agentdesk.desk.sharing.giving import owning
from agentdesk.desk.sharing.loads import Loads
from agentdesk.desk.verbs.reroute import find_team, team_name
from agentdesk.desk.work import Work
from agentdesk.model import Event, State, Ticket, key_of, stream_of

MOST_MOVED = 200
"""A rebalance moves so many tickets at once: others wait for it."""


class Assign(Command, frozen=True):
    """Give these tickets to people, in this order, each to whoever is next then; `absent` are those without a sign."""

    roles = LEADING

    tickets: tuple[int, ...]
    absent: frozenset[str] = frozenset()

    def decide(self, work: Work) -> None:
        """Record what is given; nothing for a ticket that is no longer free, or that nobody has room for."""
        giving = Giving(work, self.absent)
        for number in self.tickets:
            ticket = work.tx.ticket(number)
            if ticket is not None and ticket.owner is None and ticket.state == State.OPEN and not ticket.archived:
                giving.give(ticket)


class Rebalance(Command, frozen=True):
    """Share a team's work anew: what is too much for somebody and unanswered, and what nobody owns."""

    roles = LEADING

    team: str
    absent: frozenset[str] = frozenset()

    def decide(self, work: Work) -> None:
        """Record what moves, one event a ticket and one for all of it, by which it can be taken back."""
        team, number = find_team(work, self.team), work.chance.token()
        work.marks = {"bulk": number}
        giving = Giving(work, self.absent)
        taken = (t for t in _too_much(work, giving, team) if giving.give(t, why="rebalance"))
        moved = sum(1 for _ in islice(taken, MOST_MOVED))
        free = work.tx.backlog(team, None, MOST_MOVED - moved)
        moved += sum(giving.give(ticket, why="rebalance") for ticket in free)
        if moved:
            done = [[int(key_of(event.stream)), event.version] for event in work.events]
            work.record(stream_of("bulk", number), "bulk.rebalanced", {"team": team, "done": done, "refused": []})
        self._say(work, giving, team, moved)

    def _say(self, work: Work, giving: "Giving", team: str, moved: int) -> None:
        if not moved and not giving.is_anybody_of(team):
            work.say("sharing.nobody_there", team=team_name(work, team))
        else:
            work.say("sharing.rebalanced", n=moved, team=team_name(work, team))


class Giving:
    """Gives tickets within one transaction; what was given counts for the next one."""

    def __init__(self, work: Work, absent: frozenset[str]) -> None:
        everybody = work.tx.agents()
        self._work = work
        self._there = {agent.id: agent for agent in everybody if is_there(agent) and agent.id not in absent}
        self._skipped = {agent: work.tx.skipped(agent, work.now) for agent in self._there}
        self.everybody = everybody
        self.loads = Loads(work.tx, work.book.sharing, everybody)

    def is_anybody_of(self, team: str) -> bool:
        """Whether anybody of a team is at work."""
        return any(team in agent.teams for agent in self._there.values())

    def give(self, ticket: Ticket, why: str = "") -> bool:
        """Record that a ticket goes to whoever is next; False when there is nobody."""
        able = (a for a in self._there.values() if a.id != ticket.owner and ticket.id not in self._skipped[a.id])
        chosen = choose(ticket, able, self.loads, given=not why)
        if chosen is None:
            return False
        event = self._record(ticket, chosen, why)
        if ticket.owner is not None:
            self.loads.put(ticket.owner, ticket, -1)
        self.loads.put(chosen.agent.id, ticket)
        self._there[chosen.agent.id] = msgspec.structs.replace(chosen.agent, given_at=event.at)
        return True

    def _record(self, ticket: Ticket, chosen: Chosen, why: str) -> Event:
        reason: dict[str, Any] = {"by": chosen.by, "among": chosen.among, "load": chosen.room.words()}
        if why:
            reason["why"] = why
        changes = owning(self._work, ticket, chosen.agent.id)
        self._work.change(ticket, "ticket.assigned", changes, given=chosen.agent.id, reason=reason)
        return self._work.events[-1]


def _too_much(work: Work, giving: Giving, team: str) -> Iterator[Ticket]:
    """Yield what people of a team have beyond their room and did not begin to answer, the last in order first.

    Each is looked at when the one before it was given away.
    """
    for agent in giving.everybody:
        if team not in agent.teams:
            continue
        for ticket in reversed(work.tx.owned(agent.id, MOST_MOVED)):
            movable = ticket.team == team and ticket.state == State.OPEN and not ticket.dedicated
            if movable and ticket.last_agent_at is None and giving.loads.room(agent.id, ticket.channel).is_over:
                yield ticket
