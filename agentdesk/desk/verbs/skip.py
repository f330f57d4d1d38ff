"""Skip: the next ticket goes by, with a reason; for a while it is not offered to that person again."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.sharing.giving import not_dedicated
from agentdesk.desk.verbs.claim import next_for, taken
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, Ticket


class Skip(Command, frozen=True):
    """Let a ticket go by: the one that `next` would take, or this one; one that I own goes back to its team."""

    reason: str
    ticket: int | None = None
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it with its reason; refused without one, and for somebody else's ticket."""
        me = work.me()
        if not self.reason.strip():
            raise Refusal(Why.INPUT, "sharing.skip_reason")
        ticket = self._ticket(work)
        if ticket.owner not in (None, me.id):
            raise taken(work, ticket)
        not_dedicated(ticket)
        work.guard(ticket, self.seen, "ticket.rerouted", "ticket.claimed")
        changes: dict[str, Any] = {"messages": ticket.messages + 1}
        if ticket.owner is not None:
            changes["owner"] = None
        skip = {"agent": me.id, "until": work.now + work.book.sharing.skip}
        message = ({"author": Author.NOTE, "agent": me.id}, {"text": self.reason})
        work.change(ticket, "ticket.skipped", changes, skip=skip, message=message)
        work.say("sharing.skipped", ticket=ticket.id)

    def _ticket(self, work: Work) -> Ticket:
        if self.ticket is not None:
            return work.live_ticket(self.ticket)
        return next_for(work, work.tx.agent(work.me().id) or work.me())
