"""People who come to a sample desk while it is open: its scripts told again, by others."""

import random
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from agentdesk.clock import MINUTE
from agentdesk.lab.customers import Customers
from agentdesk.lab.script import Script
from agentdesk.lab.tempo import Tempo

KNOWN_BY = ("name", "phone")
"""What of a customer another one takes over, so that nobody meets the same person twice in a row."""


class Newcomers:
    """About `arrivals` people a minute, at the play's tempo; with the same seed always the same ones."""

    def __init__(
        self, customers: Customers, scripts: Sequence[Script], *, tempo: Tempo, arrivals: float, seed: int
    ) -> None:
        self._customers = customers
        self._tempo = tempo
        self._chance = random.Random(f"{seed} newcomers")
        self._stories = stories(scripts, self._chance)
        self._mean = MINUTE / arrivals
        self._next = self._rest()

    def _rest(self) -> int:
        return int(self._mean * self._chance.uniform(0.4, 1.6))

    def step(self, now: int) -> int:
        """Let everybody come who is due; return how many came."""
        came, played = 0, self._tempo.played(now)
        while self._next <= played:
            self._customers.welcome(next(self._stories), self._next)
            self._next += self._rest()
            came += 1
        return came


def stories(scripts: Sequence[Script], chance: random.Random) -> Iterator[Script]:
    """Yield the scripts again and again, in another order each time, with another name of the same language."""
    for number in count(1):
        for script in chance.sample(scripts, len(scripts)):
            others = [other for other in scripts if other.head.get("lang") == script.head.get("lang")]
            yield script.again(number, _called(chance.choice(others)))


def _called(other: Script) -> dict[str, Any]:
    return {field: other.head["customer"][field] for field in KNOWN_BY if field in other.head["customer"]}
