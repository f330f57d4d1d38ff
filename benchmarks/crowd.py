"""Many programs work at one desk at once: operations a second, how long each waited, and that nothing went wrong.

Every program is an agent who takes the next ticket, reads, answers, tags, moves and solves, while messages come in,
without a pause between two steps. Nothing may be lost (every acknowledged event is in the journal), no ticket may get a
second owner, and nobody may starve (each program gets at least a quarter of what the middle one got).
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from agentdesk.desk import ClaimNext, Desk, Note, Reply, Reroute, Solve, Tag
from agentdesk.desk.inbound import read_message
from agentdesk.desk.queue import View
from agentdesk.lang import Refusal
from benchmarks.common import arguments, make_desk, messages, percentile, program, report, scratch

SHARES = {"receive": 5, "next": 3, "reply": 3, "note": 1, "tag": 1, "reroute": 1, "solve": 2, "queue": 4}
FIRST = 20
"""Tickets a program that wait when the work begins."""


class Worker:
    """One of the programs."""

    def __init__(self, path: Path, number: int) -> None:
        self.desk = Desk.open(path)
        self.me = self.desk.sit(f"ann{number}")
        self.chance = random.Random(number)
        self.held: list[int] = []
        self.coming = (read_message(message) for message in messages(1_000_000, seed=1000 + number))
        self.teams = [team.id for team in self.desk.teams()]
        self.took: dict[str, list[float]] = defaultdict(list)
        self.acknowledged: list[tuple[str, int]] = []
        self.refused: Counter[str] = Counter()

    def work(self, seconds: float) -> None:
        """Do one thing after the other for so long."""
        names, weights = list(SHARES), list(SHARES.values())
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            name = self.chance.choices(names, weights)[0]
            began = time.perf_counter()
            try:
                self._do(name)
            except Refusal as refusal:
                self.refused[refusal.message.code] += 1
            self.took[name].append(1000 * (time.perf_counter() - began))

    def _do(self, name: str) -> None:
        if name == "queue":
            self.desk.queue(View(name="unassigned", agent=self.me.id, teams=self.me.teams), 0, 50)
        elif name == "receive":
            receipt = self.desk.receive([next(self.coming)])[0]
            self.acknowledged.append((f"ticket:{receipt.ticket}", receipt.n))
        elif name == "next" or not self.held:
            self.held.append(self._commit(ClaimNext()))
        else:
            self._on_mine(name, self.chance.choice(self.held))

    def _on_mine(self, name: str, ticket: int) -> None:
        if name == "reply":
            self._commit(Reply(ticket, "您好，已经为您处理，请稍候。"))
        elif name == "note":
            self._commit(Note(ticket, "已核对订单"))
        elif name == "tag":
            self._commit(Tag(ticket, on=(self.chance.choice(("核对", "加急", "回访")),)))
        else:
            self.held.remove(ticket)
            move = Reroute(ticket, "请协助", team=self.chance.choice(self.teams))
            self._commit(move if name == "reroute" else Solve(ticket, told=True))

    def _commit(self, command: Any) -> int:
        done = self.desk.do(command, actor=self.me.id)
        self.acknowledged += [(event.stream, event.version) for event in done.events]
        return done.ticket.id


def work(path: Path, number: int, seconds: float) -> None:
    """Be one of the programs: wait for a line, work, print what came of it."""
    worker = Worker(path, number)
    book = worker.desk.rulebook()
    _ = book.policies, book.lifecycle, book.rules.engine
    print("ready", flush=True)
    sys.stdin.readline()
    worker.work(seconds)
    worker.desk.close()
    print(json.dumps({"took": worker.took, "acknowledged": worker.acknowledged, "refused": worker.refused}))


def measure(path: Path, programs: int, seconds: float) -> dict[str, Any]:
    """Let the programs loose on a desk, and look at what they left."""
    desk = make_desk(path, programs)
    given = [read_message(message) for message in messages(FIRST * programs)]
    for start in range(0, len(given), 200):
        desk.receive(given[start : start + 200])
    running = [
        program("benchmarks.crowd", "--work", path, "--number", n, "--seconds", seconds) for n in range(programs)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.flush()
    done = [json.loads(one.communicate()[0]) for one in running]
    figures = _figures(desk, done, seconds)
    desk.close()
    return {"programs": programs, "seconds": seconds, **figures}


def _figures(desk: Desk, done: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    writes = [ms for one in done for name, took in one["took"].items() if name != "queue" for ms in took]
    reads = [ms for one in done for ms in one["took"].get("queue", [])]
    each = [sum(map(len, one["took"].values())) for one in done]
    kept = {(stream, version) for stream, version in _journal(desk)}
    said = [(stream, version) for one in done for stream, version in one["acknowledged"]]
    return {
        "operations_per_second": (len(writes) + len(reads)) / seconds,
        "write_ms_p50": percentile(writes, 0.5),
        "write_ms_p99": percentile(writes, 0.99),
        "write_ms_max": max(writes),
        "queue_ms_p50": percentile(reads, 0.5),
        "queue_ms_p99": percentile(reads, 0.99),
        "acknowledged": len(said),
        "lost": sum(one not in kept for one in said),
        "double_owners": _doubled(desk),
        "starved": sum(count < statistics.median(each) / 4 for count in each),
        "least_and_most_operations": f"{min(each)} {max(each)}",
        "faults": len(list(desk.store.verify())),
    }


def _journal(desk: Desk) -> Any:
    reader = desk.reader()
    for ticket in reader.history(10_000_000):
        for event in reader.events(f"ticket:{ticket.id}"):
            yield event.stream, event.version


def _doubled(desk: Desk) -> int:
    """Count claims of a ticket that somebody owned at that moment."""
    doubled = 0
    reader = desk.reader()
    for ticket in reader.history(10_000_000):
        owner = None
        for event in reader.events(f"ticket:{ticket.id}"):
            doubled += event.kind == "ticket.claimed" and owner is not None
            owner = event.data.get("set", {}).get("owner", owner)
    return doubled


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--programs", type=int, nargs="+", default=[20, 50])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.work, given.number, given.seconds)
        return
    for programs in given.programs:
        with scratch() as folder:
            report(measure(folder / "desk.db", programs, given.seconds), given.json)


if __name__ == "__main__":
    main()
