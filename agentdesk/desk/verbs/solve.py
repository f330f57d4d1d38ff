"""Solve and reopen."""

from agentdesk.desk.command import Command
from agentdesk.desk.verbs.access import mine, taking
from agentdesk.desk.verbs.check import refuse_unchecked
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import State, Ticket


class Solve(Command, frozen=True):
    """Call a matter solved; `told` says that the customer knows, though nothing in the conversation shows it."""

    ticket: int
    told: bool = False
    seen: int | None = None
    unchecked: bool = False
    """Whether it is so though its checklist is not done."""

    def decide(self, work: Work) -> None:
        """Record it; a ticket whose customer was not told, or whose checklist is not done, is asked about first."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        work.guard(ticket, self.seen, "message.received", "ticket.rerouted", "ticket.claimed")
        if not self.told and not was_told(ticket):
            raise Refusal(Why.CONFLICT, "desk.solve_untold", ticket=ticket.id)
        if not self.unchecked:
            refuse_unchecked(ticket)
        changes: dict[str, object] = {
            "state": State.SOLVED,
            "solved_at": work.now,
            "snoozed_until": None,
            "waiting_since": None,
        }
        work.change(ticket, "ticket.solved", changes | taking(work, ticket))
        work.say("desk.solved", ticket=ticket.id)


class Reopen(Command, frozen=True):
    """Take a solved or closed ticket up again."""

    ticket: int

    def decide(self, work: Work) -> None:
        """Record it; refused when it is not solved, and when it is followed further in another one."""
        ticket = work.ticket(self.ticket)
        if ticket.merged_into is not None:
            raise Refusal(Why.CONFLICT, "desk.reopen_merged", ticket=ticket.id, other=ticket.merged_into)
        if ticket.archived or ticket.state not in (State.SOLVED, State.CLOSED):
            raise Refusal(Why.CONFLICT, "desk.not_solved", ticket=ticket.id)
        work.change(ticket, "ticket.reopened", reopening(ticket, work.now) | left_behind(work, ticket))
        work.say("desk.reopened", ticket=ticket.id)


def was_told(ticket: Ticket) -> bool:
    """Whether an agent's answer is the last word between us and the customer."""
    return ticket.last_agent_at is not None and ticket.waiting_since is None


def left_behind(work: Work, ticket: Ticket) -> dict[str, object]:
    """Return the change that frees a ticket whose owner does not work here any more, {} for any other."""
    owner = work.tx.agent(ticket.owner) if ticket.owner else None
    return {"owner": None} if owner is not None and not owner.active else {}


def reopening(ticket: Ticket, now: int) -> dict[str, object]:
    """Return the changes that take a solved ticket up again."""
    return {
        "state": State.OPEN,
        "solved_at": None,
        "closed_at": None,
        "reopened": ticket.reopened + 1,
        "reopened_at": now,
    }
