"""Reply: an answer to the customer, which leaves by the outbox."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.errors import empty_text, not_live
from agentdesk.desk.verbs.access import mine, taking
from agentdesk.desk.verbs.check import refuse_unchecked
from agentdesk.desk.verbs.solve import reopening
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, Sending, State, Ticket


class Reply(Command, frozen=True):
    """Answer the customer; `then` is the state afterwards: "pending", "open" or "solved".

    A ticket that nobody owns becomes the writer's. When the customer or a colleague wrote since `seen`, it is
    refused once, so that the agent reads that first. An answer does not solve a ticket whose checklist is not done.
    """

    ticket: int
    text: str
    seen: int | None = None
    then: str = "pending"
    articles: tuple[str, ...] = ()
    unchecked: bool = False
    """Whether it may be solved though its checklist is not done."""

    def decide(self, work: Work) -> None:
        """Record the answer and its delivery, held for a moment."""
        me = work.me()
        if not self.text.strip():
            raise empty_text()
        if self.then not in (State.PENDING, State.OPEN, State.SOLVED):
            raise Refusal(Why.INPUT, "desk.then", then=self.then)
        ticket = work.ticket(self.ticket)
        if ticket.archived or ticket.state == State.CLOSED:
            raise not_live(ticket)
        mine(work, ticket)
        if self.then == State.SOLVED and not self.unchecked:
            refuse_unchecked(ticket)
        work.guard(ticket, self.seen, "message.received", "message.replied", "ticket.solved", "ticket.rerouted")
        n = ticket.version + 1
        work.change(
            ticket,
            "message.replied",
            answered(ticket, self.then, work.now) | taking(work, ticket),
            message=({"n": n, "author": Author.AGENT, "agent": me.id}, {"text": self.text}),
            delivery=held(ticket, n, work.now + work.book.lifecycle.hold),
            used=self._used(work),
        )
        work.say("desk.replied", ticket=ticket.id)

    def _used(self, work: Work) -> list[tuple[str, int]] | None:
        found = [article for name in dict.fromkeys(self.articles) if (article := work.tx.article(name)) is not None]
        return [(article.id, article.used + 1) for article in found] or None


def held(ticket: Ticket, n: int, until: int) -> dict[str, Any]:
    """Return the delivery of message `n`, which waits until then before it leaves."""
    return {"n": n, "channel": ticket.channel, "state": Sending.HELD, "due_at": until}


def answered(ticket: Ticket, then: str, now: int) -> dict[str, Any]:
    """Return what an answer to the customer changes; `then` is the state afterwards."""
    changes: dict[str, Any] = {
        "state": then,
        "last_agent_at": now,
        "waiting_since": None,
        "messages": ticket.messages + 1,
        "snoozed_until": None,
    }
    if ticket.first_answer_at is None:
        changes["first_answer_at"] = now
    if ticket.promised_at is not None and ticket.promised_who is None:  # an answer is what was promised
        changes["promised_at"] = None
    if then == State.SOLVED:
        changes["solved_at"] = now
    elif ticket.solved_at is not None:
        changes |= reopening(ticket, now) | {"state": then}
    return changes
