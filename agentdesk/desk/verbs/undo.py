"""Undo: a new event that takes back an old one, unless someone has acted on the same field since."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from agentdesk.desk.command import Command, is_person
from agentdesk.desk.settle import CALLED, DERIVED
from agentdesk.desk.work import Work, step_name
from agentdesk.lang import Refusal, Why
from agentdesk.model import Event, Pause, Sending, Ticket, key_of, stream_of

UNDOABLE = frozenset(
    {
        "ticket.claimed",
        "ticket.released",
        "ticket.rerouted",
        "ticket.offered",
        "ticket.accepted",
        "ticket.returned",
        "ticket.escalated",
        "ticket.deescalated",
        "ticket.absorbed",
        "ticket.merged",
        "ticket.split",
        "ticket.rated",
        "complaint.set",
        "followup.set",
        "followup.ended",
        "promised.given",
        "promised.kept",
        "promised.withdrawn",
        "task.asked",
        "task.answered",
        "task.cancelled",
        "ticket.snoozed",
        "ticket.solved",
        "ticket.reopened",
        "tags.changed",
        "ticket.checked",
        "priority.set",
        "message.replied",
        "note.added",
        "ticket.assigned",
        "ticket.dedicated",
        "ticket.undedicated",
        "ticket.needs",
        "ticket.handed_over",
        "ticket.joined_incident",
        "ticket.left_incident",
    }
)
_STATE = frozenset({"state", "solved_at", "closed_at", "snoozed_until", "reopened", "reopened_at", "merged_into"})
"""What goes together: none of it is taken back when the ticket is in another state by now."""
_TASKS = frozenset({"task.asked", "task.answered", "task.cancelled"})
_CALLING = frozenset({"ticket.escalated", "ticket.deescalated"})
"""What is about who is called; anything else calls them off by the way."""
_COUNTERS = frozenset({"messages"})
"""What only ever grows: taking an event back does not take its line out of the conversation."""


class Undo(Command, frozen=True):
    """Take back the last thing that I did to this ticket."""

    ticket: int

    def decide(self, work: Work) -> None:
        """Record it; refused, naming the person, when someone acted on that field since."""
        ticket = work.ticket(self.ticket)
        events = work.tx.events(stream_of("ticket", ticket.id))
        event = _last(events, work.me().id, _held_reply(work, ticket))
        if event is None:
            raise Refusal(Why.CONFLICT, "desk.nothing_to_undo", ticket=ticket.id)
        take_back(work, ticket, event, events)
        work.say(f"desk.undid_{event.kind.replace('.', '_')}", ticket=ticket.id)


class UndoPart(Command, frozen=True):
    """Take back what a bulk act did to one ticket: the event of this version; none when others acted since."""

    ticket: int
    version: int

    def decide(self, work: Work) -> None:
        """Record it; refused, naming the person, when anybody else has acted on the ticket since."""
        ticket = work.ticket(self.ticket)
        events = work.tx.events(stream_of("ticket", ticket.id))
        event = next((event for event in events if event.version == self.version), None)
        if event is None or event.version in _gone(events):
            raise Refusal(Why.CONFLICT, "desk.nothing_to_undo", ticket=ticket.id)
        touched = next((other for other in events if _acted(work, event, other)), None)
        if touched is not None:
            raise _refusal(work, ticket, touched)
        take_back(work, ticket, event, events)


def take_back(work: Work, ticket: Ticket, event: Event, events: Sequence[Event]) -> None:
    """Record that an event of a ticket is undone, and its twin on another ticket where it has one.

    Refused when someone acted on the same field since.
    """
    undone = [(ticket, *_undone(work, ticket, event, events))]
    if "twin" in event.data:
        undone += _twin(work, event)
    for one, changes, parts in undone:
        work.change(one, "ticket.undone", changes, **parts)


def _undone(work: Work, ticket: Ticket, event: Event, events: Sequence[Event]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that go back and the other parts of the event that undoes one."""
    later = _standing(events, event)
    parts: dict[str, Any] = {"undoes": event.version}
    if event.kind in ("message.replied", "message.auto"):
        parts["delivery"] = _withdrawn(work, ticket, event)
    if event.kind in ("message.replied", "message.auto", "note.added"):
        parts["message"] = ({"n": event.version, "withdrawn": 1}, None)
    if event.kind in _TASKS:
        parts["task"] = _task_back(work, ticket, event, later)
    changes = _changes_back(work, ticket, event, later)
    if not changes and "message" not in parts and _moved_on(ticket, event):
        raise Refusal(Why.CONFLICT, "desk.nothing_to_undo", ticket=ticket.id)
    return changes, parts


def _standing(events: Sequence[Event], event: Event) -> list[Event]:
    """Return what came after an event and was not taken back; nor what took that back."""
    later = [other for other in events if other.version > event.version]
    gone = _gone(later)
    return [
        other
        for other in later
        if other.version not in gone and not (other.kind == "ticket.undone" and other.data["undoes"] > event.version)
    ]


def _task_back(work: Work, ticket: Ticket, event: Event, later: Sequence[Event]) -> Any:
    """Return the task as it was before; refused when somebody else did something about it since."""
    name = event.data["task"]["id"]
    for other in later:
        if other.data.get("task", {}).get("id") == name and _by_other(work, other):
            raise _refusal(work, ticket, other)
    if event.kind == "task.asked":
        return {"id": name, "state": "cancelled", "done_at": work.now, "done_by": work.actor}
    return {"id": name, "state": "open", "done_at": None, "done_by": None}, {"answer": ""}


def _twin(work: Work, event: Event) -> list[tuple[Ticket, dict[str, Any], dict[str, Any]]]:
    """Return what goes back on the other ticket of a merge or a split; refused as on the first one."""
    number, version = event.data["twin"]
    other = work.ticket(number)
    events = work.tx.events(stream_of("ticket", number))
    twin = next(one for one in events if one.version == version)
    if version in _gone(events):
        return []
    if event.kind == "ticket.split":
        touched = next((one for one in events if _acted(work, twin, one)), None)
        if touched is not None:
            raise _refusal(work, other, touched)
        from agentdesk.desk.verbs.merge import closed_into

        return [(other, closed_into(work, key_of(event.stream)), {"undoes": version})]
    return [(other, *_undone(work, other, twin, events))]


def _gone(events: Sequence[Event]) -> set[int]:
    return {event.data["undoes"] for event in events if event.kind == "ticket.undone"}


def _acted(work: Work, event: Event, other: Event) -> bool:
    """Whether a person, other than who did `event`, acted after it, and not as part of the same bulk act."""
    if other.version <= event.version or other.actor == event.actor or not is_person(other.actor, work.tx.agents()):
        return False
    return "bulk" not in event.data or other.data.get("bulk") != event.data["bulk"]


def _last(events: Sequence[Event], me: str, is_held: Callable[[Event], bool]) -> Event | None:
    gone = _gone(events)
    mine = (event for event in reversed(events) if (event.actor == me and event.kind in UNDOABLE) or is_held(event))
    return next((event for event in mine if event.version not in gone), None)


def _held_reply(work: Work, ticket: Ticket) -> Callable[[Event], bool]:
    """Return what tells an automatic reply that has not left yet: nobody's, so that anybody may take it back."""

    def is_held(event: Event) -> bool:
        if event.kind != "message.auto":
            return False
        delivery = work.tx.delivery(ticket.id, event.version)
        return delivery is not None and delivery.state == Sending.HELD

    return is_held


def _withdrawn(work: Work, ticket: Ticket, event: Event) -> dict[str, Any]:
    delivery = work.tx.delivery(ticket.id, event.version)
    if delivery is None or delivery.state != Sending.HELD:
        raise Refusal(Why.CONFLICT, "desk.sent_already", ticket=ticket.id)
    return {"n": event.version, "state": Sending.WITHDRAWN}


def _changes_back(work: Work, ticket: Ticket, event: Event, later: Sequence[Event]) -> dict[str, Any]:
    """Return the old values of the fields that the event set and that nobody changed since."""
    was = {**event.data.get("was", {}), **(event.body or {}).get("was", {})}
    given = {**event.data.get("set", {}), **(event.body or {}).get("set", {})}
    changes = _hands_back(ticket, was, given)
    if "tags" in event.data:
        return changes | _tags_back(work, ticket, event, later)
    moved_on = _moved_on(ticket, event)
    for name, old in was.items():
        if (name in DERIVED and not _is_absorbed(name, event)) or name in _COUNTERS or name == "hands":
            continue
        if name not in CALLED or event.kind in _CALLING:
            _refuse_if_touched(work, ticket, name, later)
        if moved_on and name in _STATE:
            continue
        if name == "waiting_since" and moved_on:  # they wait since the older of both messages, if they wait
            if ticket.waiting_since is not None and old is not None:
                changes[name] = min(old, ticket.waiting_since)
        elif _plain(getattr(ticket, name)) == _plain(given.get(name)):
            changes[name] = _value(name, old)
    accused = changes.get("accused", ticket.accused)
    if changes.get("owner") is not None and changes["owner"] == accused:
        who = work.name_of(accused)
        raise Refusal(Why.FORBIDDEN, "desk.reroute_accused", ticket=ticket.id, who=who)
    return changes


def _is_absorbed(name: str, event: Event) -> bool:
    """Whether a field that is computed elsewhere was taken over from the ticket that was merged."""
    return name == "pauses" and event.kind == "ticket.absorbed"


def _value(name: str, old: Any) -> Any:
    if name == "pauses":
        return msgspec.convert(old, tuple[Pause, ...])
    return tuple(old) if isinstance(old, list) else old


def _moved_on(ticket: Ticket, event: Event) -> bool:
    """Whether the keeper or the customer changed the state that the event had set."""
    return "state" in event.data.get("was", {}) and ticket.state != event.data.get("set", {}).get("state")


def _hands_back(ticket: Ticket, was: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Take back the marks that the event made, and those only: others may have made theirs since."""
    before, after = set(was.get("hands", ())), set(given.get("hands", ()))
    hands = tuple(sorted(({*ticket.hands} - (after - before)) | (before - after)))
    return {"hands": hands} if hands != ticket.hands else {}


def _tags_back(work: Work, ticket: Ticket, event: Event, later: Sequence[Event]) -> dict[str, Any]:
    on, off = set(event.data["tags"]["on"]), event.data["tags"]["off"]
    touched = [other for other in later if "tags" in other.data and _by_other(work, other)]
    for other in touched:
        if {*other.data["tags"]["on"], *other.data["tags"]["off"]} & {*on, *off}:
            raise _refusal(work, ticket, other)
    tags = {*ticket.tags, *off} - on
    order = dict.fromkeys((*event.data["was"]["tags"], *ticket.tags))
    return {"tags": tuple(tag for tag in order if tag in tags)}


def _refuse_if_touched(work: Work, ticket: Ticket, name: str, later: Sequence[Event]) -> None:
    for other in later:
        if name in other.data.get("was", {}) and _by_other(work, other):
            raise _refusal(work, ticket, other)


def _by_other(work: Work, event: Event) -> bool:
    return event.actor != work.actor and is_person(event.actor, work.tx.agents())


def _refusal(work: Work, ticket: Ticket, event: Event) -> Refusal:
    who = work.name_of(event.actor)
    return Refusal(
        Why.CONFLICT, "desk.undo_touched", ticket=ticket.id, who=who, what=step_name(event.kind), at=work.time(event.at)
    )


def _plain(value: object) -> object:
    return msgspec.to_builtins(list(value) if isinstance(value, tuple) else value)
