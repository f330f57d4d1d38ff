"""What an agent promised the customer by a time: given, kept, or taken back with a reason."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.verbs.reroute import promising
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, Ticket


class PromiseCustomer(Command, frozen=True):
    """Note what the customer was promised, and by when; it travels with the ticket and takes the place of another."""

    ticket: int
    text: str
    by: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; refused without words, and for a moment that is past."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        work.guard(ticket, self.seen, "promised.given", "ticket.rerouted", "ticket.solved")
        work.change(ticket, "promised.given", promising(work, ticket, self.text, self.by))
        work.say("desk.promised", ticket=ticket.id, until=work.time(self.by))


class KeepPromise(Command, frozen=True):
    """What was promised has been done."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it, and whether it was in time; refused when nothing is promised."""
        ticket = _promised(work, self.ticket, self.seen)
        late = ticket.promised_at is not None and ticket.promised_at < work.now
        work.change(ticket, "promised.kept", unpromised(), late=late)
        work.say("desk.promise_kept", ticket=ticket.id)


class WithdrawPromise(Command, frozen=True):
    """What was promised holds no more; `reason` says why, for colleagues."""

    ticket: int
    reason: str
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it with its reason."""
        ticket = _promised(work, self.ticket, self.seen)
        if not self.reason.strip():
            raise Refusal(Why.INPUT, "desk.withdraw_reason")
        message = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.reason})
        work.change(ticket, "promised.withdrawn", unpromised() | {"messages": ticket.messages + 1}, message=message)
        work.say("desk.promise_withdrawn", ticket=ticket.id)


def unpromised() -> dict[str, Any]:
    """Return the change that ends a promise."""
    return {"promise": "", "promised_at": None, "promised_who": None}


_ENDS = (
    "promised.given",
    "promised.kept",
    "promised.withdrawn",
    "ticket.rerouted",
    "ticket.offered",
    "ticket.absorbed",
    "ticket.merged",
)
"""What ends a promise or puts another one in its place."""


def _promised(work: Work, number: int, seen: int | None) -> Ticket:
    ticket = work.ticket(number)
    mine(work, ticket)
    work.guard(ticket, seen, *_ENDS)
    if ticket.promised_at is None:
        raise Refusal(Why.CONFLICT, "desk.no_promise", ticket=ticket.id)
    return ticket
