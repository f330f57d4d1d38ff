"""Sifting: along the shortest index range that a filter allows, at most so many rows.

A range that fits the budget is gone through to its end, and what passes is put in order: nothing is missed. One that
does not is walked in the order of the queue until the budget ends, and the answer says that there may be more.
"""

from collections.abc import Iterator
from itertools import chain

from agentdesk.store.checking import condition, needed
from agentdesk.store.driver import Connection
from agentdesk.store.ranges import Range, lanes_of, ranges
from agentdesk.store.sieve import Sieve, Sifted

SHORT = 200
"""A range of so few tickets needs no shorter one."""


def sift(connection: Connection, sieve: Sieve, limit: int, budget: int) -> Sifted:
    """Return up to `limit` tickets of each lane that pass, having looked at no more than `budget` rows of it."""
    lanes: dict[int, tuple[int, ...]] = {}
    more = False
    for lane in lanes_of(sieve.states):
        shortest, whole = _shortest(connection, sieve, lane, budget)
        rows = (
            _whole(connection, sieve, shortest, limit) if whole else _walk(connection, sieve, shortest, limit, budget)
        )
        found = sorted(dict.fromkeys(rows))
        lanes[lane] = tuple(ticket for _, ticket in found)
        more = more or not whole or len(found) >= limit
    return Sifted(lanes=lanes, more=more)


def plans(connection: Connection, sieve: Sieve, limit: int, budget: int) -> Iterator[str]:
    """Yield how SQLite would go about each question that a sieve may ask, for those who doubt it."""
    for lane in lanes_of(sieve.states):
        for each in ranges(sieve, lane):
            asked = [_count_sql(each, budget), *_walk_sql(sieve, each, limit, budget), _whole_sql(sieve, each, limit)]
            for sql, given in asked:
                rows = connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)
                yield from (str(row[3]) for row in rows)


def _shortest(connection: Connection, sieve: Sieve, lane: int, budget: int) -> tuple[Range, bool]:
    """Return the range to go along, and whether it fits the budget."""
    best: tuple[int, Range] | None = None
    for each in ranges(sieve, lane):
        sql, given = _count_sql(each, budget)
        count = int(connection.execute(sql, given).fetchone()[0])
        if each.ordered or count <= budget:
            best = (count, each) if best is None or count < best[0] else best
        if best is not None and best[0] <= SHORT:
            break
    assert best is not None  # the last one is every ticket of the lane in order
    return best[1], best[0] <= budget


def _whole(connection: Connection, sieve: Sieve, each: Range, limit: int) -> list[tuple[int, int]]:
    sql, given = _whole_sql(sieve, each, limit)
    return connection.execute(sql, given).fetchall()


def _walk(connection: Connection, sieve: Sieve, each: Range, limit: int, budget: int) -> list[tuple[int, int]]:
    questions = _walk_sql(sieve, each, limit, budget)
    found = sorted(set(chain.from_iterable(connection.execute(sql, given) for sql, given in questions)))
    return found[:limit]


def _count_sql(each: Range, budget: int) -> tuple[str, tuple[object, ...]]:
    parts = [f"SELECT * FROM (SELECT 1 FROM {source.counted} LIMIT {budget + 1})" for source in each.sources]
    given = tuple(chain.from_iterable(source.counting for source in each.sources))
    return f"SELECT count(*) FROM (SELECT 1 FROM ({' UNION ALL '.join(parts)}) LIMIT {budget + 1})", given


def _walk_sql(sieve: Sieve, each: Range, limit: int, budget: int) -> list[tuple[str, tuple[object, ...]]]:
    """Return a question a source: the rows come in the order of its index, so that `limit` ends it early."""
    tests, more = condition(sieve)
    share = max(budget // len(each.sources), 1)
    columns = ", ".join(f"t.{name}" for name in needed(sieve))
    return [
        (
            f"SELECT seen.order_at, seen.id FROM (SELECT {columns} FROM {source.walked} ORDER BY {source.order}"
            f" LIMIT {share}) AS seen WHERE {tests} LIMIT {limit}",
            (*source.given, *more),
        )
        for source in each.sources
    ]


def _whole_sql(sieve: Sieve, each: Range, limit: int) -> tuple[str, tuple[object, ...]]:
    tests, more = condition(sieve)
    columns = ", ".join(f"t.{name}" for name in needed(sieve))
    parts = [f"SELECT {columns} FROM {source.walked}" for source in each.sources]
    given = tuple(chain.from_iterable(source.given for source in each.sources))
    sql = f"SELECT DISTINCT seen.order_at, seen.id FROM ({' UNION ALL '.join(parts)}) AS seen WHERE {tests}"
    return f"{sql} ORDER BY seen.order_at, seen.id LIMIT {limit}", (*given, *more)
