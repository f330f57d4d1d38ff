"""Work: one transaction as a verb sees it — what is, who acts, when, by which rules — and the recording of events."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import Chance, to_datetime
from agentdesk.desk.appointments import appointment_timers
from agentdesk.desk.errors import no_ticket, not_live
from agentdesk.desk.lifecycle import timers
from agentdesk.desk.promises import promise_timers
from agentdesk.desk.rulebook import Rulebook, Rulebooks
from agentdesk.desk.settle import CALLED, called_off, settled
from agentdesk.desk.task_clocks import task_timers
from agentdesk.lang import Message, Param, Refusal, Why
from agentdesk.model import LIVE_STATES, Agent, Event, Json, NewEvent, Role, Ticket, stream_of
from agentdesk.store.protocol import Transaction

PERSONAL = frozenset({"subject", "preview", "customer_name", "conversation", "promise", "follow_up", "rating_comment"})
"""Fields of a ticket that are a person's words or names: they travel in the erasable body."""


class Work:
    """What a command gets to decide with."""

    def __init__(self, tx: Transaction, actor: Agent | str, now: int, books: Rulebooks, chance: Chance) -> None:
        self.tx = tx
        self.now = now
        self.chance = chance
        self.person = actor if isinstance(actor, Agent) else None
        self.actor = actor.id if isinstance(actor, Agent) else actor
        self.tickets: dict[int, Ticket] = {}
        self.said: list[Message] = []
        self.events: list[Event] = []
        self.marks: Json = {}
        """What every event of a ticket carries besides: which bulk act it belongs to."""
        self._books = books

    @property
    def book(self) -> Rulebook:
        """The rule set in force; raises `Refusal` when the desk has none."""
        return self._books.in_force(self.tx)

    def me(self) -> Agent:
        """The person who acts; raises `Refusal` when it is not a person."""
        if self.person is None:
            raise Refusal(Why.FORBIDDEN, "desk.people_only")
        return self.person

    def leads(self) -> bool:
        """Whether the person may act on other people's tickets."""
        return self.person is None or self.person.role in (Role.SUPERVISOR, Role.LEAD, Role.ADMIN)

    def _heeds(self, called: str | None) -> bool:
        """Whether the person who acts is one of those who were called: whatever they do, they saw to it."""
        return self.person is not None and (self.person.role == called or self.leads())

    def say(self, code: str, **params: Param) -> None:
        """Tell the person who acts what happened."""
        self.said.append(Message(code, params))

    def ticket(self, ticket: int) -> Ticket:
        """Return a ticket; raises `Refusal` when there is none."""
        found = self.tickets.get(ticket) or self.tx.ticket(ticket)
        if found is None:
            raise no_ticket(ticket)
        return found

    def live_ticket(self, ticket: int) -> Ticket:
        """Return a ticket that stands in a queue; raises `Refusal` for one that is solved or closed."""
        found = self.ticket(ticket)
        if found.state not in LIVE_STATES or found.archived:
            raise not_live(found)
        return found

    def name_of(self, actor: str | None) -> str:
        """Return the name of whoever has this id, for a sentence."""
        agent = self.tx.agent(actor) if actor else None
        return agent.shown if agent else (actor or "")

    def guard(self, ticket: Ticket, seen: int | None, *kinds: str, task: str | None = None) -> None:
        """Refuse when someone else did one of `kinds` to the ticket since version `seen`, naming who and when.

        With `task` only what was done about that one. What was taken back meanwhile stands in nobody's way.
        """
        if seen is None or seen >= ticket.version:
            return
        events = self.tx.events(stream_of("ticket", ticket.id), since=seen)
        gone = {event.data["undoes"] for event in events if event.kind == "ticket.undone"}
        for event in events:
            about = task is None or event.data.get("task", {}).get("id") == task
            if event.kind in kinds and event.actor != self.actor and about and event.version not in gone:
                code = "desk.customer_wrote" if event.kind == "message.received" else "desk.faster"
                who = self.name_of(event.actor)
                raise Refusal(
                    Why.CONFLICT, code, ticket=ticket.id, who=who, what=step_name(event.kind), at=self.time(event.at)
                )

    def time(self, at: int) -> str:
        """Return a moment as people say it: the time of day in the desk's zone, with the date if not today.

        What was today is told to the second, for who was faster; what is to come to the minute.
        """
        zone = ZoneInfo(self.book.policies.calendar.zone)
        local, today = to_datetime(at, zone), to_datetime(self.now, zone)
        if local.date() != today.date():
            return f"{local:%Y-%m-%d %H:%M}"
        return f"{local:%H:%M}" if at > self.now else f"{local:%H:%M:%S}"

    def record(
        self,
        stream: str,
        kind: str,
        data: Json,
        body: Json | None = None,
        at: int | None = None,
        expect: int | None = None,
    ) -> Event:
        """Append an event to any stream, at version `expect` if that is given."""
        new = NewEvent(stream=stream, kind=kind, data=data, body=body or None, at=at)
        event = self.tx.append(new, actor=self.actor, now=self.now, expect=expect)
        self.events.append(event)
        return event

    def open_ticket(self, ticket: Ticket, kind: str, *, at: int | None = None, **parts: Any) -> Ticket:
        """Record a new ticket's first event; its clocks and order key are settled here."""
        ticket = settled(msgspec.structs.replace(ticket, version=1), self.book.policies, self.now)
        return self._write(None, ticket, kind, at, parts, {})

    def change(
        self, before: Ticket, kind: str, changes: dict[str, Any], /, *, at: int | None = None, **parts: Any
    ) -> Ticket:
        """Record a change of a ticket: `changes` are its new fields, `parts` what else the event holds.

        A part is `name=value`, or `name=(value, erasable value)`. What follows for clocks, order and timers is
        settled here; the fields' old values are kept in the event, so that it can be taken back.
        """
        changes = changes | _offer_ended(before, changes)
        after = msgspec.structs.replace(before, **changes, version=before.version + 1)
        if before.escalated_for and after.escalated_at == before.escalated_at and self._heeds(before.escalated_to):
            after = called_off(after)
        after = settled(after, self.book.policies, self.now)
        named = dict.fromkeys((*changes, *CALLED))
        was = {name: getattr(before, name) for name in named if getattr(before, name) != getattr(after, name)}
        return self._write(before, after, kind, at, parts, was)

    def _write(
        self, before: Ticket | None, after: Ticket, kind: str, at: int | None, parts: dict[str, Any], was: Json
    ) -> Ticket:
        data, body = _changed(before, after)
        kept, personal = _apart(was)
        data |= {"was": kept} if kept else {}
        body |= {"was": personal} if personal else {}
        fired = tuple(parts["fired"]) if parts.get("fired") else None
        due = timers(before, after, self.book.lifecycle, self.now)
        due += appointment_timers(self.tx, before, after, self.now)
        due += promise_timers(self.tx, after, self.book.policies, fired)
        due += task_timers(self.tx, after.id, _lasting(parts.get("task")), self.book.policies.tasks, fired)
        if due:
            data["timers"] = due
        for name, part in parts.items():
            if part is None:
                continue
            data[name], erasable = part if isinstance(part, tuple) and len(part) == 2 else (part, None)
            if erasable:
                body[name] = erasable
        data |= self.marks
        expect = 0 if before is None else before.version
        event = self.record(stream_of("ticket", after.id), kind, data, body, at, expect)
        self.tickets.pop(after.id, None)
        self.tickets[after.id] = msgspec.structs.replace(after, version=event.version, updated_at=event.at)
        return self.tickets[after.id]


def step_name(kind: str) -> Message:
    """Return what an event of this kind is called."""
    return Message(f"desk.step_{kind.replace('.', '_')}")


def _changed(before: Ticket | None, after: Ticket) -> tuple[Json, Json]:
    """Return the fields that differ, those to keep and those to erase apart, as `data` and `body` of an event."""
    base = before or _BLANK
    names = (name for name in Ticket.__struct_fields__ if name not in ("id", "version", "updated_at"))
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(base, name)}
    if before is None:
        changed |= {"state": after.state}
    kept, personal = _apart(changed)
    return ({"set": kept} if kept else {}), ({"set": personal} if personal else {})


def _offer_ended(before: Ticket, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the change that ends an offer; {} where there is none, or it stands.

    It ends where nobody follows the ticket any more, where that is done, and where it complains about whom it was
    offered to.
    """
    names = ("offered_team", "offered_to", "owner", "state", "accused")
    team, person, owner, state, accused = (changes.get(name, getattr(before, name)) for name in names)
    if team is None and person is None:
        return {}
    if owner is None or state not in LIVE_STATES or (person is not None and person == accused):
        return {"offered_team": None, "offered_to": None}
    return {}


def _lasting(part: Any) -> Json | None:
    """Return what is kept of a part of an event."""
    kept: Json | None = part[0] if isinstance(part, tuple) else part
    return kept


def _apart(fields: Json) -> tuple[Json, Json]:
    kept = {name: value for name, value in fields.items() if name not in PERSONAL}
    return kept, {name: value for name, value in fields.items() if name in PERSONAL}


_BLANK = Ticket(id=0, version=0)
