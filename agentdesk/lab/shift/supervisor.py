"""The supervisor of a shift: reads what the desk suspects, opens an incident, tells all, settles it when it is over."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.clock import MINUTE
from agentdesk.desk.incidents.acts import answer_all, open_incident, solve_all
from agentdesk.desk.verbs.incident import AnswerJoining, EndIncident, OpenIncident
from agentdesk.lab.script import told_first
from agentdesk.lab.shift.agenda import Agenda
from agentdesk.lang import Message, say
from agentdesk.model import Agent, Incident, Stage, Ticket

if TYPE_CHECKING:
    from agentdesk.desk import Desk

EVERY: Final = MINUTE
"""So often the supervisor looks at what the desk suspects …"""
READING: Final = MINUTE
"""… and so long reads its tickets before saying what it is."""
WRITING: Final = 2 * MINUTE
"""How long the answer to all takes to write."""
LOOKED: Final = 40
"""So many of a suspicion's newest tickets are read."""
LANGUAGES: Final = ("zh", "en")

Settled = Callable[[Ticket, int], None]


class Course(msgspec.Struct, kw_only=True):
    """How an incident went; moments are ms since the epoch, None for what did not happen."""

    began: int | None = None
    """When the outage began that it is about."""
    tag: str = ""
    suspected: int | None = None
    opened: int | None = None
    answered: int | None = None
    solved: int | None = None
    joined: int = 0
    """Tickets that joined at its opening."""
    told: int = 0
    told_solved: int = 0
    """Customers who got the answer to all, and the last word."""
    dismissed: list[str] = []
    """Tags of suspicions that were nothing."""
    same: list[str] = []
    """Tags of suspicions that were the incident again, by another of its tags."""


class Supervisor:
    """Leads the shift's incident."""

    def __init__(
        self, desk: "Desk", agenda: Agenda, me: Agent, outage: frozenset[str], *, over: int, settled: Settled
    ) -> None:
        """`outage` are the ids of the scripts that tell of it, `over` is when it is mended."""
        self._desk = desk
        self._agenda = agenda
        self._me = me
        self._outage = outage
        self._over = over
        self._settled = settled
        self._seen: set[str] = set()
        self.course = Course()

    def watch(self, start: int, end: int) -> None:
        """Put the supervisor's looks on the agenda."""
        self._end = end
        self._agenda.put(start, self._look)

    def _look(self, now: int) -> None:
        for suspicion in self._desk.reader().incidents((Stage.SUSPECTED,), 100):
            if suspicion.id not in self._seen:
                self._seen.add(suspicion.id)
                self._agenda.put(now + READING, lambda now, one=suspicion: self._judge(one, now))  # type: ignore[misc]
        if now + EVERY < self._end:
            self._agenda.put(now + EVERY, self._look)

    def _judge(self, suspicion: Incident, now: int) -> None:
        """Say what it is, by its newest tickets: the outage, where most of them tell of it, or nothing."""
        real = self._tells_of_it(suspicion)
        if real and self.course.opened is None:
            self._open(suspicion, now)
            return
        (self.course.same if real else self.course.dismissed).append(suspicion.tag)
        self._desk.do(EndIncident(suspicion.id, dismissed=True), actor=self._me.id)

    def _tells_of_it(self, suspicion: Incident) -> bool:
        reader = self._desk.reader()
        first = reader.received_from(suspicion.since)
        numbers = reader.tagged(suspicion.tag, first, 10_000)[-LOOKED:] if first is not None else ()
        told = [told_first(ticket.conversation).partition(":")[2] in self._outage for ticket in reader.tickets(numbers)]
        return sum(told) > len(told) / 2

    def _open(self, suspicion: Incident, now: int) -> None:
        command = OpenIncident(_words("lab.outage_title")["zh"], incident=suspicion.id)
        done = open_incident(self._desk, command, self._me.id)
        course = self.course
        course.tag, course.suspected, course.opened = suspicion.tag, suspicion.found_at, now
        course.joined = len(done.joined.done)
        self._agenda.put(now + WRITING, lambda now: self._tell(suspicion.id, now))

    def _tell(self, incident: str, now: int) -> None:
        words = _words("lab.outage_known")
        self.course.told = len(answer_all(self._desk, incident, words, self._me.id).done)
        self._desk.do(AnswerJoining(incident, **words), actor=self._me.id)
        self.course.answered = now
        self._agenda.put(max(self._over, now), lambda now: self._settle(incident, now))

    def _settle(self, incident: str, now: int) -> None:
        told = answer_all(self._desk, incident, _words("lab.outage_over"), self._me.id, solved=True)
        solve_all(self._desk, incident, self._me.id)
        self.course.told_solved, self.course.solved = len(told.done), now
        for ticket in self._desk.reader().tickets(told.done):
            self._settled(ticket, now)


def _words(code: str) -> dict[str, str]:
    return {lang: say(Message(code), lang) for lang in LANGUAGES}
