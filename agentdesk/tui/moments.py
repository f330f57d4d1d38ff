"""Moments and durations, as short as a column: `00:26`, `9h`, `!-00:04`."""

from datetime import datetime, tzinfo

import msgspec

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.model import Nearness, State, Ticket
from agentdesk.text import Safe, safe

HOURS_ONLY = 8 * HOUR
"""From here on minutes are left out."""

ROLES = {
    Nearness.CALM: "dim",
    Nearness.AMBER: "amber-strong",
    Nearness.RED: "red",
    Nearness.LATE: "red-strong",
}
"""The colour of a promise's time."""


class Due(msgspec.Struct, frozen=True):
    """What the time column says, and in what colour (a role of the look)."""

    text: Safe
    role: str


def due(ticket: Ticket, now: int, zone: tzinfo | None) -> Due:
    """Return what the queue says of a ticket's time."""
    if ticket.state == State.SNOOZED and ticket.snoozed_until is not None:
        return Due(safe(f"⏸{wake(ticket.snoozed_until, now, zone)}"), "dim")
    if ticket.state in {State.SOLVED, State.CLOSED}:
        return Due(safe("✓"), "green")
    if ticket.state == State.PENDING:
        since = ticket.last_agent_at or ticket.updated_at
        return Due(safe(f"↩{short(now - since)}"), "faint")
    if ticket.due_at is None:
        return Due(safe("–"), "faint")
    return left(ticket, ticket.due_kind, ticket.due_at, now)


def left(ticket: Ticket, clock: str, due_at: int, now: int) -> Due:
    """Return how the promise of that name stands, which is due then: a sign and a colour as its bands say."""
    near = ticket.nearness(clock, due_at, now)
    return Due(safe(f"{near.sign}{short(abs(due_at - now))}"), ROLES[near])


def short(duration: int) -> str:
    """Return hours and minutes, whole hours from 8 hours on, whole days from two days on."""
    if duration >= 2 * DAY:
        return f"{duration // DAY}d"
    if duration >= HOURS_ONLY:
        return f"{duration // HOUR}h"
    minutes = max(duration, 0) // MINUTE
    return f"{minutes // 60:02}:{minutes % 60:02}"


def wake(until: int, now: int, zone: tzinfo | None) -> str:
    """Return the time of day of a moment that is near, else how far it is."""
    if until - now >= 20 * HOUR:
        return short(until - now)
    return clock(until, zone)


def clock(moment: int, zone: tzinfo | None) -> str:
    """Return the time of day: `20:14`."""
    return datetime.fromtimestamp(moment / 1000, zone).strftime("%H:%M")


def day(moment: int, zone: tzinfo | None) -> str:
    """Return the date: `2025-03-14`."""
    return datetime.fromtimestamp(moment / 1000, zone).strftime("%Y-%m-%d")
