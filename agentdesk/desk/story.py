"""Reading one ticket whole: its conversation, what happened between, its customer and the rest of theirs."""

from typing import Final

import msgspec

from agentdesk.desk.errors import no_ticket
from agentdesk.desk.reasons import check_texts
from agentdesk.model import Agent, ChatMessage, Customer, Event, Step, Task, Ticket, stream_of
from agentdesk.store.protocol import Reader

_SILENT: Final = frozenset(
    {
        "ticket.opened",
        "ticket.imported",
        "message.received",
        "message.imported",
        "message.bot",
        "message.replied",
        "message.auto",
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
    merged: tuple[ChatMessage, ...] = ()
    """What was said on tickets that were merged into this one, in the order of time."""
    linked: tuple[Ticket, ...] = ()
    """Tickets that name this one or that it names: merged, split, continued, complained about."""
    checks: dict[str, tuple[str, str]] = {}
    """The entries of its checklist in Chinese and English, by id, as the rules in force say them."""

    def entries(self) -> list[ChatMessage | Step]:
        """Return messages and steps in their order; what was said on merged tickets stands where its time is."""
        entries: list[ChatMessage | Step] = [*self.messages, *self.steps]
        entries.sort(key=lambda entry: (entry.n, isinstance(entry, Step)))
        for message in self.merged:
            place = next((index for index, entry in enumerate(entries) if entry.at > message.at), len(entries))
            entries.insert(place, message)
        return entries


def read_story(reader: Reader, ticket_id: int, me: Agent | None = None) -> Story:
    """Return a ticket's story as `me` may read it, None for nobody here; raises `Refusal` when there is none.

    A note that was whispered to somebody else is left out.
    """
    ticket = reader.ticket(ticket_id)
    if ticket is None:
        raise no_ticket(ticket_id)
    customer = reader.customer(ticket.customer) or Customer(id=ticket.customer, version=0, name=ticket.customer_name)
    steps = (event for event in reader.events(stream_of("ticket", ticket_id)) if event.kind not in _SILENT)
    linked = _linked(reader, ticket)
    merged = [other for other in linked if other.merged_into == ticket_id]
    said = (m for other in merged for m in reader.messages(other.id) if m.is_for(me) and not _is_twice(other, m))
    return Story(
        ticket=ticket,
        customer=customer,
        messages=tuple(message for message in reader.messages(ticket_id) if message.is_for(me)),
        steps=tuple(
            Step(ticket=ticket_id, n=e.version, at=e.at, actor=e.actor, kind=e.kind, data=e.data, told=_told(e))
            for e in steps
        ),
        tasks=(*reader.tasks(ticket_id), *(task for other in merged for task in reader.tasks(other.id))),
        others=tuple(other for other in reader.tickets_of(ticket.customer) if other.id != ticket_id),
        merged=tuple(sorted(said, key=lambda message: (message.at, message.ticket, message.n))),
        linked=linked,
        checks=check_texts(reader, ticket),
    )


def _linked(reader: Reader, ticket: Ticket) -> tuple[Ticket, ...]:
    """Return the tickets that a ticket names, then those that name it, each once."""
    named = (reader.ticket(number) for number in (ticket.merged_into, ticket.parent, ticket.about) if number)
    found = (*(other for other in named if other is not None), *reader.linked(ticket.id))
    return tuple({other.id: other for other in found}.values())


def _is_twice(merged: Ticket, message: ChatMessage) -> bool:
    """Whether a message of a merged ticket stands in the main one itself: it was split off, and came back."""
    return merged.parent == merged.merged_into and message.n == 1


def _told(event: Event) -> dict[str, str]:
    """Return the words of an event that are nobody's message: what was tried, promised, wanted, commented."""
    body = event.body or {}
    given = body.get("set", {})
    told = {name: given[name] for name in ("promise", "follow_up", "rating_comment") if given.get(name)}
    told |= body.get("handoff", {})
    task = body.get("task", {})
    return told | {name: task[name] for name in ("text", "answer", "partner") if task.get(name)}
