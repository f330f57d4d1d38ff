"""A desk that shares its work out: what its section says, who is there, what comes in."""

from pathlib import Path
from typing import Any

from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import Keeper
from agentdesk.desk.found import NewAgent, found
from agentdesk.desk.verbs.presence import SetDuty
from tests.desk.desks import NOW, PEOPLE, RULES, Floor

PUSH = "sharing: {assign: push}\n"


class Shift(Floor):
    """A desk with a keeper and people who say whether they are there."""

    @classmethod
    def begun(cls, path: Path, sharing: str = PUSH, people: tuple[NewAgent, ...] = PEOPLE) -> "Shift":
        """Begin a shift at `path`: the rules of the examples and this section about sharing."""
        clock = VirtualClock(NOW)
        files = {"desk.yaml": RULES, "sharing.yaml": sharing}
        return cls(found(path, "root", files, people, clock=clock, chance=SeededChance(1)), clock)

    @property
    def keeper(self) -> Keeper:
        """Whoever keeps this desk's time."""
        if not hasattr(self, "_keeper"):
            self._keeper = Keeper(self.desk, "keeper")
        return self._keeper

    def tick(self) -> None:
        """A second later the keeper looks after the desk."""
        self.clock.advance(1_000)
        assert self.keeper.tick()

    def online(self, *names: str) -> None:
        """These say that they are there, one after the other."""
        for name in names:
            self.clock.advance(1_000)
            self.do(name, SetDuty("online"))

    def come_in(self, count: int, **fields: Any) -> list[int]:
        """So many customers write; return their tickets."""
        began = getattr(self, "_customers", 0)
        self._customers = began + count
        return [self.customer("我要退款", f"c{number}", **fields).ticket for number in range(began, self._customers)]

    def owners(self, tickets: list[int]) -> list[str | None]:
        """Return who owns these tickets."""
        return [self.owner(ticket) for ticket in tickets]
