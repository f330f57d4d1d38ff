"""Customers: knowing who writes, linking the identities that turn out to be one person."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.inbound import InboundCustomer
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import TIERS, Customer, stream_of


def know(work: Work, channel: str, given: InboundCustomer, message_id: str) -> Customer:
    """Return the customer whom a channel names so; a new one is recorded, and what changed of a known one."""
    external = given.id or f"anonymous:{message_id or work.chance.token()}"
    known = work.tx.customer_by(channel, external)
    if known is None:
        return _new(work, channel, external, given)
    tier = _tier(given.tier) if given.tier else known.tier
    attributes = known.attributes | given.attributes
    kept = {"tier": tier} if tier != known.tier else {}
    personal: dict[str, Any] = {}
    if given.name and given.name != known.name:
        personal["name"] = given.name
    if attributes != known.attributes:
        personal["attributes"] = attributes
    if kept or personal:
        body = {"set": personal} if personal else None
        work.record(stream_of("customer", known.id), "customer.changed", {"set": kept} if kept else {}, body)
        return work.tx.customer(known.id) or known
    return known


def _new(work: Work, channel: str, external: str, given: InboundCustomer) -> Customer:
    number = work.tx.next_customer()
    tier = _tier(given.tier)
    body: dict[str, Any] = {
        "set": {"name": given.name, "attributes": given.attributes},
        "identities": [[channel, external]],
    }
    data = {"set": {"tier": tier, "created_at": work.now}}
    event = work.record(stream_of("customer", number), "customer.met", data, body)
    return Customer(
        id=number, version=event.version, name=given.name, tier=tier, attributes=given.attributes, created_at=work.now
    )


def _tier(tier: str) -> str:
    """Return the tier if it is one of ours; a platform's own word is kept in small letters."""
    plain = tier.strip().lower()
    return plain if plain in TIERS else (plain[:20] or "ordinary")


class Link(Command, frozen=True):
    """Two customers turned out to be one person: `customer` goes by `to` from now on."""

    customer: int
    to: int

    def decide(self, work: Work) -> None:
        """Record the link; refused when either is not there or it would lead in a circle."""
        one, other = work.tx.customer(self.customer), work.tx.customer(self.to)
        if one is None or other is None:
            missing = self.customer if one is None else self.to
            raise Refusal(Why.MISSING, "desk.no_customer", customer=missing)
        while other.linked_to is not None and other.id != one.id:
            other = work.tx.customer(other.linked_to) or other
        if other.id == one.id:
            raise Refusal(Why.INPUT, "desk.link_circle", customer=self.customer, to=self.to)
        work.record(stream_of("customer", one.id), "customer.linked", {"set": {"linked_to": other.id}})
        work.say("desk.linked", customer=one.id, to=other.id)
