"""Merge and split: two tickets become one matter, and one message becomes a matter of its own. Both can be undone."""

from typing import Any

import msgspec

from agentdesk.desk.command import Command
from agentdesk.desk.settle import settled
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.verbs.complaint import COMPLAINT
from agentdesk.desk.verbs.promise import unpromised
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import LIVE_STATES, Author, ChatMessage, Priority, State, Ticket

_ANSWERS = ("first_due", "next_due")
_DUES = (*_ANSWERS, "resolve_due", "final_due", "update_due")


class Merge(Command, frozen=True):
    """Follow `other` further in `ticket`; it is closed and its messages are shown there.

    Tickets of two customers are merged only for a `reason`.
    """

    ticket: int
    other: int
    reason: str = ""
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it on both: the earliest receipt and the earliest running deadline are those of the one that stays."""
        main, other = work.live_ticket(self.ticket), work.ticket(self.other)
        self._permit(work, main, other)
        work.guard(main, self.seen, "ticket.absorbed", "ticket.rerouted", "ticket.claimed", "ticket.solved")
        note = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.reason}) if self.reason.strip() else None
        counted = {"messages": main.messages + 1} if note else {}
        closed = work.change(other, "ticket.merged", closed_into(work, main.id), twin=[main.id, main.version + 1])
        changes = _joined(work, main, other) | counted
        work.change(main, "ticket.absorbed", changes, twin=[other.id, closed.version], message=note)
        work.say("desk.merged", ticket=main.id, other=other.id)

    def _permit(self, work: Work, main: Ticket, other: Ticket) -> None:
        if main.id == other.id:
            raise Refusal(Why.INPUT, "desk.merge_itself", ticket=main.id)
        if other.archived or other.merged_into is not None or other.state == State.CLOSED:
            raise Refusal(Why.CONFLICT, "desk.merge_closed", ticket=other.id)
        mine(work, main)
        mine(work, other)
        if other.customer not in work.tx.same_customer(main.customer) and not self.reason.strip():
            raise Refusal(Why.INPUT, "desk.merge_customers", ticket=main.id, other=other.id)


class Split(Command, frozen=True):
    """Let message number `n` of a ticket be a matter of its own: a new ticket that is linked to this one."""

    ticket: int
    n: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the new ticket, which the rules judge and whose clocks run since the message came."""
        source = work.live_ticket(self.ticket)
        mine(work, source)
        work.guard(source, self.seen, "ticket.split", "ticket.rerouted", "ticket.solved")
        message = next((one for one in work.tx.messages(source.id) if one.n == self.n), None)
        if message is None or message.author != Author.CUSTOMER or not message.text:
            raise Refusal(Why.INPUT, "desk.split_message", ticket=source.id, n=self.n)
        if len([one for one in work.tx.messages(source.id) if one.author == Author.CUSTOMER]) < 2:
            raise Refusal(Why.CONFLICT, "desk.split_only", ticket=source.id)
        new = _split_off(work, source, message)
        work.change(source, "ticket.split", {}, twin=[new.id, new.version], split=self.n)
        work.say("desk.split", ticket=source.id, other=new.id)


def closed_into(work: Work, main: int | str) -> dict[str, Any]:
    """Return the changes of a ticket that is followed further in another one."""
    changes: dict[str, Any] = {"state": State.CLOSED, "closed_at": work.now, "merged_into": int(main)}
    changes |= {"waiting_since": None, "snoozed_until": None}
    return changes | unpromised() | {"follow_up": "", "follow_up_at": None, "sent_at": None}


def _joined(work: Work, main: Ticket, other: Ticket) -> dict[str, Any]:
    """Return what the ticket that stays takes over of the other one."""
    live = other.state in LIVE_STATES
    waiting = _earliest(main.waiting_since, other.waiting_since)
    older = min(main, other, key=lambda one: one.received_at)
    changes: dict[str, Any] = {
        "received_at": older.received_at,
        "pauses": older.pauses if main.state not in (State.PENDING, State.SNOOZED) else main.pauses,
        "waiting_since": waiting,
        "first_answer_at": _earliest(main.first_answer_at, other.first_answer_at),
        "tags": (*main.tags, *(tag for tag in other.tags if tag not in main.tags)),
        "points": max(main.points, other.points),
        "accused": main.accused or other.accused,
        "about": main.about or other.about,
        "last_customer_at": _latest(main.last_customer_at, other.last_customer_at),
        "last_agent_at": _latest(main.last_agent_at, other.last_agent_at),
    }
    if live and "priority" not in main.hands:
        changes["priority"] = min(main.priority, other.priority, key=lambda one: Priority(one).rank)
    if COMPLAINT in (main.kind, other.kind):
        severities = [one.severity for one in (main, other) if one.severity is not None]
        changes |= {"kind": COMPLAINT, "severity": max(severities, default=None)}
    if waiting is not None and main.state != State.OPEN:
        changes |= {"state": State.OPEN, "snoozed_until": None}
    return changes | _promised(main, other) | _not_later(work, main, other, changes | _promised(main, other))


def _promised(main: Ticket, other: Ticket) -> dict[str, Any]:
    """Return the promise to the customer that falls due first."""
    if other.promised_at is None or (main.promised_at is not None and main.promised_at <= other.promised_at):
        return {}
    return {"promise": other.promise, "promised_at": other.promised_at, "promised_who": other.promised_who}


def _not_later(work: Work, main: Ticket, other: Ticket, changes: dict[str, Any]) -> dict[str, Any]:
    """Return a promise by the earliest deadline that ran on either and that the clocks of the whole would put off.

    That happens when one was answered and the other was not, since a next answer is promised later than a first one,
    and when a complaint has more time than the matter that it is merged with. Nobody promised an answer in words: the
    next one keeps it.
    """
    after = settled(msgspec.structs.replace(main, **changes), work.book.policies, work.now)
    lost: list[tuple[int, str]] = []
    for name in _DUES:
        due = _earliest(getattr(main, name), getattr(other, name))
        now_due = _earliest(after.first_due, after.next_due) if name in _ANSWERS else getattr(after, name)
        if due is not None and due > work.now and (now_due is None or now_due > due):
            lost.append((due, name))
    if not lost or (after.promised_at is not None and after.promised_at <= min(lost)[0]):
        return {}
    due, name = min(lost)
    return {"promise": "", "promised_at": due, "promised_who": None if name in _ANSWERS else work.actor}


def _split_off(work: Work, source: Ticket, message: ChatMessage) -> Ticket:
    from agentdesk.desk.judge import apply_verdict, judge
    from agentdesk.desk.verbs.receive import line

    text = message.text or ""
    ticket = Ticket(
        id=work.tx.next_ticket(),
        version=0,
        subject=line(text),
        preview=line(text),
        customer=source.customer,
        customer_name=source.customer_name,
        tier=source.tier,
        channel=source.channel,
        category=source.category,
        lang=source.lang,
        parent=source.id,
        created_at=work.now,
        received_at=message.at,
        last_customer_at=message.at,
        waiting_since=message.at,
        messages=1,
    )
    customer = work.tx.customer(source.customer)
    verdict = judge(work, ticket, text, customer, first=True) if customer is not None else None
    ticket = apply_verdict(work, ticket, verdict)
    if ticket.team is None:
        ticket = msgspec.structs.replace(ticket, team=source.team)
    data: dict[str, Any] = {"author": Author.CUSTOMER}
    if verdict is not None:
        data["verdict"] = msgspec.to_builtins(verdict)
    body = {"text": text} | ({"attachments": msgspec.to_builtins(message.attachments)} if message.attachments else {})
    part = (data, body)
    return work.open_ticket(ticket, "ticket.split_off", at=message.at, message=part, split=[source.id, message.n])


def _earliest(one: int | None, other: int | None) -> int | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _latest(one: int | None, other: int | None) -> int | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
