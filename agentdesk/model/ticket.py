"""The ticket: one matter of one customer."""

from enum import StrEnum

import msgspec


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """A stretch that a ticket spent in a state: ms since the epoch; `until` is None while it lasts."""

    state: str
    """"pending" or "snoozed"."""
    since: int
    until: int | None = None


class Band(msgspec.Struct, frozen=True, array_like=True):
    """When a running promise turns amber and when red, on its way to the deadline: ms since the epoch."""

    clock: str
    """Which promise: "first_response", "resolution", …"""
    amber_at: int
    red_at: int


class Nearness(StrEnum):
    """How near a running promise is to being broken."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"
    LATE = "late"

    @property
    def sign(self) -> str:
        """What says so besides the colour."""
        return {"calm": "", "amber": "!", "red": "!!", "late": "!-"}[self.value]


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
    skills: tuple[str, ...] = ()
    """What whoever takes it must know."""
    dedicated: bool = False
    """Whether its owner follows it until it is solved: nothing but that person or a lead moves it."""
    incident: str | None = None
    """The incident that it is part of."""
    parent: int | None = None
    """The ticket that this one continues, or was split from."""
    merged_into: int | None = None
    """The ticket in which this one is followed further."""
    sent_at: int | None = None
    """When it was rerouted to whoever holds it now, until they take it."""
    sent_by: str | None = None
    """Who followed it and sent it here, to whom it goes back; None when nobody followed it then."""
    sent_from: str | None = None
    """The team that it came from."""
    offered_team: str | None = None
    """The team that is asked to take it while its owner stays: a warm hand-off."""
    offered_to: str | None = None
    """The same for a person."""
    bounces: int = 0
    """How often it was returned by those it was sent to."""
    promise: str = ""
    """What an agent promised the customer."""
    promised_at: int | None = None
    """By when; the ticket is due then, if nothing is due before."""
    promised_who: str | None = None
    """Which agent promised it."""
    escalated_at: int | None = None
    escalated_to: str | None = None
    """The role that was called: "supervisor" or "lead"; by a broken promise also another."""
    escalated_for: str = ""
    """The promise that called it by being broken, "task" for that of a task; "" when a person did."""
    follow_up: str = ""
    """What its owner wants to come back to."""
    follow_up_at: int | None = None
    severity: int | None = None
    """Of a complaint: 1 minor, 2 serious, 3 grave."""
    about: int | None = None
    """The ticket of the case complained about."""
    rating: int | None = None
    """The customer's satisfaction, 1 to 5."""
    rating_comment: str = ""
    rated_at: int | None = None
    rated_agent: str | None = None
    rated_team: str | None = None
    """The team that had it when the customer rated it."""
    """Whose work was rated: who solved it, else who answered last; never merely who holds it."""
    priority: str = "normal"
    points: int = 0
    tags: tuple[str, ...] = ()
    hands: tuple[str, ...] = ()
    """What a person set, and no rule may undo: "priority", "team", "skills", "+tag", "-tag"."""
    checks: tuple[str, ...] = ()
    """Checklist: what the rules say must be checked before the matter is settled."""
    checked: tuple[str, ...] = ()
    """What an agent has checked."""
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
    update_due: int | None = None
    due_at: int | None = None
    due_kind: str = ""
    bands: tuple[Band, ...] = ()
    """How near each running promise is, as its row of the promise table says: what colours its time."""
    lane: int = 1
    order_at: int = 0
    """The order key: (lane, order_at, id); see the promises room for the formula."""
    imported: bool = False
    archived: bool = False
    """History: out of the queue and out of response measures."""

    def nearness(self, clock: str, due_at: int, now: int) -> Nearness:
        """How near the promise of that name is, which is due then: by the bands that its row gives it."""
        if now > due_at:
            return Nearness.LATE
        band = next((band for band in self.bands if band.clock == clock), None)
        if band is None or now < band.amber_at:
            return Nearness.CALM
        return Nearness.RED if now >= band.red_at else Nearness.AMBER


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What another department or partner was asked; it never pauses the customer's clock."""

    id: str
    ticket: int
    team: str = ""
    """Id of the team that is asked; "" for a partner."""
    partner: str = ""
    """Name of the partner who is asked, outside this desk."""
    state: str = "open"
    """"open", "done" or "cancelled"."""
    text: str = ""
    answer: str = ""
    asked_by: str = ""
    asked_at: int = 0
    due_at: int | None = None
    done_at: int | None = None
    done_by: str | None = None
    reminded_at: int | None = None
    """When they were last reminded."""


class Timer(msgspec.Struct, frozen=True):
    """Something that falls due; its effect is an event unique by (ticket, timer, step)."""

    ticket: int
    timer: str
    """"wake", "remind", "expire", "close", …; "warn:resolution", "breach:resolution", "escalate:resolution", …"""
    step: int
    due_at: int
