"""The outbox: what is due leaves through a carrier; whatever may have arrived is never sent twice by itself."""

from collections.abc import Callable
from contextlib import suppress

from agentdesk.desk.carrier import Carrier, CarrierFailed, CarrierUncertain, Parcel
from agentdesk.desk.command import Command
from agentdesk.desk.inbound import plain
from agentdesk.desk.verbs.deliver import MarkOutcome, MarkSending
from agentdesk.lang import Refusal
from agentdesk.model import Sending, Ticket
from agentdesk.store.protocol import Reader

LOST_AFTER = 60_000
"""ms after which an answer that is still being sent counts as uncertain: whoever sent it is gone."""
BATCH = 50


Do = Callable[[Command], object]


def dispatch(reader: Reader, do: Do, carrier: Carrier, now: int) -> int:
    """Send what is due, one after the other; return how many left."""
    sent = 0
    for delivery in reader.deliveries((Sending.HELD,), now, BATCH):
        try:
            do(MarkSending(delivery.ticket, delivery.n))
        except Refusal:  # taken back, or another keeper has it
            continue
        state, detail = _carry(reader, carrier, delivery.ticket, delivery.n)
        with suppress(Refusal):  # it took so long that it was marked as uncertain meanwhile
            do(MarkOutcome(delivery.ticket, delivery.n, state, detail))
            sent += state == Sending.SENT
    return sent


def settle_lost(reader: Reader, do: Do, now: int) -> int:
    """Mark what has been «sending» too long as uncertain; return how many."""
    lost = reader.deliveries((Sending.SENDING,), now - LOST_AFTER, BATCH)
    for delivery in lost:
        with suppress(Refusal):  # its carrier came back in the last moment
            do(MarkOutcome(delivery.ticket, delivery.n, Sending.UNCERTAIN, "lost"))
    return len(lost)


def _conversation(reader: Reader, ticket: Ticket) -> str:
    """Return the conversation in which an answer goes out, as its channel calls it.

    It is that of the ticket it was split from, if it has none. A channel's name may itself hold a colon.
    """
    source = reader.ticket(ticket.parent) if not ticket.conversation and ticket.parent is not None else None
    told = source if source is not None else ticket
    return told.conversation.removeprefix(f"{plain(told.channel)}:")


def _carry(reader: Reader, carrier: Carrier, ticket_id: int, n: int) -> tuple[str, str]:
    ticket, message = reader.ticket(ticket_id), reader.message(ticket_id, n)
    if ticket is None or message is None or message.text is None:
        return Sending.FAILED, "erased"
    parcel = Parcel(
        id=f"{ticket_id}-{n}",
        ticket=ticket_id,
        channel=ticket.channel,
        conversation=_conversation(reader, ticket),
        customer=reader.external_of(ticket.customer, ticket.channel),
        text=message.text,
        at=message.at,
    )
    try:
        carrier.carry(parcel)
    except CarrierFailed as failure:
        return Sending.FAILED, str(failure)
    except CarrierUncertain as doubt:
        return Sending.UNCERTAIN, str(doubt)
    except Exception as fault:  # noqa: BLE001 — whatever broke in a carrier, the answer may have left
        return Sending.UNCERTAIN, type(fault).__name__
    return Sending.SENT, ""
