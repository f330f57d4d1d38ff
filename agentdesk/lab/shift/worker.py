"""An agent at work: takes or gets tickets, needs a time for each step, has breaks, hands over at the end."""

import random
from collections.abc import Callable, Sequence
from math import log
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.clock import SECOND
from agentdesk.desk import ClaimNext, Note, Reply, Reroute, View
from agentdesk.desk.sharing.handover import hand_over, plan_handover
from agentdesk.desk.verbs.presence import Attend, SetDuty
from agentdesk.lab.colleagues import SETTLED, Colleague, solving
from agentdesk.lab.shift.agenda import Agenda
from agentdesk.lang import Message, Refusal, say
from agentdesk.model import Agent, Duty, State, Ticket
from agentdesk.store.protocol import Scope

if TYPE_CHECKING:
    from agentdesk.desk import Command, Desk

SPREAD: Final = 0.4
"""How much times differ: the standard deviation of their logarithm."""
ANSWERING: Final = {"phone": 75, "email": 70}
"""Mean seconds of an answer in a channel; elsewhere `ANSWER`."""
ANSWER, COMPLAINT, NOTING, MOVING, SETTLING, TAKING = 40, 80, 10, 15, 6, 2
"""Mean seconds of an answer, to a complaint, a note, a reroute, solving, taking the next."""
LOOKS: Final = 7 * SECOND
"""So often somebody who has nothing to do looks around."""
OWN: Final = 50

Settled = Callable[[Ticket, int], None]


class Break(msgspec.Struct, frozen=True):
    """A break: when it begins, and how many ms it lasts."""

    at: int
    length: int


class Worker:
    """One agent of a shift."""

    def __init__(
        self, desk: "Desk", agenda: Agenda, me: Agent, colleague: Colleague, *, settled: Settled, seed: int
    ) -> None:
        self._desk = desk
        self._agenda = agenda
        self._me = me
        self._colleague = colleague
        self._settled = settled
        self._chance = random.Random(f"{seed} worker {me.name}")
        self._breaks: list[Break] = []
        self._end = 0
        self._idle_at = ""
        self._settles_at = 0
        self.done = 0
        self.lost = 0
        """Steps that were refused: somebody or the customer was faster."""
        self.handed = 0
        """Tickets handed over at the end."""

    def work(self, start: int, end: int, breaks: Sequence[Break]) -> None:
        """Put the agent's shift on the agenda."""
        self._breaks, self._end = list(breaks), end
        self._agenda.put(start, self._begin)

    def _begin(self, now: int) -> None:
        self._desk.do(Attend(begins=True), actor=self._me.id)
        self._next(now)

    def _next(self, now: int) -> None:
        """Look what is next, and be ready with it after the time that it takes."""
        if now >= self._end:
            return self._leave()
        if self._breaks and now >= self._breaks[0].at:
            return self._rest(now)
        place = self._desk.reader().cursor()
        if place == self._idle_at and now < self._settles_at:  # nothing happened since there was nothing to do
            return self._look(now)
        command, seconds = self._choice(now)
        if command is None:
            self._idle_at = place
            return self._look(now)
        at = now + self._time(seconds)
        self._agenda.put(at, lambda now: self._finish(command, now))
        return None

    def _finish(self, command: "Command", now: int) -> None:
        try:
            done = self._desk.do(command, actor=self._me.id)
        except Refusal:
            self.lost += 1
            return self._look(now)
        self.done += 1
        self._agenda.stir()
        for ticket in done.tickets:
            if ticket.state == State.SOLVED:
                self._settled(ticket, now)
        return self._next(now)

    def _look(self, now: int) -> None:
        """Look around again after a while."""
        self._agenda.put(now + int(LOOKS * self._chance.uniform(0.7, 1.3)), self._next)

    def _choice(self, now: int) -> "tuple[Command | None, float]":
        """Return the next step and its mean seconds: settle what is settled, answer who waits, else take the next."""
        mine = self._desk.queue(View(name="mine", agent=self._me.id), 0, OWN).tickets
        settled = [t for t in mine if t.state == State.PENDING and now - (t.last_agent_at or now) >= SETTLED]
        if settled:
            return solving(settled[0]), SETTLING
        quiet = [t.last_agent_at or now for t in mine if t.state == State.PENDING]
        self._settles_at = min(quiet, default=self._end) + SETTLED
        waiting = [t for t in mine if t.state == State.OPEN]
        if waiting:
            return self._serving(waiting[0])
        if len(mine) < self._me.capacity:
            free = Scope(teams=self._me.teams, free=True)
            if self._desk.reader().lane_count(free, None, 1):
                return ClaimNext(), TAKING
        return None, 0.0

    def _serving(self, ticket: Ticket) -> "tuple[Command, float]":
        if ticket.waiting_since is None:
            return solving(ticket, told=True), SETTLING
        command = self._colleague.serving(ticket)
        if isinstance(command, Reply):
            return command, COMPLAINT if ticket.kind == "complaint" else ANSWERING.get(ticket.channel, ANSWER)
        return command, MOVING if isinstance(command, Reroute) else NOTING if isinstance(command, Note) else SETTLING

    def _time(self, seconds: float) -> int:
        """Return how many ms a step takes: log-normal around its mean, as handling times are."""
        return int(SECOND * self._chance.lognormvariate(log(seconds) - SPREAD**2 / 2, SPREAD))

    def _rest(self, now: int) -> None:
        rest = self._breaks.pop(0)
        self._desk.do(SetDuty(Duty.BREAK), actor=self._me.id)
        self._agenda.put(now + rest.length, self._return)

    def _return(self, now: int) -> None:
        self._desk.do(SetDuty(Duty.ONLINE), actor=self._me.id)
        self._agenda.stir()
        self._next(now)

    def _leave(self) -> None:
        """Say offline first, so that nothing more is given, then hand over what is left."""
        self._desk.do(Attend(begins=False), actor=self._me.id)
        plan = plan_handover(self._desk, self._me)
        if plan.rows:
            try:
                self.handed = len(
                    hand_over(self._desk, plan, say(Message("lab.note_handover"), "zh"), self._me.id).done
                )
            except Refusal:
                self.lost += 1
        self._agenda.stir()


def breaks_of(place: int, start: int, end: int) -> tuple[Break, ...]:
    """Return the breaks of a shift's agent, of eight hours ten, thirty and five minutes; one agent after the other."""
    length, step = end - start, (end - start) // 96
    early = Break(start + length // 8 + place % 12 * step, length // 48)
    meal = Break(start + length // 3 + place % 12 * 2 * step, length // 16)
    late = Break(start + 7 * length // 8 - place % 4 * step, length // 96)
    return early, meal, late
