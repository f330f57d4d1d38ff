"""Each view and some filters on a short and on a very long queue: milliseconds, and how many times longer it takes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import msgspec

from agentdesk.clock import DAY, HOUR
from agentdesk.desk import Desk, View, read_filter
from agentdesk.model import VIEWS, Agent
from agentdesk.store.driver import connect
from agentdesk.store.schema import INDEXES, TRIGGERS
from benchmarks.common import arguments, make_desk, percentile, report, scratch

T = TypeVar("T")
SIZES = (1_000, 1_000_000)
ROWS = 60
HELD = 1_000
"""A fifth of so many tickets is somebody's: what people hold grows with the people, not with the backlog."""
FILTERS = {
    "team": "team:{team}",
    "tag": "tag:t3",
    "tag and team": "tag:t3 team:{team}",
    "rare tag": "tag:rare",
    "wait": "wait>30m",
    "long wait and tier": "wait>11h is:vip",
    "late and free": "is:late is:unassigned",
    "owner and words": "owner:ann1 退款",
    "common word": "退款",
    "rare word": "needle",
    "negated": "-tag:t3 -tier:vip",
    "three teams": "team:{team},{second},{third} priority:high",
}
_TICKETS = """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
    INSERT INTO tickets (id, version, state, subject, preview, customer_name, tier, channel, owner, team, priority,
        tags, created_at, received_at, waiting_since, due_at, due_kind, lane, order_at)
    SELECT 10000 + i, 1, 'open', CASE WHEN i % 3 THEN '我要退款' ELSE 'my parcel' END,
        CASE WHEN i % 900007 = 0 THEN 'needle' ELSE '一直没有收到' END, '顾客' || i,
        CASE WHEN i % 20 THEN 'ordinary' ELSE 'vip' END, 'chat',
        CASE WHEN i % 5 = 0 AND i <= {held} THEN json_extract(?, '$[' || (i / 5 % json_array_length(?)) || ']') END,
        json_extract(?, '$[' || (i % json_array_length(?)) || ']'),
        CASE i % 50 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' ELSE 'normal' END, '[]',
        {now} - (i * 7919 % {day}), {now} - (i * 7919 % {day}),
        CASE WHEN i % 4 THEN {now} - (i * 104729 % {half}) END, {now} + (i * 15485863 % {day}) - {hour},
        'first_response', CASE WHEN i % 50 THEN 1 ELSE 0 END, {now} + (i * 15485863 % {day}) - {hour} FROM n"""
_TAGS = """INSERT INTO ticket_tags (tag, ticket, lane, order_at)
    SELECT CASE WHEN id % 1999 = 0 THEN 'rare' ELSE 't' || (id % 8) END, id, lane, order_at FROM tickets"""


def fill(path: Path, count: int) -> None:
    """Write so many open tickets into a desk's tables, past its journal: only reading is measured here."""
    desk = make_desk(path, 50)
    now = desk.clock.now()
    agents = msgspec.json.encode([agent.id for agent in desk.agents()]).decode()
    teams = msgspec.json.encode([team.id for team in desk.teams()]).decode()
    desk.close()
    connection = connect(path, synchronous="NORMAL")
    made = [text for text in (*INDEXES, *TRIGGERS) if " ON tickets" in text or " ON ticket_tags" in text]
    connection.execute("BEGIN IMMEDIATE")
    for text in made:  # made again behind the rows, at once, which is quicker than row by row
        kind, name = text.replace("UNIQUE ", "").split()[1:3]
        connection.execute(f"DROP {kind} {name}")
    connection.execute(
        _TICKETS.format(count=count, held=HELD, now=now, day=DAY, half=DAY // 2, hour=HOUR),
        (agents, agents, teams, teams),
    )
    connection.execute(_TAGS)
    for text in made:
        connection.execute(text)
    connection.execute("COMMIT")
    connection.close()


def questions(desk: Desk, me: Agent) -> Iterator[tuple[str, View]]:
    """Yield what is asked, by name."""
    for name in VIEWS:
        yield f"view {name}", View(name=name, agent=me.id, teams=me.teams)
    teams = [team.id for team in desk.teams()]
    given = {"team": teams[0], "second": teams[1], "third": teams[2]}
    for name, text in FILTERS.items():
        asked = read_filter(text.format(**given), desk.names(me))
        yield f"filter {name}", View(name="all", agent=me.id, teams=me.teams, filter=asked)


def timed(call: Callable[[], T], times: int) -> tuple[float, T]:
    """Return the median milliseconds of a call, and what it gave."""
    took, found = [], call()
    for _ in range(times):
        begun = perf_counter()
        found = call()
        took.append(1000 * (perf_counter() - begun))
    return percentile(took, 0.5), found


def measure(path: Path, times: int) -> dict[str, tuple[float, str]]:
    """Return the median milliseconds of each question, and how many tickets it found."""
    desk = Desk.open(path)
    me = msgspec.structs.replace(desk.sit("ann1"), teams=tuple(team.id for team in desk.teams()[:3]))
    figures: dict[str, tuple[float, str]] = {}
    for name, view in questions(desk, me):
        took, window = timed(partial(desk.queue, view, 0, ROWS, me.turn), times)
        figures[name] = (took, f"{window.total}{'+' if window.more else ''}")
    figures["counts of all views"] = (timed(partial(desk.counts, me), times)[0], "")
    desk.close()
    return figures


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar="N", help="open tickets")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args()
    with scratch() as folder:
        found = []
        figures: dict[str, object] = {}
        for size in given.sizes:
            begun = perf_counter()
            fill(folder / f"{size}.db", size)
            figures[f"filling_{size}_s"] = perf_counter() - begun
            found.append(measure(folder / f"{size}.db", given.times))
    short, long = found
    for name, (took, count) in long.items():
        before = short[name][0]
        figures[name] = f"{before:8.2f} ms  {took:8.2f} ms  ×{took / before:6.1f}  {count}"
    report(figures, given.json)


if __name__ == "__main__":
    main()
