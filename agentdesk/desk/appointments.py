"""What an agent arranged: a promise to the customer by a time, a follow-up at a time. Their timers and what they do."""

from typing import TYPE_CHECKING, Any, Final

from agentdesk.clock import MINUTE
from agentdesk.model import LIVE_STATES, Ticket
from agentdesk.store.protocol import Reader

if TYPE_CHECKING:
    from agentdesk.desk.work import Work

SOON: Final = 30 * MINUTE
"""So long before a promise falls due its owner is told."""
Timers = list[tuple[str, int, int | None]]


def appointment_timers(reader: Reader, before: Ticket | None, after: Ticket, now: int) -> Timers:
    """Return (timer, step, due or None to drop) where a ticket's appointments changed.

    The step is the moment itself: what fell due does so once, though its end is taken back or the ticket reopened.
    """
    was, dues = _dues(before), _dues(after)
    changed = {name: due for name, due in dues.items() if due != was[name]}
    fired = reader.fired(after.id) if any(due is not None for due in changed.values()) else frozenset()
    found: Timers = []
    for name, due in changed.items():
        if due is None or (name == "promised_soon" and due <= now) or (name, due) in fired:
            found += [] if was[name] is None else [(name, 0, None)]
        else:
            found.append((name, due, due))
    return found


def _dues(ticket: Ticket | None) -> dict[str, int | None]:
    """Return when each timer falls due; those of a ticket that is done or history never do."""
    promised = follow_up = None
    if ticket is not None and ticket.state in LIVE_STATES and not ticket.archived:
        promised, follow_up = ticket.promised_at, ticket.follow_up_at
    soon = None if promised is None else promised - SOON
    return {"promised_soon": soon, "promised": promised, "follow_up": follow_up}


def promised_soon(_work: "Work", ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A promise falls due soon: it is told, and nothing changes."""
    return "promised.soon", {}, {"due": ticket.promised_at}


def promised(_work: "Work", ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A promise to the customer was not kept in time."""
    return "promised.missed", {}, {"due": ticket.promised_at}


def follow_up(_work: "Work", ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The ticket comes back to its owner: one that was put aside is open again."""
    changes: dict[str, Any] = {"state": "open", "snoozed_until": None} if ticket.state == "snoozed" else {}
    return "followup.due", changes, {}
