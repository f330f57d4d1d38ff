"""What is done to all tickets of an incident, as bulk acts: they join, are answered in their language, are solved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.desk.bulk import MOST, BulkDone, OnTicket, Progress, carry_out
from agentdesk.desk.verbs.incident import EndIncident, JoinIncident, OpenIncident, RecordAnswer, SolveJoined, TellJoined
from agentdesk.lang import Refusal, Why
from agentdesk.model import LIVE_STATES, Incident, key_of

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk


class Opened(msgspec.Struct, frozen=True):
    """An incident that was opened, and what became of the tickets that were to join it."""

    incident: Incident
    joined: BulkDone


def open_incident(desk: "Desk", command: OpenIncident, actor: str, told: Progress | None = None) -> Opened:
    """Open an incident; the live tickets of its tag that came since its beginning join it. Raises `Refusal`."""
    done = desk.do(command, actor=actor)
    number = key_of(done.events[-1].stream)
    incident = read_incident(desk, number)
    waiting = [JoinIncident(ticket, number) for ticket in _of_tag(desk, incident)]
    return Opened(incident, _bulk(desk, waiting, actor, "joined", told))


def answers(desk: "Desk", incident: str, words: dict[str, str], *, solved: bool = False) -> list[TellJoined]:
    """Return what tells every customer of an incident what `words` hold for their language.

    A customer whose language has no words gets those of the other; with `solved` the matter is settled by that.
    Raises `Refusal`.
    """
    known = read_incident(desk, incident)
    known = msgspec.structs.replace(known, answer_zh=words.get("zh", ""), answer_en=words.get("en", ""))
    reader = desk.reader()
    tickets = [ticket for number in live_tickets(desk, incident) if (ticket := reader.ticket(number)) is not None]
    return [TellJoined(ticket.id, known.answer(ticket.lang), solved) for ticket in tickets]


def solves(desk: "Desk", incident: str) -> list[SolveJoined]:
    """Return what solves every live ticket of an incident. Raises `Refusal`."""
    return [SolveJoined(number) for number in live_tickets(desk, incident)]


def answer_all(
    desk: "Desk",
    incident: str,
    words: dict[str, str],
    actor: str,
    *,
    solved: bool = False,
    told: Progress | None = None,
) -> BulkDone:
    """Tell every customer of an incident what `answers` gives, and keep it in its story. Raises `Refusal`."""
    commands = answers(desk, incident, words, solved=solved)
    done = _bulk(desk, commands, actor, "replied", told)
    if done.done:
        said = {command.text: None for command in commands if command.ticket in done.done}
        desk.do(RecordAnswer(incident, "\n".join(said), len(done.done), done.id), actor=actor)
    return done


def solve_all(desk: "Desk", incident: str, actor: str, told: Progress | None = None) -> BulkDone:
    """Solve every live ticket of an incident and end it. Raises `Refusal`."""
    done = _bulk(desk, solves(desk, incident), actor, "solved", told)
    desk.do(EndIncident(incident), actor=actor)
    return done


def live_tickets(desk: "Desk", incident: str) -> tuple[int, ...]:
    """Return the numbers of an incident's tickets that are not solved, at most `MOST`."""
    return desk.reader().of_incident(read_incident(desk, incident).id, MOST, live=True)


def read_incident(desk: "Desk", incident: str) -> Incident:
    """Return an incident; raises `Refusal` when there is none."""
    known = desk.reader().incident(incident)
    if known is None:
        raise Refusal(Why.MISSING, "incident.none", id=incident[:40])
    return known


def _of_tag(desk: "Desk", incident: Incident) -> list[int]:
    reader = desk.reader()
    first = reader.received_from(incident.since)
    if first is None or not incident.tag:
        return []
    found = (reader.ticket(number) for number in reader.tagged(incident.tag, first, MOST))
    return [
        ticket.id
        for ticket in found
        if ticket is not None and ticket.state in LIVE_STATES and not ticket.archived and ticket.incident is None
    ]


def _bulk(desk: "Desk", commands: Sequence[OnTicket], actor: str, what: str, told: Progress | None) -> BulkDone:
    return carry_out(desk, commands, actor, what, told) if commands else BulkDone(id="")
