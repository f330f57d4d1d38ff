"""Scripted customers: they write by themselves, lose patience, and answer what an agent tells them."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.desk import Parcel
from agentdesk.lab.script import Script, Turn

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.desk.inbound import Inbound

SPREAD = 60_000
"""Customers who wait already at the opening lose patience up to so many ms apart."""


class Customer:
    """One customer of a script. Times are ms on the desk's clock."""

    def __init__(self, script: Script, opened: int, patience: int, speed: float) -> None:
        self._script = script
        self._speed = speed
        self._number = sum(line.at <= 0 for line in script.lines)
        self._arriving = [
            (opened + int(line.at / speed), line.text, line.author) for line in script.lines if line.at > 0
        ]
        self._answers = list(script.on_answer)
        self._waits = list(script.on_wait)
        self._answered: int | None = None
        self._wrote = opened + patience

    def hear(self, now: int) -> None:
        """An answer reached this customer."""
        self._answered = now

    def speak(self, now: int) -> "Inbound | None":
        """Return what the customer writes by `now`, None while there is nothing to say."""
        if self._arriving:
            at, text, author = self._arriving[0]
            if at > now:
                return None
            self._arriving.pop(0)
            return self._message(text, at, author)
        turns, since = (self._waits, self._wrote) if self._answered is None else (self._answers, self._answered)
        if not turns or since + int(turns[0].delay / self._speed) > now:
            return None
        turn: Turn = turns.pop(0)
        self._answered = None
        return self._message(turn.text, now, "customer")

    def _message(self, text: str, at: int, author: str) -> "Inbound":
        self._number += 1
        self._wrote = max(self._wrote, at)
        return self._script.message(self._number, text, at, author)


class Customers:
    """All customers of a sample desk; a carrier for the keeper, since it is they who get the answers."""

    def __init__(self, desk: "Desk", scripts: Sequence[Script], *, opened: int, speed: float, seed: int) -> None:
        chance = random.Random(seed)
        self._desk = desk
        self._opened = opened
        self._people = {
            script.id: Customer(script, opened, chance.randrange(SPREAD), speed) for script in scripts if script.waits
        }

    def carry(self, parcel: Parcel) -> None:
        """Give an answer to its customer; those from before the opening are history."""
        person = self._people.get(parcel.conversation)
        if person is not None and parcel.at >= self._opened:
            person.hear(self._desk.clock.now())

    def step(self, now: int) -> int:
        """Let everybody write who has something to say; return how many messages that were."""
        said = [message for person in self._people.values() if (message := person.speak(now)) is not None]
        if said:
            self._desk.receive(said)
        return len(said)
