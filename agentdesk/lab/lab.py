"""A desk for throwing away: the real one on a scratch store, its clock, and the actors who work and write there."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, Self

from agentdesk.clock import SECOND, Clock, SystemClock, VirtualClock
from agentdesk.desk import Keeper
from agentdesk.lab.demo import sample_desk, staffed_desk
from agentdesk.lang import Refusal

if TYPE_CHECKING:
    from agentdesk.desk import Carrier, Parcel
    from agentdesk.desk.found import NewAgent
    from agentdesk.lab.script import Script

MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
"""Where a desk for throwing away lies, if the machine has it: nothing of it has to outlive the power."""
BEAT_SECONDS = 0.25
"""How often actors look around when they play by the machine's clock."""
_PATIENCE = 3.0
"""Seconds to wait for the actors' thread to end what it is doing."""


class Actor(Protocol):
    """Somebody of a script: does what is due."""

    def step(self, now: int) -> int:
        """Do what is due by `now`; return how many things that were."""


class _Arrives:
    """Carries nothing: an answer has arrived when it leaves."""

    def carry(self, parcel: "Parcel") -> None:
        """Take it as delivered."""


class Lab:
    """A scratch desk with the sample people, rules and articles; close it, or use it in a `with`.

    `start` is the moment at which its virtual clock stands, None for the machine's clock. With `lived` it has lived
    through the sample conversations; otherwise it has no ticket. `files` are other rules, `people` come besides.
    """

    def __init__(
        self,
        seed: int = 1,
        start: int | None = None,
        *,
        lived: bool = False,
        files: Mapping[str, str] | None = None,
        people: "Sequence[NewAgent]" = (),
    ) -> None:
        place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
        self._folder = TemporaryDirectory(prefix="agentdesk-lab-", dir=place, ignore_cleanup_errors=True)
        self._virtual = VirtualClock(start) if start is not None else None
        self.clock: Clock = self._virtual or SystemClock()
        self.scripts: tuple[Script, ...] = ()
        path = Path(self._folder.name) / "desk.db"
        try:
            if lived:
                self.desk, self.scripts = sample_desk(path, seed=seed, clock=self.clock)
            else:
                self.desk = staffed_desk(path, seed=seed, clock=self.clock, files=files, people=people)
        except BaseException:
            self._folder.cleanup()
            raise
        self.seed = seed
        self.opened = self.clock.now()
        self._actors: list[Actor] = []
        self._keeper = Keeper(self.desk, "lab", _Arrives())
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def join(self, *actors: Actor, carrier: "Carrier | None" = None) -> None:
        """Let actors take part; with `carrier` answers leave by it when the virtual clock is moved."""
        self._actors += actors
        if carrier is not None:
            self._keeper = Keeper(self.desk, "lab", carrier)

    def until(self, moment: int, beat: int = SECOND) -> int:
        """Move the virtual clock to `moment`: answers leave, timers act and actors play in their time.

        Actors look around every `beat` ms. Returns how many things they did.
        """
        assert self._virtual is not None
        done = 0
        while (now := self._virtual.now()) < moment:
            stop = min(moment, now + beat) if self._actors else moment
            due = self.desk.reader().next_due() or stop
            self._virtual.advance((due if now < due < stop else stop) - now)
            self._keeper.tick()
            done += self._step()
        return done

    def tick(self, moment: int) -> None:
        """Move the virtual clock to `moment`; answers leave and timers act that are due by then."""
        self.move(moment)
        self._keeper.tick()

    def move(self, moment: int) -> None:
        """Move the virtual clock to `moment`, and nothing else. Raises ValueError on going back."""
        assert self._virtual is not None
        self._virtual.advance(moment - self._virtual.now())

    def start(self) -> None:
        """Let the actors play by the desk's clock, in a thread of their own, until the lab is closed."""
        self._thread = threading.Thread(target=self._play, name="actors", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the play and throw the desk away; no thread may use it any more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)
        self.desk.close()
        self._folder.cleanup()

    def _step(self) -> int:
        now = self.desk.clock.now()
        return sum(actor.step(now) for actor in self._actors)

    def _play(self) -> None:
        while not self._stopped.wait(BEAT_SECONDS):
            try:
                self._step()
            except (Refusal, OSError, *self.desk.store_errors):
                continue
