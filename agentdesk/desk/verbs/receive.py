"""Receive: a customer's message comes in, the rules judge it, the ticket gets its place in the queue."""

from hashlib import sha256
from typing import Any

import msgspec

from agentdesk.desk.auto_reply import answer_by_itself
from agentdesk.desk.command import Command
from agentdesk.desk.inbound import Inbound, plain
from agentdesk.desk.judge import apply_verdict, judge
from agentdesk.desk.sharing.giving import come_back, follow_on
from agentdesk.desk.verbs.customer import know
from agentdesk.desk.verbs.incident import join_by_tag
from agentdesk.desk.verbs.solve import reopening
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import LIVE_STATES, Author, Customer, State, Ticket, Verdict

PREVIEW = 120
"""Characters of the last message that the queue can show."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message."""

    id: str
    ticket: int
    n: int = 0
    outcome: str = "new"
    """"new" ticket, "added" to one, "reopened" or "rated" it, "repeated" (stored before), "changed" (same id, another
    text)."""
    verdict: Verdict | None = None
    team: str | None = None
    priority: str = ""
    tags: tuple[str, ...] = ()


class Receive(Command, frozen=True):
    """Take in one message of a channel."""

    message: Inbound

    def decide(self, work: Work) -> None:
        """Record it; a message whose id and text are known already is stored once."""
        receive(work, self.message)


def receive(work: Work, message: Inbound) -> Receipt:
    """Record one message and what the rules said of it; return what became of it."""
    key, digest = receipt_key(message.channel, message.id), text_digest(message.text)
    known = work.tx.received(key) if message.id else None
    if known is not None:
        return _again(work, message, known, digest)
    received = (key, {"digest": digest}) if message.id else None
    customer = know(work, message.channel, message.customer, message.id)
    ticket = _followed(work, _joined(work, message, customer))
    at = min(message.at, work.now) if message.at is not None else None
    if message.rating is not None:
        return _rated(work, message, ticket, at, received)
    if ticket is None or (_too_late(work, ticket) and not _only_thanks(work, message)):
        receipt = _new_ticket(work, message, customer, ticket, at, received)
    else:
        receipt = _add(work, message, customer, ticket, at, received)
    if receipt.verdict is not None and receipt.verdict.auto:
        answer_by_itself(work, receipt.ticket, message, receipt.verdict.auto)
    return receipt


def receipt_key(channel: str, external: str) -> str:
    """Return the opaque key under which a channel's message id is remembered."""
    name = channel.replace("%", "%25").replace("\n", "%0A")
    return sha256(f"{name}\n{external}".encode()).hexdigest()[:32]


def text_digest(text: str) -> str:
    """Return what tells one text from another; it is kept in the erasable body."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _again(work: Work, message: Inbound, known: tuple[int, int, str], digest: str) -> Receipt:
    """The same id came before: with the same text it is the same message, with another it is kept and flagged."""
    ticket_id, n, before = known
    if before in (digest, ""):
        return Receipt(id=message.id, ticket=ticket_id, n=n, outcome="repeated")
    ticket = work.ticket(ticket_id)
    for other in work.tx.messages(ticket.id):
        if other.flagged and other.text == message.text:
            return Receipt(id=message.id, ticket=ticket_id, n=other.n, outcome="repeated")
    part = ({"author": Author.CUSTOMER, "flagged": "changed"}, _body(message))
    changed = work.change(ticket, "message.repeated", {"messages": ticket.messages + 1}, message=part)
    return Receipt(id=message.id, ticket=ticket.id, n=changed.version, outcome="changed", team=ticket.team)


def _joined(work: Work, message: Inbound, customer: Customer) -> Ticket | None:
    """Return the ticket that a message belongs to: its conversation's, or the customer's live one on that channel."""
    if message.conversation:
        return work.tx.conversation(conversation_key(message))
    known = work.tx.tickets_of(customer.id)
    theirs = [ticket for ticket in known if ticket.channel == message.channel and not ticket.archived]
    live = (ticket for ticket in theirs if ticket.state in LIVE_STATES)
    return next(live, None) or next((ticket for ticket in theirs if ticket.state == State.SOLVED), None)


def _followed(work: Work, ticket: Ticket | None) -> Ticket | None:
    """Return the ticket in which a merged one is followed further."""
    while ticket is not None and ticket.merged_into is not None:
        ticket = work.ticket(ticket.merged_into)
    return ticket


def _rated(work: Work, message: Inbound, ticket: Ticket | None, at: int | None, received: Any) -> Receipt:
    """The customer says how satisfied they are: no message that waits for an answer."""
    from agentdesk.desk.verbs.rate import rate

    if ticket is None or message.rating is None:
        raise Refusal(Why.MISSING, "desk.rate_no_ticket")
    rate(work, ticket, message.rating, message.text, at, received)
    return _receipt(message, work.ticket(ticket.id), "rated", None)


def conversation_key(message: Inbound) -> str:
    """Return how a channel's conversation is remembered; "" when it has none."""
    return f"{plain(message.channel)}:{message.conversation}" if message.conversation else ""


def _too_late(work: Work, ticket: Ticket) -> bool:
    if ticket.archived or ticket.state == State.CLOSED:
        return True
    solved = ticket.solved_at if ticket.state == State.SOLVED else None
    return solved is not None and work.now - solved > work.book.lifecycle.reopen_within


def _only_thanks(work: Work, message: Inbound) -> bool:
    """Thanks for what was solved long ago belong to it, and open nothing."""
    return message.author == Author.CUSTOMER and work.book.lifecycle.is_thanks(message.text)


def _new_ticket(
    work: Work, message: Inbound, customer: Customer, parent: Ticket | None, at: int | None, received: Any
) -> Receipt:
    moment = work.now if at is None else at
    ticket = Ticket(
        id=work.tx.next_ticket(),
        version=0,
        subject=line(message.subject or message.text),
        preview=line(message.text),
        customer=customer.id,
        customer_name=customer.name,
        tier=customer.tier,
        channel=message.channel,
        conversation=conversation_key(message),
        category=message.category,
        lang=message.lang,
        parent=parent.id if parent else None,
        created_at=moment,
        received_at=moment,
        last_customer_at=moment if message.author == Author.CUSTOMER else None,
        waiting_since=moment if message.author == Author.CUSTOMER else None,
        messages=1,
    )
    verdict = (
        judge(work, ticket, message.text, customer, first=True, attachments=len(message.attachments))
        if message.author == Author.CUSTOMER
        else None
    )
    ticket = apply_verdict(work, ticket, verdict)
    ticket = work.open_ticket(ticket, "ticket.opened", at=at, received=received, **_parts(message, verdict))
    follow_on(work, ticket, parent)
    join_by_tag(work, work.ticket(ticket.id))
    return _receipt(message, work.ticket(ticket.id), "new", verdict)


def _add(work: Work, message: Inbound, customer: Customer, ticket: Ticket, at: int | None, received: Any) -> Receipt:
    changes: dict[str, Any] = {"messages": ticket.messages + 1}
    verdict, outcome = None, "added"
    if message.author == Author.CUSTOMER:
        moment = work.now if at is None else at
        verdict = judge(work, ticket, message.text, customer, first=False, attachments=len(message.attachments))
        if moment >= (ticket.last_customer_at or moment):  # messages may come in the wrong order
            changes |= {"preview": line(message.text), "last_customer_at": moment}
        thanks = work.book.lifecycle.is_thanks(message.text)
        if not (thanks and ticket.waiting_since is None):
            changes["waiting_since"] = min(moment, ticket.waiting_since or moment)
            if ticket.state in (State.PENDING, State.SNOOZED):
                changes |= {"state": State.OPEN, "snoozed_until": None}
            elif ticket.state not in LIVE_STATES:
                changes |= reopening(ticket, work.now)
                outcome = "reopened"
    after = apply_verdict(work, ticket, verdict)
    changes |= {
        name: getattr(after, name) for name in Ticket.__struct_fields__ if getattr(after, name) != getattr(ticket, name)
    }
    kind = "message.received" if message.author == Author.CUSTOMER else "message.bot"
    ticket = work.change(ticket, kind, changes, at=at, received=received, **_parts(message, verdict))
    if outcome == "reopened":
        come_back(work, ticket)
    return _receipt(message, ticket, outcome, verdict)


def _parts(message: Inbound, verdict: Verdict | None) -> dict[str, Any]:
    """Return the message as an event holds it, and what the channel told that we do not know."""
    data: dict[str, Any] = {"author": message.author}
    if verdict is not None:
        data["verdict"] = msgspec.to_builtins(verdict)
    return {"message": (data, _body(message)), "extra": ({}, message.extra) if message.extra else None}


def _body(message: Inbound) -> dict[str, Any]:
    body: dict[str, Any] = {"text": message.text}
    if message.attachments:
        body["attachments"] = list(message.attachments)
    return body


def line(text: str) -> str:
    """Return the beginning of a text as the queue shows it."""
    return " ".join(text[: PREVIEW * 4].split())[:PREVIEW]


def _receipt(message: Inbound, ticket: Ticket, outcome: str, verdict: Verdict | None) -> Receipt:
    return Receipt(
        id=message.id,
        ticket=ticket.id,
        n=ticket.version,
        outcome=outcome,
        verdict=verdict,
        team=ticket.team,
        priority=ticket.priority,
        tags=ticket.tags,
    )
