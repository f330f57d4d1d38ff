"""Scripted customers: they write by themselves, lose patience, and answer what an agent tells them."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk import Parcel
from agentdesk.lab.script import Script, Turn
from agentdesk.lab.tempo import Tempo

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.desk.inbound import Inbound

SPREAD = 60_000
"""Customers who wait already at the opening lose patience up to so many ms apart."""


class Customer:
    """One customer of a script. Times are ms of the play."""

    def __init__(self, script: Script, begins: int, patience: int) -> None:
        """`begins` is where the script's zero lies in the play; `patience` puts off their first reminder."""
        self._script = script
        self._number = sum(line.at <= 0 for line in script.lines)
        self._arriving = [(begins + line.at, line.text, line.author) for line in script.lines if line.at > 0]
        self._answers = list(script.on_answer)
        self._waits = list(script.on_wait)
        self._answered: int | None = None
        self._wrote = begins + patience

    def hear(self, played: int) -> None:
        """An answer reached this customer."""
        self._answered = played

    def speak(self, played: int, now: int) -> "Inbound | None":
        """Return what the customer has written by so far in the play, None while there is nothing to say."""
        if self._arriving:
            at, text, author = self._arriving[0]
            if at > played:
                return None
            self._arriving.pop(0)
            return self._message(text, author, max(self._wrote, at), now)
        due = self.due()
        if due is None or due > played:
            return None
        turns = self._waits if self._answered is None else self._answers
        turn: Turn = turns.pop(0)
        self._answered = None
        return self._message(turn.text, "customer", played, now)

    def due(self) -> int | None:
        """Return when in the play they write next unless they hear something; None while they have nothing to say."""
        if self._arriving:
            return self._arriving[0][0]
        turns, since = (self._waits, self._wrote) if self._answered is None else (self._answers, self._answered)
        return since + turns[0].delay if turns else None

    @property
    def finished(self) -> bool:
        """Whether the script holds nothing more for this customer to say."""
        return not (self._arriving or self._answers or self._waits)

    def _message(self, text: str, author: str, played: int, now: int) -> "Inbound":
        self._number += 1
        self._wrote = played
        return self._script.message(self._number, text, now, author)


class Customers:
    """All customers of a sample desk; a carrier for the keeper, since it is they who get the answers."""

    def __init__(self, desk: "Desk", scripts: Sequence[Script], *, tempo: Tempo, seed: int) -> None:
        chance = random.Random(seed)
        self._desk = desk
        self._tempo = tempo
        self._people = {script.id: Customer(script, 0, chance.randrange(SPREAD)) for script in scripts if script.waits}

    def welcome(self, script: Script, begins: int) -> None:
        """Let somebody take part whose script begins so far in the play."""
        self._people[script.id] = Customer(script, begins, 0)

    def carry(self, parcel: Parcel) -> None:
        """Give an answer to its customer; those from before the opening are history."""
        person = self._people.get(parcel.conversation)
        if person is not None and parcel.at >= self._tempo.opened:
            person.hear(self._tempo.played(self._desk.clock.now()))

    def step(self, now: int) -> int:
        """Let everybody write who has something to say; return how many messages that were."""
        played = self._tempo.played(now)
        said = [message for person in tuple(self._people.values()) if (message := person.speak(played, now))]
        if said:
            self._desk.receive(said)
        self._people = {name: person for name, person in self._people.items() if not person.finished}
        return len(said)
