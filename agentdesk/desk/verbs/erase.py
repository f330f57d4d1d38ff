"""Erase: a customer's words and names leave the desk; that it happened, who did it and when, stays."""

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import stream_of

MOST_TICKETS = 100_000


class Erase(Command, frozen=True):
    """Record that a customer is erased; `Care.erase` then deletes the words themselves."""

    roles = LEADING

    customer: int

    def decide(self, work: Work) -> None:
        """Record it; refused when there is no such customer, or it was done before."""
        known = work.tx.customer(self.customer)
        if known is None:
            raise Refusal(Why.MISSING, "desk.no_customer", customer=self.customer)
        if not known.erased:
            work.record(stream_of("customer", known.id), "customer.erased", {"set": {"erased": 1}})
        work.say("desk.erased", customer=known.id)
