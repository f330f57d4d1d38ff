"""The ticket: one matter of one customer."""

import msgspec


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """A stretch that a ticket spent in a state: ms since the epoch; `until` is None while it lasts."""

    state: str
    """"pending" or "snoozed"."""
    since: int
    until: int | None = None


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as folded from its stream; each field is a column of the same name.

    Moments are ms since the epoch, or None when that clock does not run or that thing has not happened.
    """

    id: int
    version: int
    """Version of its stream: what a verb names as seen."""
    state: str = "open"
    subject: str = ""
    preview: str = ""
    """The beginning of the customer's last message."""
    customer: int = 0
    customer_name: str = ""
    tier: str = "ordinary"
    channel: str = "other"
    conversation: str = ""
    """The channel's own id of the conversation."""
    category: str = ""
    """What the customer picked."""
    lang: str = ""
    kind: str = "matter"
    """Row of the promise table: "matter" or "complaint", or another kind that a rule names."""
    owner: str | None = None
    """Id of the agent who follows the case."""
    team: str | None = None
    proposed_team: str | None = None
    """Where the rules would route a ticket that a person already works on."""
    accused: str | None = None
    """Agent complained about: the ticket is never routed to that person."""
    parent: int | None = None
    """The ticket that this one continues."""
    priority: str = "normal"
    points: int = 0
    tags: tuple[str, ...] = ()
    hands: tuple[str, ...] = ()
    """What a person set, and no rule may undo: "priority", "team", "+tag", "-tag"."""
    articles: tuple[str, ...] = ()
    """Articles that the rules suggest."""
    created_at: int = 0
    received_at: int = 0
    """When the promise clocks began."""
    updated_at: int = 0
    last_customer_at: int | None = None
    last_agent_at: int | None = None
    first_answer_at: int | None = None
    waiting_since: int | None = None
    """The oldest customer message that nobody answered."""
    solved_at: int | None = None
    closed_at: int | None = None
    snoozed_until: int | None = None
    pauses: tuple[Pause, ...] = ()
    """When it was pending or snoozed, in order: clocks may stand still then."""
    reopened: int = 0
    reopened_at: int | None = None
    """The latest reopening."""
    messages: int = 0
    """How many messages and notes the conversation holds."""
    first_due: int | None = None
    next_due: int | None = None
    resolve_due: int | None = None
    final_due: int | None = None
    due_at: int | None = None
    due_kind: str = ""
    lane: int = 1
    order_at: int = 0
    """The order key: (lane, order_at, id); see the promises room for the formula."""
    imported: bool = False
    archived: bool = False
    """History: out of the queue and out of response measures."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What another department or partner was asked; it never pauses the customer's clock."""

    id: str
    ticket: int
    team: str
    state: str = "open"
    text: str = ""
    answer: str = ""
    asked_by: str = ""
    asked_at: int = 0
    due_at: int | None = None
    done_at: int | None = None


class Timer(msgspec.Struct, frozen=True):
    """Something that falls due; its effect is an event unique by (ticket, timer, step)."""

    ticket: int
    timer: str
    """"wake", "remind", "expire", "close", …; "warn:resolution", "breach:resolution", "escalate:resolution", …"""
    step: int
    due_at: int
