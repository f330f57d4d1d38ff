"""Two screens on one desk: a claim on one, and how long until the other has painted it."""

from pathlib import Path

from agentdesk.desk.inbound import read_message
from benchmarks.common import arguments, make_desk, messages, percentile, report, scratch
from benchmarks.pty_measure import QUIET, Terminal, desk_command

FIRST_ROWS = 5
"""Lines of the screen where the queue's first ticket stands, with its owner's name."""


def owned(text: str) -> bool:
    """Whether the queue's first ticket shows its owner."""
    return any("ann0 #" in line for line in text.splitlines()[:FIRST_ROWS])


def measure(path: Path, count: int) -> list[float]:
    """Claim and take back in turn; return for each the milliseconds from the key to the other screen's paint."""
    took: list[float] = []
    with Terminal(desk_command(path, "ann0")) as one, Terminal(desk_command(path, "ann1")) as other:
        for terminal in (one, other):
            terminal.first_paint(lambda text: "#1" in text)
        for turn in range(count):
            claims = turn % 2 == 0
            pressed = one.press("c" if claims else "u")
            other.record(QUIET)
            one.record(0.05)
            painted = [moment for moment, text in other.changes() if owned(text) == claims]
            if not painted:
                raise TimeoutError(other.text)
            took.append(1000 * (painted[0] - pressed))
    return took


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--tickets", type=int, default=200)
    given = parser.parse_args()
    with scratch() as folder:
        desk = make_desk(folder / "desk.db", 2)
        desk.receive([read_message(message) for message in messages(given.tickets)])
        desk.close()
        took = measure(folder / "desk.db", given.count)
    report(
        {
            "changes": len(took),
            "key_to_other_screen_ms_p50": percentile(took, 0.5),
            "key_to_other_screen_ms_p95": percentile(took, 0.95),
            "key_to_other_screen_ms_max": max(took),
        },
        given.json,
    )


if __name__ == "__main__":
    main()
