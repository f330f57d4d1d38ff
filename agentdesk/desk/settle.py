"""Settling a ticket: what follows from its state for its clocks and its place, computed once, carried in the event."""

import msgspec

from agentdesk.clock import MINUTE
from agentdesk.model import Band, Pause, State, Ticket
from agentdesk.promises.bands import band_of
from agentdesk.promises.deadlines import Deadlines, clock_facts, nearest, running
from agentdesk.promises.order import DONE, WAITING, order_key
from agentdesk.promises.policy import Policies
from agentdesk.promises.target import Kind
from agentdesk.promises.tasks import TASK

DERIVED = frozenset(
    {
        "first_due",
        "next_due",
        "resolve_due",
        "final_due",
        "update_due",
        "due_at",
        "due_kind",
        "bands",
        "lane",
        "order_at",
        "pauses",
    }
)
"""The fields that settling computes; nobody sets them by hand."""

CALLED = ("escalated_at", "escalated_to", "escalated_for")
"""Who is called to a ticket; what is done to it may call them off."""
PROMISED = "promised"
"""The kind of deadline that an agent gave the customer."""
PROMISED_AMBER = 15 * MINUTE
"""So long before it is due its time turns amber."""
_PAUSING = frozenset({State.PENDING, State.SNOOZED})


def settled(after: Ticket, policies: Policies, now: int) -> Ticket:
    """Return `after` with its clocks and order key as they follow from its other fields."""
    after = _pausing(after, now)
    if after.archived or after.state in (State.SOLVED, State.CLOSED):
        return _still(after)
    policy = policies.of(after)
    clocks = tuple(running(clock_facts(after), policy))
    dues = nearest(clocks, policy)
    after = msgspec.structs.replace(
        after,
        first_due=dues.first_due,
        next_due=dues.next_due,
        resolve_due=dues.resolve_due,
        final_due=dues.final_due,
        update_due=dues.update_due,
        due_at=dues.due_at,
        due_kind=dues.due_kind,
        bands=tuple(band_of(clock, policy.bands, policy.warns, policy.calendar) for clock in clocks),
    )
    if after.promised_at is not None and (after.due_at is None or after.promised_at < after.due_at):
        after = msgspec.structs.replace(after, due_at=after.promised_at, due_kind=PROMISED)
    if after.promised_at is not None:
        band = Band(PROMISED, after.promised_at - PROMISED_AMBER, after.promised_at + 1)
        after = msgspec.structs.replace(after, bands=(*after.bands, band))
    after = _heeded(after, dues, now)
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


def _heeded(ticket: Ticket, dues: Deadlines, now: int) -> Ticket:
    """A promise that had called a role is not broken any more, or has come to its end: nothing is asked of it."""
    if ticket.escalated_for in ("", TASK) or Kind(ticket.escalated_for) in dues.overdue(now):
        return ticket
    return called_off(ticket)


def called_off(ticket: Ticket) -> Ticket:
    """Return a ticket to which nobody is called any more."""
    return msgspec.structs.replace(ticket, escalated_at=None, escalated_to=None, escalated_for="")


def _still(ticket: Ticket) -> Ticket:
    return msgspec.structs.replace(
        called_off(ticket) if ticket.escalated_for else ticket,
        first_due=None,
        next_due=None,
        resolve_due=None,
        final_due=None,
        update_due=None,
        due_at=None,
        due_kind="",
        bands=(),
        lane=DONE,
        order_at=-(ticket.solved_at or ticket.closed_at or ticket.updated_at),
    )
