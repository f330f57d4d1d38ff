"""Settling a ticket: what follows from its state for its clocks and its place, computed once, carried in the event."""

import msgspec

from agentdesk.model import State, Ticket
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
        "paused_at",
        "paused",
    }
)
"""The fields that settling computes; nobody sets them by hand."""


def settled(before: Ticket | None, after: Ticket, policies: Policies, now: int) -> Ticket:
    """Return `after` with its clocks and order key as they follow from its other fields."""
    after = _pausing(before, after, now)
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
    key = order_key(priority=after.priority, points=after.points, due_at=after.due_at, received_at=after.received_at)
    lane = key.lane if after.state == State.OPEN else WAITING
    return msgspec.structs.replace(after, lane=lane, order_at=key.order_at)


def _pausing(before: Ticket | None, after: Ticket, now: int) -> Ticket:
    """Keep how long the customer owed the next step: those clocks that pause stand still meanwhile."""
    if after.state == State.PENDING and after.paused_at is None:
        return msgspec.structs.replace(after, paused_at=now)
    if after.state != State.PENDING and after.paused_at is not None:
        stood = max(0, now - after.paused_at) if before is not None else 0
        return msgspec.structs.replace(after, paused_at=None, paused=after.paused + stood)
    return after


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
