"""The keeper: runs due timers and the outbox, wherever a desk is open; one at a time, by a lease."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from agentdesk.clock import MINUTE
from agentdesk.lang import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agentdesk.desk.carrier import Carrier
    from agentdesk.desk.desk import Desk
    from agentdesk.desk.sharing.keeping import Sharer
    from agentdesk.model import Timer

LEASE = "keeper"
BATCH = 200
TOGETHER = 20
"""Timers that are carried out in one transaction."""
ROUNDS = 5
"""Batches in one tick: what a timer sets may be due at once."""
WATCH = MINUTE // 2
"""So often the keeper looks for spikes."""
REST = 3
"""So many times as long as a stretch of work took, the keeper rests behind it where a screen runs beside it."""
TICK_SECONDS = 1.0
FIRST_TICK_SECONDS = 2.0


class Inbox(Protocol):
    """Where messages come in."""

    def collect(self) -> int:
        """Hand what has come in to the desk; return how many messages."""


class Keeper:
    """Keeps time for a desk while it holds the lease."""

    def __init__(self, desk: "Desk", label: str, carrier: "Carrier | None" = None, inbox: Inbox | None = None) -> None:
        self._desk = desk
        self._label = label
        self._carrier = carrier
        self._inbox = inbox
        self._holder = desk.chance.token()
        self._sharer: Sharer | None = None
        self._stopped = False
        self._watched = 0
        self._beside_a_screen = False
        self._alarm: SimpleQueue[None] = SimpleQueue()
        """Wakes the run; unlike an event it may be rung from a signal handler."""

    def tick(self) -> bool:
        """Do what is due now; False when another keeper holds the lease."""
        from agentdesk.desk.outbox import dispatch, settle_lost

        desk = self._desk
        now = desk.clock.now()
        if not desk.side.take_lease(LEASE, self._holder, self._label, now):
            return False
        for _ in range(ROUNDS):
            timers = desk.reader().timers_due(now, BATCH)
            self._fire(timers)
            if not timers:
                break
        self._resettle()
        self._share()
        self._watch(now)
        settle_lost(desk.reader(), self._do, now)
        if self._carrier is not None:
            dispatch(desk.reader(), self._do, self._carrier, now)
        if self._inbox is not None:
            self._inbox.collect()
        return True

    def _fire(self, timers: "Sequence[Timer]") -> None:
        """Carry out due timers, some at a time; where one of them cannot be, the others still are."""
        from agentdesk.desk.verbs.fire import Fire

        for start in range(0, len(timers), TOGETHER):
            commands = [Fire(timer) for timer in timers[start : start + TOGETHER]]
            with self._breathing():
                try:
                    self._desk.do(*commands, actor="keeper")
                except Refusal:
                    for command in commands:
                        with suppress(Refusal):
                            self._desk.do(command, actor="keeper")

    def _resettle(self) -> None:
        from agentdesk.desk.resettling import resettle

        with suppress(Refusal):  # a desk without rules promises nothing
            for _ in range(ROUNDS):
                with self._breathing():
                    if resettle(self._desk) is None:
                        break

    def _share(self) -> None:
        if self._sharer is None:
            from agentdesk.desk.sharing.keeping import Sharer

            self._sharer = Sharer(self._desk)
        with suppress(Refusal):  # a desk without rules shares nothing
            for _ in range(ROUNDS):
                if not self._sharer.tick():
                    break

    def _watch(self, now: int) -> None:
        """Look for a rush of tickets of one kind, now and then."""
        if now - self._watched < WATCH:
            return
        self._watched = now
        from agentdesk.desk.incidents.spikes import find_spikes
        from agentdesk.desk.verbs.incident import Suspect

        with suppress(Refusal):  # a desk without rules tags nothing
            for spike in find_spikes(self._desk.reader(), self._desk.rulebook().spikes, now):
                self._do(Suspect(spike.tag, spike.since, spike.seen, spike.usual))

    @contextmanager
    def _breathing(self) -> Iterator[None]:
        """Beside a screen, rest after a stretch of work: the screen's own thread must not wait for this one."""
        begun = monotonic()
        yield
        if self._beside_a_screen:
            self._rest(REST * (monotonic() - begun))

    def _do(self, command: object) -> object:
        from agentdesk.desk.command import Command

        assert isinstance(command, Command)
        return self._desk.do(command, actor="keeper")

    def run(self, after: float = 0) -> None:
        """Tick until stopped; a store that cannot be used for a while is tried again."""
        self._rest(after)
        while not self._stopped:
            try:
                self.tick()
            except (Refusal, OSError, *self._desk.store_errors):
                pass
            self._rest(TICK_SECONDS)
        with suppress(Refusal, OSError, *self._desk.store_errors):
            self._desk.side.drop_lease(LEASE, self._holder)

    def start(self) -> threading.Thread:
        """Run in a thread of its own, from `FIRST_TICK_SECONDS` on: the first picture comes first."""
        self._beside_a_screen = True
        thread = threading.Thread(target=self.run, args=(FIRST_TICK_SECONDS,), name="keeper", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """End the run after the present tick."""
        self._stopped = True
        self._alarm.put(None)

    def _rest(self, seconds: float) -> None:
        if seconds and not self._stopped:
            with suppress(Empty):
                self._alarm.get(timeout=seconds)
