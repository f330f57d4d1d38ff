"""Work that burns CPU, in a process of its own: the screen goes on, and an answer nobody waits for is dropped.

A program of its own, since multiprocessing wants the standard streams, and those the screen has taken.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from agentdesk.lang import Message, Refusal, Why
from agentdesk.tui.lanes import Lanes

T = TypeVar("T")
PROGRAM = "from agentdesk.tui.rules.worker import serve; serve()"


class Worker:
    """Runs functions of a desk in processes of their own, one after the other in each slot."""

    def __init__(self, lanes: Lanes, database: Path) -> None:
        self._lanes = lanes
        self._database = database
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._closed = False

    def ask(
        self,
        slot: str,
        work: Callable[..., T],
        given: tuple[Any, ...],
        then: Callable[[T], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Run `work(desk, *given)` elsewhere, then `then` with its result here; a newer question takes its place."""
        self._lanes.ask(f"rules-{slot}", f"rules-{slot}", lambda: self.run(work, given), then, otherwise)

    def close(self) -> None:
        """End what still runs, and what it started."""
        with self._lock:
            self._closed = True
            for process in self._running:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def run(self, work: Callable[..., T], given: tuple[Any, ...]) -> T:
        """Return what `work(desk, *given)` gives in another process; raises its `Refusal`, or one when it was ended."""
        process = self._start()
        try:
            answer, _ = process.communicate(pickle.dumps((self._database, work, given)))
        finally:
            with self._lock:
                self._running.discard(process)
        if not answer:
            raise Refusal(Why.STORE, "lead.ended")
        result, refused = pickle.loads(answer)  # noqa: S301 (what our own program answers)
        if refused is not None:
            why, message = refused
            raise Refusal(why, message.code, **message.params)
        return cast("T", result)

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise Refusal(Why.CONFLICT, "lead.ended")
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._running.add(process)
            return process


def serve() -> None:
    """Do the work that standard input names on a desk opened here; answer (result, None), or (None, why not)."""
    from agentdesk.desk import Desk
    from agentdesk.rules.problem import RuleErrors

    database, work, given = pickle.load(sys.stdin.buffer)  # noqa: S301 (what the screen asks)
    desk = Desk.open(database)
    try:
        answer: tuple[object, object] = (work(desk, *given), None)
    except Refusal as refusal:
        answer = (None, (refusal.why, refusal.message))
    except RuleErrors as fault:
        first = fault.problems[0]
        answer = (None, (Why.INPUT, Message("lead.placed", {"place": str(first.place), "what": first.message})))
    finally:
        desk.close()
    sys.stdout.buffer.write(pickle.dumps(answer))
