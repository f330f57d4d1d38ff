"""Settling a ticket: what follows from its state for its clocks and its place, computed once, carried in the event."""

import msgspec

from agentdesk.model import Pause, State, Ticket
from agentdesk.promises.deadlines import clock_facts, settle
from agentdesk.promises.order import DONE, WAITING, order_key
from agentdesk.promises.policy import Policies

DERIVED = frozenset(
    {
        "first_due",
        "next_due",
        "resolve_due",
        "final_due",
        "due_at",
        "due_kind",
        "lane",
        "order_at",
        "pauses",
    }
)
"""The fields that settling computes; nobody sets them by hand."""


PROMISED = "promised"
"""The kind of deadline that an agent gave the customer."""
_PAUSING = frozenset({State.PENDING, State.SNOOZED})


def settled(after: Ticket, policies: Policies, now: int) -> Ticket:
    """Return `after` with its clocks and order key as they follow from its other fields."""
    after = _pausing(after, now)
    if after.archived or after.state in (State.SOLVED, State.CLOSED):
        return _still(after)
    policy = policies.match(after.channel, after.tier, after.kind)
    dues = settle(clock_facts(after), policy)
    after = msgspec.structs.replace(
        after,
        first_due=dues.first_due,
        next_due=dues.next_due,
        resolve_due=dues.resolve_due,
        final_due=dues.final_due,
        due_at=dues.due_at,
        due_kind=dues.due_kind,
    )
    if after.promised_at is not None and (after.due_at is None or after.promised_at < after.due_at):
        after = msgspec.structs.replace(after, due_at=after.promised_at, due_kind=PROMISED)
    key = order_key(priority=after.priority, points=after.points, due_at=after.due_at, received_at=after.received_at)
    lane = key.lane if after.state == State.OPEN else WAITING
    return msgspec.structs.replace(after, lane=lane, order_at=key.order_at)


def _pausing(after: Ticket, now: int) -> Ticket:
    """Keep when the ticket was pending or snoozed: some clocks stand still meanwhile."""
    last = after.pauses[-1] if after.pauses else None
    lasting = last is not None and last.until is None
    if lasting and last is not None and last.state == after.state:
        return after
    pauses = after.pauses
    if lasting and last is not None:
        ended = Pause(last.state, last.since, now)
        pauses = (*pauses[:-1], ended) if now > last.since else pauses[:-1]
    if after.state in _PAUSING:
        pauses = (*pauses, Pause(after.state, now))
    return after if pauses == after.pauses else msgspec.structs.replace(after, pauses=pauses)


def _still(ticket: Ticket) -> Ticket:
    return msgspec.structs.replace(
        ticket,
        first_due=None,
        next_due=None,
        resolve_due=None,
        final_due=None,
        due_at=None,
        due_kind="",
        lane=DONE,
        order_at=-(ticket.solved_at or ticket.closed_at or ticket.updated_at),
    )
