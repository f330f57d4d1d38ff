"""Deliver: how far an answer got; only a person sends again what may have arrived."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Delivery, Sending

RETRIES = (30_000, 120_000, 600_000, 3_600_000)
"""ms to wait after the first, second, … failure that is certain; after the last one it stays failed."""


class MarkSending(Command, frozen=True):
    """The keeper takes an answer out of the outbox, before the channel sees it."""

    ticket: int
    n: int

    def decide(self, work: Work) -> None:
        """Record it; refused when it is not held any more, so that two keepers never send the same."""
        delivery = _delivery(work, self.ticket, self.n)
        if delivery.state != Sending.HELD:
            raise Refusal(Why.CONFLICT, "desk.not_held", ticket=self.ticket)
        _note(work, delivery, state=Sending.SENDING, attempts=delivery.attempts + 1, due_at=work.now)


class MarkOutcome(Command, frozen=True):
    """What the channel said: "sent", "failed" for sure (tried again later), or "uncertain"."""

    ticket: int
    n: int
    state: str
    detail: str = ""

    def decide(self, work: Work) -> None:
        """Record it; a sure failure goes back to held until its tries are used up."""
        delivery = _delivery(work, self.ticket, self.n)
        if delivery.state != Sending.SENDING:
            raise Refusal(Why.CONFLICT, "desk.not_sending", ticket=self.ticket)
        detail = self.detail[:200]
        if self.state == Sending.FAILED and delivery.attempts <= len(RETRIES):
            due = work.now + RETRIES[delivery.attempts - 1]
            _note(work, delivery, state=Sending.HELD, due_at=due, detail=detail)
            return
        _note(work, delivery, state=self.state, detail=detail)


class Resend(Command, frozen=True):
    """A person decides that a failed or uncertain answer goes again."""

    ticket: int
    n: int

    def decide(self, work: Work) -> None:
        """Record it; refused for an answer that is on its way, was sent or taken back."""
        delivery = _delivery(work, self.ticket, self.n)
        if delivery.state not in (Sending.FAILED, Sending.UNCERTAIN):
            raise Refusal(
                Why.CONFLICT, "desk.no_resend", ticket=self.ticket, state=Message(f"desk.sending_{delivery.state}")
            )
        work.me()
        _note(work, delivery, state=Sending.HELD, due_at=work.now, attempts=0, detail="")
        work.say("desk.resent", ticket=self.ticket)


def _delivery(work: Work, ticket: int, n: int) -> Delivery:
    found = work.tx.delivery(ticket, n)
    if found is None:
        raise Refusal(Why.MISSING, "desk.no_delivery", ticket=ticket, number=n)
    return found


def _note(work: Work, delivery: Delivery, **values: Any) -> None:
    """Record how far an answer got; what the channel said may name the customer, so it can be erased."""
    ticket = work.ticket(delivery.ticket)
    said = {"detail": values.pop("detail")} if "detail" in values else {}
    work.change(ticket, f"delivery.{values['state']}", {}, delivery=({"n": delivery.n, **values}, said))
