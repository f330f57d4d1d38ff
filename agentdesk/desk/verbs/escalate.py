"""Escalate: a supervisor or lead is called to a ticket, with a reason; who follows it goes on."""

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Author, Role

LEVELS = (Role.SUPERVISOR, Role.LEAD)
"""Who can be called, in rising order."""


class Escalate(Command, frozen=True):
    """Call a supervisor or lead; `reason` says what for."""

    ticket: int
    reason: str
    to: str = Role.SUPERVISOR
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it with its reason; refused when that level was called already."""
        if self.to not in LEVELS:
            near = nearest_word(self.to, list(LEVELS))
            raise Refusal(Why.INPUT, "desk.no_level", level=self.to[:40], near=near)
        if not self.reason.strip():
            raise Refusal(Why.INPUT, "desk.escalate_reason")
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        work.guard(ticket, self.seen, "ticket.escalated", "ticket.rerouted", "ticket.solved")
        to = Message(f"desk.role_{self.to}")
        if ticket.escalated_to == self.to and not ticket.escalated_for:
            raise Refusal(Why.CONFLICT, "desk.escalated_already", ticket=ticket.id, to=to)
        changes = {
            "escalated_at": work.now,
            "escalated_to": self.to,
            "escalated_for": "",
            "messages": ticket.messages + 1,
        }
        message = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.reason})
        work.change(ticket, "ticket.escalated", changes, message=message)
        work.say("desk.escalated", ticket=ticket.id, to=to)


class Deescalate(Command, frozen=True):
    """The ticket needs nobody above any more; the owner follows it as before."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; refused when it is not escalated."""
        ticket = work.ticket(self.ticket)
        mine(work, ticket)
        work.guard(ticket, self.seen, "ticket.escalated", "ticket.deescalated")
        if ticket.escalated_at is None:
            raise Refusal(Why.CONFLICT, "desk.not_escalated", ticket=ticket.id)
        work.change(ticket, "ticket.deescalated", {"escalated_at": None, "escalated_to": None, "escalated_for": ""})
        work.say("desk.deescalated", ticket=ticket.id)
