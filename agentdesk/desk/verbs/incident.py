"""Incidents: suspected by the desk, opened, named and ended by people; tickets join and leave."""

from typing import Any

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.errors import empty_text
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.verbs.reply import answered, held
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Author, Incident, Stage, State, Ticket, stream_of


class Suspect(Command, frozen=True):
    """The desk found a spike of a tag; nothing when people know of it, or said lately that it is nothing."""

    tag: str
    since: int
    seen: int
    usual: float

    def decide(self, work: Work) -> None:
        """Record the suspicion."""
        quiet = work.now - work.book.spikes.quiet
        known = work.tx.incidents((Stage.SUSPECTED, Stage.OPEN, Stage.DISMISSED, Stage.SOLVED), 100)
        for incident in known:
            ended = incident.ended_at
            if incident.tag == self.tag and (ended is None or ended > quiet):
                return
        found = {
            "stage": Stage.SUSPECTED,
            "tag": self.tag,
            "since": self.since,
            "seen": self.seen,
            "usual": round(100 * self.usual),
            "found_at": work.now,
        }
        work.record(stream_of("incident", work.chance.token()), "incident.suspected", {"set": found}, expect=0)


class OpenIncident(Command, frozen=True):
    """Say that there is an incident: one that the desk suspects, else a new one of a tag.

    `since` is its beginning; without it, a suspected one's own, else the window in which spikes are looked for.
    """

    roles = LEADING

    title: str
    incident: str = ""
    tag: str = ""
    since: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; refused without a title, and for one that is over."""
        if not self.title.strip():
            raise Refusal(Why.INPUT, "incident.title")
        if self.incident:
            known = found(work, self.incident)
            if known.stage != Stage.SUSPECTED:
                raise Refusal(Why.CONFLICT, "incident.stage", id=known.id, stage=stage_name(known))
        else:
            self._no_other(work)
            known = Incident(id=work.chance.token(), tag=self.tag, since=work.now - work.book.spikes.within)
        opened = {
            "stage": Stage.OPEN,
            "tag": known.tag,
            "lead": work.me().id,
            "since": known.since if self.since is None else self.since,
            "found_at": known.found_at or work.now,
            "opened_at": work.now,
        }
        body = {"set": {"title": self.title.strip()}}
        work.record(stream_of("incident", known.id), "incident.opened", {"set": opened}, body, expect=known.version)
        work.say("incident.opened", id=known.id, title=self.title.strip())

    def _no_other(self, work: Work) -> None:
        for other in work.tx.incidents((Stage.SUSPECTED, Stage.OPEN), 100):
            if self.tag and other.tag == self.tag:
                raise Refusal(Why.CONFLICT, "incident.there", tag=self.tag, id=other.id)


class EndIncident(Command, frozen=True):
    """Say that an incident is over, or, with `dismissed`, that a suspicion was none. Its tickets stay as they are."""

    roles = LEADING

    incident: str
    dismissed: bool = False

    def decide(self, work: Work) -> None:
        """Record it; refused for one that is over."""
        known = found(work, self.incident)
        wanted = (Stage.SUSPECTED,) if self.dismissed else (Stage.OPEN,)
        if known.stage not in wanted:
            raise Refusal(Why.CONFLICT, "incident.stage", id=known.id, stage=stage_name(known))
        stage = Stage.DISMISSED if self.dismissed else Stage.SOLVED
        kind = "incident.dismissed" if self.dismissed else "incident.solved"
        work.record(stream_of("incident", known.id), kind, {"set": {"stage": stage, "ended_at": work.now}})
        work.say("incident.dismissed_now" if self.dismissed else "incident.over", id=known.id)


class AnswerJoining(Command, frozen=True):
    """Say what every customer who joins from now on is told at once, by language; "" for nothing."""

    roles = LEADING

    incident: str
    zh: str = ""
    en: str = ""

    def decide(self, work: Work) -> None:
        """Record it."""
        known = open_one(work, self.incident)
        body = {"set": {"answer_zh": self.zh, "answer_en": self.en}}
        work.record(stream_of("incident", known.id), "incident.answer_set", {}, body)
        work.say("incident.answer_set", id=known.id)


class NoteIncident(Command, frozen=True):
    """Write down what is known, for all who work on it."""

    incident: str
    text: str

    def decide(self, work: Work) -> None:
        """Record the note."""
        if not self.text.strip():
            raise empty_text()
        known = found(work, self.incident)
        work.record(stream_of("incident", known.id), "incident.noted", {}, {"text": self.text})
        work.say("incident.noted", id=known.id)


class RecordAnswer(Command, frozen=True):
    """Keep in an incident's story what its customers were told, how many were, and as which act."""

    roles = LEADING

    incident: str
    text: str
    tickets: int
    act: str

    def decide(self, work: Work) -> None:
        """Record it."""
        known = found(work, self.incident)
        told = {"tickets": self.tickets, "bulk": self.act}
        work.record(stream_of("incident", known.id), "incident.replied", told, {"text": self.text})


class JoinIncident(Command, frozen=True):
    """Make a ticket part of an incident; its customer is told what all are told who join."""

    ticket: int
    incident: str

    def decide(self, work: Work) -> None:
        """Record it; refused for a ticket that is part of one."""
        ticket = work.live_ticket(self.ticket)
        if ticket.incident is not None:
            raise Refusal(Why.CONFLICT, "incident.joined", ticket=ticket.id, id=ticket.incident)
        join(work, ticket, open_one(work, self.incident))
        work.say("incident.join", ticket=ticket.id)


class LeaveIncident(Command, frozen=True):
    """Take a ticket out of its incident: it is another matter."""

    ticket: int

    def decide(self, work: Work) -> None:
        """Record it; refused for a ticket that is part of none."""
        ticket = work.ticket(self.ticket)
        if ticket.incident is None:
            raise Refusal(Why.CONFLICT, "incident.not_joined", ticket=ticket.id)
        work.change(ticket, "ticket.left_incident", {"incident": None})
        work.say("incident.left", ticket=ticket.id)


class TellJoined(Command, frozen=True):
    """Tell the customer of one of an incident's tickets something; nobody's ticket becomes anybody's by that."""

    roles = LEADING

    ticket: int
    text: str
    solved: bool = False

    def decide(self, work: Work) -> None:
        """Record the answer and its delivery; with `solved`, the matter is settled by it."""
        ticket = work.live_ticket(self.ticket)
        if not self.text.strip():
            raise empty_text()
        n = ticket.version + 1
        changes = answered(ticket, State.SOLVED if self.solved else State.PENDING, work.now)
        message = ({"n": n, "author": Author.AGENT, "agent": work.me().id}, {"text": self.text})
        leaves = held(ticket, n, work.now + work.book.lifecycle.hold)
        work.change(ticket, "message.replied", changes, message=message, delivery=leaves)


class SolveJoined(Command, frozen=True):
    """Call the matter of one of an incident's tickets solved, whoever follows it."""

    roles = LEADING

    ticket: int

    def decide(self, work: Work) -> None:
        """Record it."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        changes = {"state": State.SOLVED, "solved_at": work.now, "snoozed_until": None, "waiting_since": None}
        work.change(ticket, "ticket.solved", changes)


def found(work: Work, incident: str) -> Incident:
    """Return an incident; raises `Refusal` when there is none."""
    known = work.tx.incident(incident)
    if known is None:
        raise Refusal(Why.MISSING, "incident.none", id=incident[:40])
    return known


def open_one(work: Work, incident: str) -> Incident:
    """Return an incident that is open; raises `Refusal`."""
    known = found(work, incident)
    if known.stage != Stage.OPEN:
        raise Refusal(Why.CONFLICT, "incident.stage", id=known.id, stage=stage_name(known))
    return known


def join(work: Work, ticket: Ticket, incident: Incident) -> Ticket:
    """Record that a ticket is part of an incident, and what its customer is told."""
    text = incident.answer(ticket.lang) if ticket.waiting_since is not None else ""
    changes: dict[str, Any] = {"incident": incident.id}
    if not text:
        return work.change(ticket, "ticket.joined_incident", changes)
    n = ticket.version + 1
    message = ({"n": n, "author": Author.SYSTEM}, {"text": text})
    changes["messages"] = ticket.messages + 1
    leaves = held(ticket, n, work.now)
    return work.change(ticket, "ticket.joined_incident", changes, message=message, delivery=leaves)


def join_by_tag(work: Work, ticket: Ticket) -> Ticket:
    """Let a ticket join the open incident of one of its tags, if there is one; other tickets stay as they are."""
    if ticket.incident is not None or not ticket.tags:
        return ticket
    for incident in work.tx.incidents((Stage.OPEN,), 100):
        if incident.tag and incident.tag in ticket.tags:
            return join(work, ticket, incident)
    return ticket


def stage_name(incident: Incident) -> Message:
    """Return how an incident stands, said in the reader's language."""
    return Message(f"incident.{incident.stage}")
