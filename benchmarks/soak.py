"""The demo left running at several events a second while keys are pressed all along: dropped keys, answers, memory.

Every key does something that can be seen: a character in the answer that is written, another row, another view, a
dialog that opens or closes. One whose effect does not come within seconds counts as dropped.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from agentdesk.desk import Desk
from agentdesk.tui.queue.rows import BAR, GHOST_BAR
from benchmarks.common import arguments, percentile, report
from benchmarks.pty_measure import Terminal

PATIENCE = 5.0
"""Seconds after which a key counts as dropped."""
PAUSES = (0.02, 0.4)
"""Seconds between an answer and the next key."""
WORDS = "ßrefundedtoday"
"""What is typed and deleted; it begins with a letter that stands nowhere else."""
WRITING = "Reply to the customer"
HELP = "take the first free ticket"
FINDING = "Find a ticket"
QUEUE_KEYS = "Enter open"
"""Stands in the footer while the queue has the focus."""
ESCAPE, BACKSPACE = "\x1b", "\x7f"
DROPS_TOLD = 5

Seen = Callable[[], bool]


class Typist:
    """Presses keys, and waits for what each must do."""

    def __init__(self, terminal: Terminal, chance: random.Random) -> None:
        self.terminal = terminal
        self._chance = chance
        self.answers: list[float] = []
        """Milliseconds from each key to the moment at which its effect stood on the screen."""
        self.dropped: list[str] = []

    def press(self, key: str, seen: Seen) -> None:
        """Press a key and wait for its effect."""
        pressed = self.terminal.press(key)
        while time.monotonic() < pressed + PATIENCE:
            self.terminal.record(0.002, 0.05)
            for moment in self.terminal.moments():
                if seen():
                    self.answers.append(1000 * (moment - pressed))
                    self._rest()
                    return
        self.dropped.append(key)
        if len(self.dropped) <= DROPS_TOLD:
            print(f"dropped {key!r}:\n{self.terminal.text}", file=sys.stderr, flush=True)

    def _rest(self) -> None:
        until = time.monotonic() + self._chance.uniform(*PAUSES)
        while (left := until - time.monotonic()) > 0:
            self.terminal.record(left, left)
        for _moment in self.terminal.moments():
            continue

    def shows(self, text: str) -> Seen:
        """Return whether the screen shows a text, looked at later."""
        return lambda: text in self.terminal.text

    def hides(self, text: str) -> Seen:
        """Return whether it does not."""
        return lambda: text not in self.terminal.text

    def tab(self, name: str) -> Seen:
        """Return whether the view called so is the one that is shown: its tab alone has another ground."""

        def seen() -> bool:
            top = self.terminal.lines[0]
            grounds = self.terminal.screen.buffer[0]
            return name in top and grounds[top.index(name)].bg != grounds[len(top) - 1].bg

        return seen

    @property
    def rows(self) -> list[int]:
        """The lines at whose beginning the queue's cursor stands."""
        return [y for y, line in enumerate(self.terminal.lines) if line.startswith((BAR, GHOST_BAR))]

    @property
    def at_top(self) -> bool:
        """Whether the queue's cursor stands on the first row."""
        return min(self.rows, default=1) <= 1

    def moved(self) -> Seen:
        """Return whether the queue's cursor stands somewhere else than now."""
        before = self.rows
        return lambda: self.rows not in ([], before)


def play(typist: Typist) -> Iterator[None]:
    """Press each key of a round; yield after each."""
    tabs = {"1": "1 Mine", "2": "2 Team"}
    for key, name in tabs.items():
        typist.press(key, typist.tab(name))
        yield
    if tickets(typist.terminal.text) > 2:
        for _ in range(4):  # the queue is alive: the selected ticket may have come to the top by itself
            typist.press("j" if typist.at_top else "k", typist.moved())
            yield
    typist.press("?", typist.shows(HELP))
    yield
    typist.press(ESCAPE, typist.hides(HELP))
    yield
    typist.press("f", typist.shows(FINDING))
    yield
    typist.press(ESCAPE, typist.hides(FINDING))
    yield
    typist.press("r", typist.shows(WRITING))
    yield
    for count in range(1, len(WORDS) + 1):
        typist.press(WORDS[count - 1], typist.shows(WORDS[:count]))
        yield
    for count in range(len(WORDS), 0, -1):
        typist.press(BACKSPACE, typist.hides(WORDS[:count]))
        yield
    typist.press(ESCAPE, typist.hides(WRITING))
    yield
    typist.press(ESCAPE, typist.shows(QUEUE_KEYS))
    yield


def tickets(text: str) -> int:
    """Return how many tickets the team's view holds."""
    found = re.search(r"2 Team (\d+)", text)
    return int(found[1]) if found else 0


def desk_of(pid: int) -> Path:
    """Return the file of the desk that a program has open."""
    links = (link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink())
    return next(link for link in links if link.name == "desk.db")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--speed", default="5", help="of the demo, as all that follows")
    parser.add_argument("--pace", default="40")
    parser.add_argument("--arrivals", default="5")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    options = ("--speed", given.speed, "--colleagues", "8", "--pace", given.pace, "--arrivals", given.arrivals)
    command = [sys.executable, "-m", "agentdesk", "--lang", "en", "demo", *options, "--seed", str(given.seed)]
    with Terminal(command) as terminal:
        terminal.first_paint(lambda text: "#10" in text)
        typist = Typist(terminal, random.Random(given.seed))
        with closing(Desk.open(desk_of(terminal.pid))) as desk:
            reader = desk.reader()
            cursor, events = reader.cursor(), 0
            memory = [terminal.megabytes()]
            began = time.monotonic()
            for half in (0.5, 1.0):
                while time.monotonic() < began + 60 * given.minutes * half:
                    for _ in play(typist):
                        continue
                    cursor, fresh = reader.journal(cursor, 100_000)
                    events += len(fresh)
                memory.append(terminal.megabytes())
            seconds = time.monotonic() - began
        report(
            {
                "minutes": seconds / 60,
                "events_a_second": events / seconds,
                "tickets_in_the_view_at_the_end": tickets(terminal.text),
                "keys": len(typist.answers) + len(typist.dropped),
                "dropped": len(typist.dropped),
                "longest_answer_ms": max(typist.answers),
                "p99_answer_ms": percentile(typist.answers, 0.99),
                "median_answer_ms": percentile(typist.answers, 0.5),
                **dict(zip(("megabytes_start", "megabytes_middle", "megabytes_end"), memory, strict=True)),
            },
            given.json,
        )


if __name__ == "__main__":
    main()
