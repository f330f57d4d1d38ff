"""Snooze: out of sight until a time; the customer's promises run on."""

from agentdesk.desk.command import Command
from agentdesk.desk.verbs.access import mine, taking
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, State


class Snooze(Command, frozen=True):
    """Put a ticket aside until the moment `until`; it comes back earlier when the customer writes."""

    ticket: int
    until: int
    note: str = ""

    def decide(self, work: Work) -> None:
        """Record it; refused for a moment that is past."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        if self.until <= work.now:
            raise Refusal(Why.INPUT, "desk.snooze_past", until=work.time(self.until))
        changes: dict[str, object] = {"state": State.SNOOZED, "snoozed_until": self.until}
        changes |= taking(work, ticket)
        message = None
        if self.note.strip():
            changes["messages"] = ticket.messages + 1
            message = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.note})
        work.change(ticket, "ticket.snoozed", changes, message=message)
        work.say("desk.snoozed", ticket=ticket.id, until=work.time(self.until))
