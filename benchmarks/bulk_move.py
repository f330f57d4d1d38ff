"""A supervisor moves thousands of tickets to another team and takes it back: seconds, and how long others wait.

    python -m benchmarks.bulk_move [--tickets 5000]

While that goes on, another thread writes a note again and again: its longest wait is what an agent feels.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from agentdesk.desk import Desk, Note, Reroute, carry_out, rehearse, undo_bulk
from agentdesk.desk.inbound import read_message
from benchmarks import common

TOGETHER = 500
"""Messages that are received in one transaction."""


def main() -> None:
    """Measure and print."""
    parser = common.arguments(__doc__)
    parser.add_argument("--tickets", type=int, default=5_000)
    options = parser.parse_args()
    with common.scratch() as folder:
        desk = common.make_desk(folder / "desk.db")
        try:
            common.report(measured(desk, options.tickets), options.json)
        finally:
            desk.close()


def measured(desk: Desk, count: int) -> dict[str, Any]:
    """Return the figures for moving so many tickets to the first team and taking that back."""
    numbers, elsewhere = _tickets(desk, count)
    team = desk.teams()[0].id
    actor = desk.sit("root").id
    commands = [Reroute(number, "积压，由本组代处理", team=team) for number in numbers]
    preview, seen = timed(lambda: rehearse(desk, commands, actor))
    holds = Holds(desk)
    with holds.watching(elsewhere):
        move, done = timed(lambda: carry_out(desk, commands, actor, "rerouted"))
        back, undone = timed(lambda: undo_bulk(desk, done.id, actor))
    return {
        "tickets": len(numbers),
        "preview_seconds": preview,
        "move_seconds": move,
        "moved": len(done.done),
        "previewed": len(seen.changed),
        "undo_seconds": back,
        "undone": len(undone.done),
        "longest_transaction_ms": max(holds.held) * 1000,
        "median_transaction_ms": common.percentile(holds.held, 0.5) * 1000,
        "others_wrote": len(holds.waits),
        "others_waited_longest_ms": max(holds.waits) * 1000,
        "others_waited_median_ms": common.percentile(holds.waits, 0.5) * 1000,
    }


def _tickets(desk: Desk, count: int) -> tuple[list[int], int]:
    """Fill the desk; return tickets that are not in the first team, and one more that stays."""
    inbound = [read_message(message) for message in common.messages(2 * count + 1)]
    receipts = [
        receipt
        for start in range(0, len(inbound), TOGETHER)
        for receipt in desk.receive(inbound[start : start + TOGETHER])
    ]
    team = desk.teams()[0].id
    others = [receipt.ticket for receipt in receipts if receipt.team != team]
    return others[:count], others[-1]


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds an act took, and what it gave."""
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


class Holds:
    """How long transactions hold the desk, and how long another writer waits for its turn."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.held: list[float] = []
        self.waits: list[float] = []

    @contextmanager
    def watching(self, ticket: int) -> Iterator[None]:
        """Time every transaction of this program, while a thread of it writes notes on a ticket."""
        write, here = self._desk.store.write, threading.get_ident()

        @contextmanager
        def timing() -> Iterator[Any]:
            with write() as transaction:
                began = time.perf_counter()
                yield transaction
            if threading.get_ident() == here:
                self.held.append(time.perf_counter() - began)

        over = threading.Event()
        self._desk.store.write = timing  # type: ignore[method-assign]
        thread = threading.Thread(target=self._notes, args=(ticket, over))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self._desk.store.write = write  # type: ignore[method-assign]

    def _notes(self, ticket: int, over: threading.Event) -> None:
        actor = self._desk.sit("ann0").id
        while not over.wait(0.02):
            wait, _ = timed(lambda: self._desk.do(Note(ticket, "note"), actor=actor))
            self.waits.append(wait)


if __name__ == "__main__":
    main()
