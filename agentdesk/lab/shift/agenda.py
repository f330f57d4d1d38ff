"""What is to happen when: time jumps from one thing to the next, and the keeper works only when something is due."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final

from agentdesk.clock import SECOND
from agentdesk.desk.keeper import WATCH

if TYPE_CHECKING:
    from agentdesk.lab.lab import Lab

Act = Callable[[int], None]
"""Something that somebody does; it is given the moment."""
RESTS: Final = 2 * SECOND
GIVES: Final = 3 * SECOND
"""So soon after something happened the keeper looks whether there is work to give out."""


class Agenda:
    """The acts of a play in the order of their moments; of the same moment, in the order in which they were put."""

    def __init__(self, lab: "Lab") -> None:
        self._lab = lab
        self._acts: list[tuple[int, int, Act]] = []
        self._numbers = count()
        self._ticked = lab.clock.now()
        self._wanted = self._ticked
        self.ticks = 0
        self.steps = 0

    def put(self, at: int, act: Act) -> None:
        """Let something happen at a moment; one that has gone by is now."""
        heappush(self._acts, (max(at, self._lab.clock.now()), next(self._numbers), act))

    def stir(self) -> None:
        """Tell that tickets or people changed, so that there may be work to give out."""
        self._wanted = min(self._wanted, self._lab.clock.now() + GIVES)

    def run(self, end: int) -> None:
        """Let everything happen that is to happen by `end`."""
        while True:
            moment = min(self._acts[0][0], end) if self._acts else end
            due = self._keeper_due()
            if due <= moment:
                self._tick(due)
            elif self._acts and self._acts[0][0] <= end:
                self._lab.move(moment)
                self.steps += 1
                heappop(self._acts)[2](moment)
            else:
                self._lab.move(end)
                return

    def _keeper_due(self) -> int:
        """Return when the keeper is wanted next; it rests at least `RESTS` between two looks."""
        due = self._lab.desk.reader().next_due()
        wanted = self._wanted if due is None else min(self._wanted, due)
        return max(wanted, self._ticked + RESTS)

    def _tick(self, moment: int) -> None:
        self._ticked = max(moment, self._lab.clock.now())
        self._wanted = self._ticked + WATCH
        self.ticks += 1
        self._lab.tick(self._ticked)
