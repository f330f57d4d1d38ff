"""One act on many tickets: rehearsed before, carried out in short transactions, taken back as one.

Each chunk of tickets is a transaction of its own, so that nobody waits long for the desk meanwhile; in it the stream
"bulk:ID" gets an event that names the tickets with the version at which each was changed, and those that refused.
What is journalled is done: an act that was interrupted can be taken back as far as it came, or given again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

import msgspec

from agentdesk.desk.command import LEADING
from agentdesk.desk.verbs.undo import UndoPart
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Event, Json, Role, Ticket, key_of, stream_of

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk
    from agentdesk.desk.work import Work

CHUNK: Final = 40
"""Tickets of one transaction: others wait as long as it lasts."""
MOST: Final = 10_000
"""Tickets of one act."""
Progress = Callable[[int, int], None]
"""Told after each chunk how many tickets were seen to, of how many."""


class OnTicket(Protocol):
    """A command about one ticket. It refuses before it records anything, or not at all."""

    roles: ClassVar[frozenset[Role]]

    @property
    def ticket(self) -> int:
        """The ticket's number."""

    def decide(self, work: "Work") -> None:
        """Record what happens; raises `Refusal`."""


class Refused(msgspec.Struct, frozen=True):
    """A ticket that was left as it is, and why."""

    ticket: int
    why: Message

    def is_named_in(self, sentence: str) -> bool:
        """Whether a sentence, as `why` becomes one, names the ticket by itself."""
        return re.search(rf"#{self.ticket}(?!\d)", sentence) is not None


class BulkDone(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act on many tickets."""

    id: str
    """By which it can be taken back; "" when nothing was done."""
    done: tuple[int, ...] = ()
    refused: tuple[Refused, ...] = ()


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """What an act would come to: each ticket as it is and as it would be, and those that would refuse."""

    changed: tuple[tuple[Ticket, Ticket], ...] = ()
    refused: tuple[Refused, ...] = ()


def rehearse(desk: "Desk", commands: Sequence[OnTicket], actor: str) -> Rehearsed:
    """Return what these commands would do now, by their own rules; nothing is written and nobody waits.

    Raises `Refusal` where the person may not do it at all, and for more than `MOST` tickets.
    """
    _bounded(commands)
    changed: list[tuple[Ticket, Ticket]] = []
    refused: list[Refused] = []
    with desk.rehearsal(actor) as work:
        for command in commands:
            before = work.tx.ticket(command.ticket)
            why = _refused(work, command)
            if why is not None:
                refused.append(Refused(command.ticket, why))
            elif before is not None and command.ticket in work.tickets:
                changed.append((before, work.tickets[command.ticket]))
    return Rehearsed(changed=tuple(changed), refused=tuple(refused))


def carry_out(
    desk: "Desk", commands: Sequence[OnTicket], actor: str, what: str, told: Progress | None = None
) -> BulkDone:
    """Give commands, each about another ticket, as one act called `what` ("rerouted", "tagged" …); durable at return.

    Those that refuse are listed; the others are done. Raises `Refusal` where the person may not do it at all.
    """
    _bounded(commands)
    number = desk.chance.token()
    done: list[int] = []
    refused: list[Refused] = []
    for chunk in _chunks(commands):
        changed, left = _chunk(desk, chunk, actor, number, f"bulk.{what}")
        done += changed
        refused += left
        if told is not None:
            told(len(done) + len(refused), len(commands))
    return BulkDone(id=number if done else "", done=tuple(done), refused=tuple(refused))


def undo_bulk(desk: "Desk", number: str, actor: str, told: Progress | None = None) -> BulkDone:
    """Take back an act on many tickets; tickets on which somebody else acted since stay, and are listed.

    Raises `Refusal` when there is no such act, when it is another person's and this one does not lead, and when
    nothing of it is left to take back.
    """
    events = desk.reader().events(stream_of("bulk", number))
    _may_undo(desk, events, number, actor)
    gone = {tuple(pair) for event in events for pair in event.data.get("undid", ())}
    parts = [
        UndoPart(ticket, version)
        for event in reversed(events)
        if event.kind != "bulk.undone"
        for ticket, version in reversed(event.data["done"])
        if (ticket, version) not in gone
    ]
    if not parts:
        raise Refusal(Why.CONFLICT, "desk.bulk_undone", id=number)
    done: list[int] = []
    refused: list[Refused] = []
    for chunk in _chunks(parts):
        changed, left = _chunk(desk, chunk, actor, number, "bulk.undone")
        done += changed
        refused += left
        if told is not None:
            told(len(done) + len(refused), len(parts))
    return BulkDone(id=number, done=tuple(done), refused=tuple(refused))


def _chunks(commands: Sequence[OnTicket]) -> Iterator[Sequence[OnTicket]]:
    return (commands[start : start + CHUNK] for start in range(0, len(commands), CHUNK))


def _bounded(commands: Sequence[OnTicket]) -> None:
    if len(commands) > MOST:
        raise Refusal(Why.INPUT, "desk.bulk_too_many", n=len(commands), most=MOST)
    if not commands:
        raise Refusal(Why.INPUT, "desk.bulk_none")


def _may_undo(desk: "Desk", events: Sequence[Event], number: str, actor: str) -> None:
    if not events:
        raise Refusal(Why.MISSING, "desk.no_bulk", id=number[:40])
    person = desk.reader().agent(actor)
    if events[0].actor != actor and (person is None or person.role not in LEADING):
        owner = desk.reader().agent(events[0].actor)
        raise Refusal(Why.FORBIDDEN, "desk.bulk_not_yours", who=owner.shown if owner else events[0].actor)


def _chunk(
    desk: "Desk", commands: Sequence[OnTicket], actor: str, number: str, kind: str
) -> tuple[list[int], list[Refused]]:
    """Carry out some commands in one transaction, with the event that names them."""
    with desk.work(actor) as work:
        work.marks = {"bulk": number}
        answers = [(command.ticket, _refused(work, command)) for command in commands]
        refused = [Refused(ticket, why) for ticket, why in answers if why is not None]
        done = list(_changed(work))
        if done:
            data: Json = {"done": done, "refused": [[one.ticket, one.why.code] for one in refused]}
            undid = [[int(key_of(event.stream)), event.data["undoes"]] for event in work.events if _is_undo(event)]
            work.record(stream_of("bulk", number), kind, data | ({"undid": undid} if undid else {}))
    return [ticket for ticket, _ in done], refused


def _refused(work: "Work", command: OnTicket) -> Message | None:
    """Give one command; return why it refused, None when it did not. What it recorded before refusing undoes all."""
    from agentdesk.desk.desk import permit

    permit(work, command)
    recorded = len(work.events)
    try:
        command.decide(work)
    except Refusal as refusal:
        if len(work.events) != recorded:
            raise
        return refusal.message
    return None


def _is_undo(event: Event) -> bool:
    return event.kind == "ticket.undone"


def _changed(work: "Work") -> Iterator[list[int]]:
    for event in work.events:
        if event.stream.startswith("ticket:"):
            yield [int(key_of(event.stream)), event.version]
