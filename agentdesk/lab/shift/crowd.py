"""The customers of a shift: they come, answer, lose patience, and say at the end how satisfied they are."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.clock import MINUTE, SECOND
from agentdesk.desk import Parcel
from agentdesk.lab.customers import Customer
from agentdesk.lab.script import Script
from agentdesk.lab.shift.agenda import Agenda

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.model import Ticket

RATES: Final = 0.35
"""So many of those whose matter is settled say how satisfied they are."""
RATED_WITHIN: Final = 10 * MINUTE
RATING_NUMBER: Final = 1_000
"""What a rating's id counts from: no story has so many messages."""


class Crowd:
    """Everybody who writes in a shift; a carrier too, since it is they who get the answers."""

    def __init__(self, desk: "Desk", agenda: Agenda, *, opened: int, seed: int) -> None:
        self._desk = desk
        self._agenda = agenda
        self._opened = opened
        self._chance = random.Random(f"{seed} crowd")
        self._people: dict[str, tuple[Customer, Script]] = {}
        self.messages = 0
        self.came = 0

    def expect(self, moments: Sequence[int], told: Sequence[Script]) -> None:
        """Let customers come at these moments, each with a story."""
        for moment, script in zip(moments, told, strict=True):
            self._agenda.put(moment, lambda now, script=script: self._welcome(script, now))  # type: ignore[misc]

    def carry(self, parcel: Parcel) -> None:
        """Give an answer to its customer."""
        known = self._people.get(parcel.conversation)
        if known is not None:
            known[0].hear(self._played(self._desk.clock.now()))
            self._await(parcel.conversation)

    def settled(self, ticket: "Ticket", now: int) -> None:
        """Somebody's matter is settled: some say how satisfied they are, soon."""
        name = ticket.conversation.partition(":")[2]
        if name in self._people and ticket.rating is None and self._chance.random() < RATES:
            at = now + self._chance.randrange(20 * SECOND, RATED_WITHIN)
            self._agenda.put(at, lambda now: self._rate(name, ticket.id, now))

    def _played(self, now: int) -> int:
        return now - self._opened

    def _welcome(self, script: Script, now: int) -> None:
        self.came += 1
        self._people[script.id] = (Customer(script, self._played(now), 0), script)
        self._await(script.id)

    def _await(self, name: str) -> None:
        """Put on the agenda when somebody speaks next; where an answer comes first, they will have nothing to say."""
        due = self._people[name][0].due()
        if due is not None:
            self._agenda.put(self._opened + due, lambda now: self._speak(name, now))

    def _speak(self, name: str, now: int) -> None:
        message = self._people[name][0].speak(self._played(now), now)
        if message is None:
            return
        self._desk.receive([message])
        self.messages += 1
        self._agenda.stir()
        self._await(name)

    def _rate(self, name: str, ticket: int, now: int) -> None:
        known = self._desk.reader().ticket(ticket)
        if known is None or known.rating is not None:
            return
        rating = satisfaction(known, self._chance)
        script = self._people[name][1]
        message = msgspec.structs.replace(script.message(RATING_NUMBER, "·", now), text="", rating=rating)
        self._desk.receive([message])


def satisfaction(ticket: "Ticket", chance: random.Random) -> int:
    """Return what a customer gives, 1 to 5: the longer the first answer took, and with every reopening, the less."""
    waited = (ticket.first_answer_at or ticket.received_at) - ticket.received_at
    lost = waited / (8 * MINUTE) + ticket.reopened
    return max(1, min(5, round(chance.gauss(4.8 - min(lost, 3.0), 0.7))))
