"""The words of the field, as the fixed vocabularies that the journal keeps."""

from enum import StrEnum


class State(StrEnum):
    """The life of a ticket."""

    OPEN = "open"
    """We owe the next step."""
    PENDING = "pending"
    """The customer owes it."""
    SNOOZED = "snoozed"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How urgent; the first is worked first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for urgent … 3 for low."""
        return list(Priority).index(self)


class Role(StrEnum):
    """What a person may do at the desk."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    LEAD = "lead"
    ADMIN = "admin"


LEADING = frozenset({Role.SUPERVISOR, Role.LEAD, Role.ADMIN})
"""Roles that may act on other people's tickets and on the desk's rules."""


class Duty(StrEnum):
    """Whether a person works at the moment."""

    ONLINE = "online"
    """There for new tickets."""
    BUSY = "busy"
    """At work, but for no new tickets."""
    BREAK = "break"
    OFFLINE = "offline"


class Author(StrEnum):
    """Who wrote a message of a conversation."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    NOTE = "note"
    """An agent's internal note; the customer never sees it."""
    SYSTEM = "system"


class Sending(StrEnum):
    """How far an answer got on its way to the customer."""

    HELD = "held"
    """Waits a moment, so that it can be taken back."""
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    """The channel may have it; a person decides whether it goes again."""
    WITHDRAWN = "withdrawn"


TIERS = ("ordinary", "vip", "creator", "merchant")
CHANNELS = ("chat", "phone", "email", "social", "app", "web", "other")
LIVE_STATES = (State.OPEN, State.PENDING, State.SNOOZED)
"""States of a ticket that still stands in someone's queue."""
VIEWS = (
    "mine",
    "team",
    "unassigned",
    "waiting",
    "breaching",
    "snoozed",
    "all",
    "escalated",
    "followups",
    "tasks",
    "solved",
)
"""The views of the queue, in the order in which they are offered."""
