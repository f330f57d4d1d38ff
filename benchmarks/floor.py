"""The floor on a short and on a very long queue with a busy day behind it: milliseconds to read all of it."""

from pathlib import Path

from agentdesk.clock import HOUR
from agentdesk.desk import Desk
from agentdesk.store.driver import connect
from benchmarks.common import arguments, report, scratch
from benchmarks.views import fill, timed

SIZES = (1_000, 1_000_000)
_MESSAGES = """INSERT INTO messages (ticket, n, author, at, text)
    SELECT id, 1, CASE WHEN id % 3 THEN 'customer' ELSE 'agent' END, ? - (id * 7919 % ?), ''
    FROM tickets LIMIT ?"""
_RATINGS = "UPDATE tickets SET rating = 1 + id % 5, rated_at = ?, rated_team = team WHERE id % 97 = 0"


def busy(path: Path, now: int, count: int) -> None:
    """Write so many messages of the last 8 hours, at most one a ticket, and ratings of this minute."""
    connection = connect(path, synchronous="NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_MESSAGES, (now, 8 * HOUR, count))
    connection.execute(_RATINGS, (now,))
    connection.execute("COMMIT")
    connection.close()


def measure(path: Path, times: int, written: int) -> float:
    """Return the median milliseconds of a look at the floor."""
    desk = Desk.open(path)
    busy(path, desk.clock.now(), written)
    took, _ = timed(desk.floor, times)
    desk.close()
    return took


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="open tickets")
    parser.add_argument("--written", type=int, default=100_000, metavar="N", help="messages of the last 8 hours")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args()
    figures: dict[str, object] = {}
    with scratch() as folder:
        for size in given.sizes:
            fill(folder / f"{size}.db", size)
            figures[f"floor_{size}_ms"] = measure(folder / f"{size}.db", given.times, given.written)
    report(figures, given.json)


if __name__ == "__main__":
    main()
