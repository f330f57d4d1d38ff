"""The threads behind the screen: one that reads, one that writes, one that searches.

The screen hands over work and goes on; what comes back carries the generation of its question, and an answer to a
question that was asked anew since is dropped.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
WRITER = "write"
PATIENCE = 10.0
"""Seconds that leaving the desk waits for a thread."""

Post = Callable[[Callable[[], object]], object]
"""Runs a callable in the screen's own thread."""


class Lane:
    """One thread that works off what it is given, in order."""

    def __init__(self, name: str) -> None:
        self._work: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name=f"desk-{name}", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()

    def add(self, work: Callable[[], None]) -> None:
        """Do `work` after what was added before."""
        self._work.put(work)

    def close(self) -> None:
        """Finish what was added."""
        self._work.put(None)
        self._thread.join(PATIENCE)


class Lanes:
    """Reader, writer and search thread, each started when it is first needed."""

    def __init__(self, post: Post, failed: Callable[[Exception], object]) -> None:
        self._post = post
        self._failed = failed
        self._lanes: dict[str, Lane] = {}
        self._newest: dict[str, int] = {}
        self.waiting = 0
        """How many answers have not come back."""

    def ask(
        self,
        lane: str,
        slot: str,
        work: Callable[[], T],
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `work` in the thread called `lane`, then `then` with its result in the screen's thread.

        A newer question in the same `slot` takes this one's place; with an empty slot every answer counts.
        When `work` raises, `otherwise` gets the exception, else the handler that all share.
        """
        generation = self._newest[slot] = self._newest.get(slot, 0) + 1
        self.waiting += 1

        def stale() -> bool:
            return bool(slot) and self._newest[slot] != generation

        def answer(call: Callable[[], object]) -> object:
            self.waiting -= 1
            return None if stale() else call()

        def job() -> None:
            if stale():
                self._post(lambda: answer(lambda: None))
                return
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 (a thread's failure belongs to whoever asked)
                failure = error
                self._post(lambda: answer(lambda: (otherwise or self._failed)(failure)))
            else:
                self._post(lambda: answer(lambda: then(result)))

        self._lane(lane).add(job)

    def forget(self, slot: str) -> None:
        """Drop the answer to what was asked in `slot`."""
        self._newest[slot] = self._newest.get(slot, 0) + 1

    def close(self) -> None:
        """Finish what was begun, drafts above all; afterwards no thread uses the desk."""
        for lane in self._lanes.values():
            lane.close()

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(name)
        return self._lanes[name]
