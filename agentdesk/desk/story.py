"""Reading one ticket whole: its conversation, what happened between, its customer and the rest of theirs."""

from typing import Final

import msgspec

from agentdesk.desk.errors import no_ticket
from agentdesk.model import ChatMessage, Customer, Step, Task, Ticket, stream_of
from agentdesk.store.protocol import Reader

_SILENT: Final = frozenset(
    {
        "ticket.opened",
        "ticket.imported",
        "message.received",
        "message.imported",
        "message.bot",
        "message.replied",
        "message.repeated",
        "note.added",
        "delivery.sending",
        "delivery.sent",
        "delivery.held",
    }
)
"""Kinds that the messages themselves show."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """All that an agent reads of a ticket."""

    ticket: Ticket
    customer: Customer
    messages: tuple[ChatMessage, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    others: tuple[Ticket, ...]
    """The customer's other tickets, the newest first."""


def read_story(reader: Reader, ticket_id: int) -> Story:
    """Return a ticket's story; raises `Refusal` when there is no such ticket."""
    ticket = reader.ticket(ticket_id)
    if ticket is None:
        raise no_ticket(ticket_id)
    customer = reader.customer(ticket.customer) or Customer(id=ticket.customer, version=0, name=ticket.customer_name)
    steps = (event for event in reader.events(stream_of("ticket", ticket_id)) if event.kind not in _SILENT)
    return Story(
        ticket=ticket,
        customer=customer,
        messages=reader.messages(ticket_id),
        steps=tuple(
            Step(ticket=ticket_id, n=e.version, at=e.at, actor=e.actor, kind=e.kind, data=e.data) for e in steps
        ),
        tasks=reader.tasks(ticket_id),
        others=tuple(other for other in reader.tickets_of(ticket.customer) if other.id != ticket_id),
    )
