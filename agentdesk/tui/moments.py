"""Moments and durations, as short as a column: `00:26`, `9h`, `!-00:04`."""

from datetime import datetime, tzinfo

import msgspec

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.model import State, Ticket
from agentdesk.text import Safe, safe

SOON = 15 * MINUTE
"""A promise that is due within this is marked."""
HOURS_ONLY = 8 * HOUR
"""From here on minutes are left out."""


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
    return left(ticket.due_at - now)


def left(remaining: int) -> Due:
    """Return how a promise stands that is due in `remaining` ms, negative when it is late."""
    if remaining < 0:
        return Due(safe(f"!-{short(-remaining)}"), "red-strong")
    if remaining < SOON:
        return Due(safe(f"!{short(remaining)}"), "amber-strong")
    return Due(safe(short(remaining)), "dim")


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
