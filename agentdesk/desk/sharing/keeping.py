"""The keeper's share: it gives free tickets of push teams to people, and takes back what a lost screen left."""

from typing import TYPE_CHECKING, Final

from agentdesk.desk.sharing.choosing import choose, is_there
from agentdesk.desk.sharing.loads import Loads
from agentdesk.model import Agent, Duty

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk
    from agentdesk.desk.sharing.policy import Sharing
    from agentdesk.model import Ticket
    from agentdesk.store.protocol import Backlog, Reader

LOOKED: Final = 400
"""So many tickets of a team's backlog are looked at in one tick."""
TOGETHER: Final = 50
"""Tickets that are given in one transaction: others wait for it."""


class Sharer:
    """Shares out work while its keeper holds the lease; remembers how far it looked where nothing fits anybody."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._places: dict[str | None, Backlog] = {}

    def tick(self) -> int:
        """Take back and give out what is due; return how many tickets were given."""
        sharing = self._desk.rulebook().sharing
        self._take_back(sharing)
        if not (sharing.assign == "push" or any(team.assign == "push" for team in sharing.teams.values())):
            return 0
        return self._give(sharing)

    def _take_back(self, sharing: "Sharing") -> None:
        from agentdesk.desk.verbs.presence import TakeBack

        desk = self._desk
        before = desk.clock.now() - sharing.grace
        for agent in sorted(desk.side.lost(before)):
            known = desk.reader().agent(agent)
            if known is not None and known.duty in (Duty.ONLINE, Duty.BUSY):
                while desk.do(TakeBack(agent), actor="keeper").tickets:
                    pass
            desk.side.forget_lost(agent, before)

    def _give(self, sharing: "Sharing") -> int:
        from agentdesk.desk.verbs.assign import Assign

        desk = self._desk
        absent = desk.absent()
        wanted = self._wanted(desk.reader(), sharing, absent)
        given = 0
        for start in range(0, len(wanted), TOGETHER):
            done = desk.do(Assign(tuple(wanted[start : start + TOGETHER]), absent), actor="keeper")
            given += len(done.tickets)
        return given

    def _wanted(self, reader: "Reader", sharing: "Sharing", absent: frozenset[str]) -> list[int]:
        """Return the tickets that somebody has room for, seen without holding anybody up."""
        teams = [team for team in (*(known.id for known in reader.teams()), None) if sharing.pushes(team)]
        teams = [team for team in teams if reader.backlog(team, None, 1)]
        if not teams:
            return []
        there = [agent for agent in reader.agents() if is_there(agent) and agent.id not in absent]
        if not there:
            return []
        loads = Loads(reader, sharing, there)
        skipped = {agent.id: reader.skipped(agent.id, self._desk.clock.now()) for agent in there}
        found: list[int] = []
        for team in teams:
            members = [agent for agent in there if team is None or team in agent.teams]
            found += self._of_team(reader, team, members, loads, skipped)
        return found

    def _of_team(
        self,
        reader: "Reader",
        team: str | None,
        members: list[Agent],
        loads: Loads,
        skipped: dict[str, frozenset[int]],
    ) -> list[int]:
        if all(loads.is_full(agent.id) for agent in members):
            return []
        window = reader.backlog(team, self._places.get(team), LOOKED)
        found = [ticket.id for ticket in window if _finds(ticket, members, loads, skipped)]
        self._look_on(team, window, bool(found))
        return found

    def _look_on(self, team: str | None, window: "tuple[Ticket, ...]", found: bool) -> None:
        """Where a whole window fits nobody, the next tick looks behind it; else again from the oldest."""
        last = window[-1] if len(window) == LOOKED and not found else None
        if last is None:
            self._places.pop(team, None)
        else:
            self._places[team] = (NEVER if last.due_at is None else last.due_at, last.id)


NEVER: Final = 2**63 - 1
"""Where tickets without a promise stand in the order of the backlog."""


def _finds(ticket: "Ticket", members: list[Agent], loads: Loads, skipped: dict[str, frozenset[int]]) -> bool:
    chosen = choose(ticket, (agent for agent in members if ticket.id not in skipped[agent.id]), loads, given=True)
    if chosen is None:
        return False
    loads.put(chosen.agent.id, ticket)
    return True
