"""Claim: a ticket becomes an agent's to follow until it is solved."""

import msgspec

from agentdesk.desk.command import Command
from agentdesk.desk.queue import View, queue_head
from agentdesk.desk.sharing.choosing import unable
from agentdesk.desk.sharing.giving import owning, say_taken
from agentdesk.desk.verbs.handoff import accepting
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Agent, Ticket


class Claim(Command, frozen=True):
    """Take this ticket; refused, with who and when, when someone else owns it and does not offer it."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the claim; a ticket that is mine already stays so without a word in the journal."""
        me = work.me()
        ticket = work.live_ticket(self.ticket)
        if ticket.owner == me.id:
            work.tickets[ticket.id] = ticket
            work.say("desk.already_yours", ticket=ticket.id)
            return
        if ticket.owner is not None:
            handed = accepting(work, ticket, me)
            if handed is None:
                raise taken(work, ticket)
            work.change(ticket, "ticket.accepted", handed, given=me.id)
            work.say("desk.accepted", ticket=ticket.id)
            return
        if ticket.accused == me.id:
            raise Refusal(Why.FORBIDDEN, "desk.accused", ticket=ticket.id)
        work.change(ticket, "ticket.claimed", owning(work, ticket, me.id), given=me.id)
        say_taken(work, me, ticket)


class ClaimNext(Command, frozen=True):
    """Take the first ticket in order that nobody owns and that fits: of these teams or of all the agent's own, in a
    language they speak, with what they know, not about them, and not one that they skipped a while ago.

    Every fourth pull takes from the tickets that are not urgent, while there is one, so that none of them starves.
    """

    teams: tuple[str, ...] = ()

    def decide(self, work: Work) -> None:
        """Record the claim of the queue's head; refused when there is none."""
        agent = work.tx.agent(work.me().id) or work.me()
        found = next_for(work, agent, self.teams)
        turn = {"agent": agent.id, "turn": agent.turn + 1}
        work.change(found, "ticket.claimed", owning(work, found, agent.id), turn=turn, given=agent.id)
        work.person = msgspec.structs.replace(agent, turn=agent.turn + 1)
        say_taken(work, agent, found)


def next_for(work: Work, agent: Agent, teams: tuple[str, ...] = ()) -> Ticket:
    """Return the first ticket in order that fits a person; raises `Refusal` when there is none."""
    view = View(name="unassigned", agent=agent.id, teams=teams or agent.teams)
    skipped = work.tx.skipped(agent.id, work.now)
    found = queue_head(work.tx, view, agent.turn, lambda ticket: _fits(agent, ticket, skipped))
    if found is None:
        raise Refusal(Why.MISSING, "desk.queue_empty")
    return found


def _fits(agent: Agent, ticket: Ticket, skipped: frozenset[int]) -> bool:
    return ticket.accused != agent.id and ticket.id not in skipped and unable(agent, ticket) is None


def taken(work: Work, ticket: Ticket) -> Refusal:
    """Someone else owns the ticket: say who, and since when."""
    since = ticket.updated_at
    for event in reversed(work.tx.events(f"ticket:{ticket.id}")):
        if event.data.get("set", {}).get("owner") == ticket.owner:
            since = event.at
            break
    return Refusal(Why.CONFLICT, "desk.taken", ticket=ticket.id, who=work.name_of(ticket.owner), at=work.time(since))
