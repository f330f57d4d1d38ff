"""A million open tickets beside a thousand: what a person and a program wait for, and how many times longer.

Rows are written past the journal (see `benchmarks.views`); their streams get a head, so that verbs can work on them.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from agentdesk.desk import ClaimNext, Desk, Reroute, View
from agentdesk.desk.inbound import read_message
from agentdesk.store.chain import START
from agentdesk.store.driver import connect
from benchmarks.common import ROOT, arguments, messages, report, scratch
from benchmarks.pty_measure import Terminal, desk_command
from benchmarks.views import fill

SIZES = (1_000, 1_000_000)
ME = "ann1"
DOWN = "\x1b[B"


def head(path: Path) -> None:
    """Give every ticket's stream a head at version 1."""
    connection = connect(path, synchronous="NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR IGNORE INTO heads SELECT 'ticket:' || id, 1, ? FROM tickets", (START,))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def on_the_screen(path: Path, runs: int, keys: int) -> dict[str, float]:
    """Return first paint, key to last byte and peak memory of the screen."""
    paints, presses, memory = [], [], []
    for _ in range(runs + 1):
        with Terminal(desk_command(path, ME)) as terminal:
            paints.append(terminal.first_paint(lambda text: "#1" in text))
            terminal.record(quiet=3.0)
            list(terminal.changes())
            for _ in range(keys):
                pressed = terminal.press(DOWN)
                terminal.record(quiet=0.15)
                moments = [moment for moment, _text in terminal.changes()]
                presses.append(1000 * (max(moments) - pressed) if moments else 0.0)
            memory.append(terminal.peak_megabytes())
    return {
        "first_paint_ms": statistics.median(paints[1:]),
        "key_ms": statistics.median(presses),
        "peak_megabytes": max(memory),
    }


def by_command(path: Path, runs: int) -> dict[str, float]:
    """Return how long `agentdesk queue` takes."""
    command = [sys.executable, "-m", "agentdesk", "--desk", str(path), "--as", ME, "queue", "--limit", "50"]
    run = partial(subprocess.run, command, cwd=ROOT, check=True, capture_output=True)
    took = [_timed(run) for _ in range(runs + 1)]
    return {"queue_command_ms": statistics.median(took[1:])}


def by_verbs(path: Path, times: int) -> dict[str, float]:
    """Return how long a receive, a claim of the next ticket and a reroute take, durably."""
    desk = Desk.open(path)
    me = desk.sit(ME).id
    teams = [team.id for team in desk.teams()]
    received = [_timed(partial(desk.receive, [read_message(one)])) for one in messages(times + 1, seed=77)]
    claimed, moved = [], []
    for _ in range(times + 1):
        claimed.append(_timed(partial(desk.do, ClaimNext(), actor=me)))
        ticket = desk.queue(View(name="mine", agent=me), 0, 1).tickets[0]
        team = next(team for team in teams if team != ticket.team)
        moved.append(_timed(partial(desk.do, Reroute(ticket.id, "请协助", team=team), actor=me)))
    desk.close()
    found = {"receive_ms": received, "claim_next_ms": claimed, "reroute_ms": moved}
    return {name: statistics.median(took[1:]) for name, took in found.items()}


def _timed(call: Callable[[], object]) -> float:
    begun = perf_counter()
    call()
    return 1000 * (perf_counter() - begun)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar="N", help="open tickets")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--times", type=int, default=30)
    given = parser.parse_args()
    found = []
    with scratch() as folder:
        for size in given.sizes:
            path = folder / f"{size}.db"
            fill(path, size)
            head(path)
            screen = on_the_screen(path, given.runs, given.times)
            found.append(screen | by_command(path, given.runs) | by_verbs(path, given.times))
    short, long = found
    report({name: _beside(short[name], long[name]) for name in long}, given.json)


def _beside(short: float, long: float) -> str:
    return f"{short:9.2f}  {long:9.2f}  ×{long / max(short, 0.001):.2f}"


if __name__ == "__main__":
    main()
