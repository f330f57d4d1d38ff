"""Bring: conversations of another desk come in as history, without any effect; those that wait can be opened."""

from typing import Any

import msgspec

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.inbound import InboundConversation, Turn, plain
from agentdesk.desk.judge import apply_verdict, judge
from agentdesk.desk.verbs.customer import know
from agentdesk.desk.verbs.receive import PREVIEW, receipt_key
from agentdesk.desk.work import Work
from agentdesk.model import Author, Customer, Json, State, Ticket

CHANNEL = "import"


class Bring(Command, frozen=True):
    """Bring in one conversation. With `open_waiting`, one whose last word is the customer's becomes an open ticket:
    judged by the rules, its clocks from now, nothing sent. All others are archived.
    """

    roles = LEADING

    conversation: InboundConversation
    open_waiting: bool = False

    def decide(self, work: Work) -> None:
        """Record it; a conversation that was brought before only gets the turns it did not have."""
        bring(work, self.conversation, open_waiting=self.open_waiting)


def bring(work: Work, given: InboundConversation, *, open_waiting: bool) -> str:
    """Record a conversation; return "opened", "archived", "grown" or "known"."""
    channel = f"{CHANNEL}:{given.source}" if given.source else CHANNEL
    key = receipt_key(channel, given.id)
    known = work.tx.received(key)
    if known is not None:
        return _grow(work, work.ticket(known[0]), given)
    waits = open_waiting and given.turns[-1].author == Author.CUSTOMER
    customer = know(work, channel, _who(given), given.id)
    times = _times(given, work.now)
    ticket = _ticket(work, given, customer, times, waits)
    parts: dict[str, Any] = {"received": (key, {"digest": ""})}
    if waits:
        ticket, verdicts = _judged(work, ticket, given, customer)
    else:
        verdicts = [None] * len(given.turns)
    ticket = work.open_ticket(
        ticket, "ticket.imported", at=times[0], **_parts(given.turns[0], verdicts[0], given.extra), **parts
    )
    for turn, at, verdict in zip(given.turns[1:], times[1:], verdicts[1:], strict=True):
        ticket = work.change(ticket, "message.imported", {}, at=at, **_parts(turn, verdict))
    return "opened" if waits else "archived"


def _grow(work: Work, ticket: Ticket, given: InboundConversation) -> str:
    events = work.tx.events(f"ticket:{ticket.id}")
    brought = sum(event.kind in ("ticket.imported", "message.imported") for event in events)
    fresh = given.turns[brought:]
    times = _times(given, work.now)[brought:]
    for turn, at in zip(fresh, times, strict=True):
        changes = {"messages": ticket.messages + 1}
        ticket = work.change(ticket, "message.imported", changes, at=at, **_parts(turn, None))
    return "grown" if fresh else "known"


def _who(given: InboundConversation) -> Any:
    if given.customer.id:
        return given.customer
    return msgspec.structs.replace(given.customer, id=f"conversation:{given.id}")


def _times(given: InboundConversation, now: int) -> list[int]:
    """Return when each turn happened: as given; offsets end now; without times, the moment of the import."""
    if given.timed:
        last = now
        times: list[int] = []
        for turn in given.turns:
            last = turn.at if turn.at is not None else (times[-1] if times else last)
            times.append(min(last, now))
        return times
    offsets = [turn.at or 0 for turn in given.turns]
    return [now - max(offsets) + offset for offset in offsets]


def _ticket(work: Work, given: InboundConversation, customer: Customer, times: list[int], waits: bool) -> Ticket:
    said = [turn.text for turn in given.turns if turn.author == Author.CUSTOMER] or [given.turns[0].text]
    return Ticket(
        id=work.tx.next_ticket(),
        version=0,
        state=State.OPEN if waits else State.CLOSED,
        subject=_line(given.topic or said[0]),
        preview=_line(said[-1]),
        customer=customer.id,
        customer_name=customer.name,
        tier=customer.tier,
        channel=given.channel,
        conversation=":".join(part for part in (plain(given.channel), given.source, given.id) if part),
        category=given.category,
        lang=given.lang,
        created_at=times[0],
        received_at=work.now if waits else times[0],
        last_customer_at=_last(given, times, Author.CUSTOMER),
        last_agent_at=_last(given, times, Author.AGENT),
        first_answer_at=next(
            (at for turn, at in zip(given.turns, times, strict=True) if turn.author == Author.AGENT), None
        ),
        waiting_since=work.now if waits else None,
        closed_at=None if waits else times[-1],
        messages=len(given.turns),
        imported=True,
        archived=not waits,
    )


def _judged(work: Work, ticket: Ticket, given: InboundConversation, customer: Customer) -> tuple[Ticket, list[Any]]:
    """Judge every message of the customer in turn, as if each came in now."""
    verdicts: list[Any] = []
    said: tuple[str, ...] = ()
    for turn in given.turns:
        verdict = None
        if turn.author == Author.CUSTOMER:
            verdict = judge(work, ticket, turn.text, customer, first=not said, earlier=said)
            said = (*said, turn.text)
        ticket = apply_verdict(work, ticket, verdict)
        if verdict is not None:  # from here on it is a running ticket, whose priority and points only rise
            ticket = msgspec.structs.replace(ticket, version=1)
        verdicts.append(verdict)
    return ticket, verdicts


def _last(given: InboundConversation, times: list[int], author: str) -> int | None:
    found = [at for turn, at in zip(given.turns, times, strict=True) if turn.author == author]
    return found[-1] if found else None


def _parts(turn: Turn, verdict: Any, extra: Json | None = None) -> dict[str, Any]:
    """Return a turn as an event holds it, and what came with it that we do not know."""
    data: dict[str, Any] = {"author": turn.author}
    if verdict is not None:
        data["verdict"] = msgspec.to_builtins(verdict)
    unknown = (extra or {}) | ({"turn": turn.extra} if turn.extra else {})
    return {"message": (data, {"text": turn.text}), "extra": ({}, unknown) if unknown else None}


def _line(text: str) -> str:
    return " ".join(text[: PREVIEW * 4].split())[:PREVIEW]
