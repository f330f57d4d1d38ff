"""The queue's windows: each lane and each team by its own index range, merged."""

from collections.abc import Sequence
from typing import Any

from agentdesk.model import Ticket
from agentdesk.store import rows
from agentdesk.store.driver import Connection
from agentdesk.store.protocol import Backlog, Held, Scope
from agentdesk.store.schema import LAST_DUE
from agentdesk.store.sieve import Sieve, Sifted

_COLUMNS = rows.columns(Ticket)


class QueueQueries:
    """The questions about order."""

    connection: Connection

    def _tickets(self, rest: str, *given: Any) -> tuple[Ticket, ...]:
        found = self.connection.execute(f"SELECT {_COLUMNS} FROM tickets {rest}", given)
        return tuple(rows.value(Ticket, row) for row in found)

    def lane(self, scope: Scope, lane: int, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        sql, given = _union(scope, "lane = ?", (lane,), f"order_at, id LIMIT {limit + offset}", "id, order_at")
        ids = f"SELECT id FROM ({sql}) ORDER BY order_at, id LIMIT ? OFFSET ?"
        return self._in_order(ids, (*given, limit, offset))

    def lane_count(self, scope: Scope, lane: int | None, limit: int) -> int:
        extra, more = ("1", ()) if lane is None else ("lane = ?", (lane,))
        order = "lane, order_at, id" if scope.due_before is None else "due_at, id"
        sql, given = _union(scope, extra, more, f"{order} LIMIT {limit}", "id")
        return self._count(f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT ?)", (*given, limit))

    def lane_rank(self, scope: Scope, ticket: Ticket, limit: int) -> int | None:
        sql, given = _union(scope, "id = ?", (ticket.id,), "id LIMIT 1", "id")
        if not self._count(f"SELECT count(*) FROM ({sql})", given):
            return None
        before, key = "lane = ? AND (order_at, id) < (?, ?)", (ticket.lane, ticket.order_at, ticket.id)
        sql, given = _union(scope, before, key, f"order_at, id LIMIT {limit}", "id")
        return self._count(f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT ?)", (*given, limit))

    def due(self, scope: Scope, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        sql, given = _union(scope, "due_at IS NOT NULL", (), f"due_at, id LIMIT {limit + offset}", "id, due_at")
        ids = f"SELECT id FROM ({sql}) ORDER BY due_at, id LIMIT ? OFFSET ?"
        return self._in_order(ids, (*given, limit, offset))

    def backlog(self, team: str | None, behind: Backlog | None, limit: int) -> tuple[Ticket, ...]:
        clause, given = ("team IS NULL", ()) if team is None else ("team = ?", (team,))
        after, place = ("1", ()) if behind is None else (f"({LAST_DUE}, id) > (?, ?)", behind)
        rest = f"WHERE {clause} AND {after} AND owner IS NULL AND state = 'open' AND archived = 0"
        return self._tickets(f"{rest} ORDER BY {LAST_DUE}, id LIMIT ?", *given, *place, limit)

    def held(self, owners: Sequence[str]) -> tuple[Held, ...]:
        sql = f"""SELECT owner, channel, kind, state, count(*) FROM tickets
            WHERE owner IN ({",".join("?" * len(owners))}) AND owner IS NOT NULL
            AND state IN ('open', 'pending', 'snoozed') AND archived = 0
            GROUP BY owner, channel, kind, state"""
        return tuple(Held(*row) for row in self.connection.execute(sql, tuple(owners)))

    def owned(self, agent: str, limit: int) -> tuple[Ticket, ...]:
        where = "owner = ? AND state IN ('open', 'pending', 'snoozed') AND archived = 0"
        return self._tickets(f"WHERE {where} ORDER BY lane, order_at, id LIMIT ?", agent, limit)

    def skipped(self, agent: str, now: int) -> frozenset[int]:
        found = self.connection.execute("SELECT ticket FROM skips WHERE agent = ? AND until > ?", (agent, now))
        return frozenset(row[0] for row in found)

    def sift(self, sieve: Sieve, limit: int, budget: int) -> Sifted:
        from agentdesk.store.sifting import sift

        return sift(self.connection, sieve, limit, budget)

    def tickets(self, tickets: Sequence[int]) -> tuple[Ticket, ...]:
        marks = ",".join("?" * len(tickets))
        found = {ticket.id: ticket for ticket in self._tickets(f"WHERE id IN ({marks})", *tickets)}
        return tuple(found[ticket] for ticket in tickets if ticket in found)

    def tags(self, limit: int) -> tuple[str, ...]:
        sql = """WITH RECURSIVE known (tag) AS (SELECT min(tag) FROM ticket_tags
            UNION ALL SELECT (SELECT min(tag) FROM ticket_tags WHERE tag > known.tag) FROM known
            WHERE known.tag IS NOT NULL) SELECT tag FROM known WHERE tag IS NOT NULL LIMIT ?"""
        return tuple(row[0] for row in self.connection.execute(sql, (limit,)))

    def waits_since(self, team: str | None) -> int | None:
        clause, given = ("team IS NULL", ()) if team is None else ("team = ?", (team,))
        sql = f"""SELECT min(waiting_since) FROM tickets
            WHERE {clause} AND waiting_since IS NOT NULL AND state = 'open' AND archived = 0"""
        found: int | None = self.connection.execute(sql, given).fetchone()[0]
        return found

    def solved_since(self, team: str | None, since: int, limit: int) -> int:
        clause, given = ("team IS NULL", ()) if team is None else ("team = ?", (team,))
        sql = f"""SELECT count(*) FROM (SELECT 1 FROM tickets WHERE {clause} AND solved_at IS NOT NULL
            AND state IN ('solved', 'closed') AND archived = 0 AND solved_at >= ? LIMIT ?)"""
        return self._count(sql, (*given, since, limit))

    def rated_since(self, team: str | None, since: int, limit: int) -> tuple[int, int]:
        clause, given = ("rated_team IS NULL", ()) if team is None else ("rated_team = ?", (team,))
        sql = f"""SELECT count(*), coalesce(sum(rating), 0) FROM (SELECT rating FROM tickets WHERE {clause}
            AND rated_at IS NOT NULL AND archived = 0 AND rated_at >= ? LIMIT ?)"""
        count, total = self.connection.execute(sql, (*given, since, limit)).fetchone()
        return count, total

    def written(self, author: str, since: int, until: int, limit: int) -> int:
        sql = """SELECT count(*) FROM (SELECT 1 FROM messages WHERE author = ? AND author IN ('customer', 'agent')
            AND withdrawn = 0 AND at >= ? AND at < ? LIMIT ?)"""
        return self._count(sql, (author, since, until, limit))

    def live_after(self, ticket: int, limit: int) -> tuple[Ticket, ...]:
        where = "state IN ('open', 'pending', 'snoozed') AND archived = 0"
        return self._tickets(f"WHERE id > ? AND {where} ORDER BY id LIMIT ?", ticket, limit)

    def handled(self, limit: int, before: int | None = None) -> tuple[Ticket, ...]:
        top = 2**63 - 1 if before is None else before
        return self._tickets("WHERE hands <> '[]' AND id < ? ORDER BY id DESC LIMIT ?", top, limit)

    def history(self, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        return self._tickets("ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset)

    def _count(self, sql: str, given: tuple[Any, ...]) -> int:
        return int(self.connection.execute(sql, given).fetchone()[0])

    def _in_order(self, ids: str, given: tuple[Any, ...]) -> tuple[Ticket, ...]:
        order = [row[0] for row in self.connection.execute(ids, given)]
        return self.tickets(order) if order else ()


def _union(scope: Scope, extra: str, more: tuple[Any, ...], tail: str, columns: str) -> tuple[str, tuple[Any, ...]]:
    """Return a UNION ALL of one index range a team, each ordered and bounded by `tail`, with its parameters.

    `columns` are only such as the index holds, so that no row is read.
    """
    base, given = _where(scope)
    parts: list[str] = []
    values: list[Any] = []
    for team in (("",) if scope.teams is None else dict.fromkeys(scope.teams)) or (None,):
        clause, own = _team(scope, team)
        sql = f"SELECT {columns} FROM tickets WHERE {base} {clause} AND {extra} ORDER BY {tail}"
        parts.append(f"SELECT * FROM ({sql})")
        values += (*given, *own, *more)
    return " UNION ALL ".join(parts), tuple(values)


def _team(scope: Scope, team: str | None) -> tuple[str, tuple[Any, ...]]:
    if scope.teams is None:
        return "", ()
    if not scope.teams:
        return "AND 0", ()
    return ("AND team IS NULL", ()) if team is None else ("AND team = ?", (team,))


def _where(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """Return the clause in the very words of the partial indexes, so that they are used."""
    given: list[Any] = []
    if scope.states == ("open",) and scope.owner is not None:  # the range of a person's live ones is the shortest
        clauses = ["state IN ('open', 'pending', 'snoozed') AND archived = 0", "state = 'open'"]
    elif scope.states == ("open",):
        clauses = ["state = 'open' AND archived = 0"]
    else:
        names = ", ".join(f"'{state}'" for state in scope.states if state.isalpha())
        clauses = [f"state IN ({names}) AND archived = 0"]
    if scope.asleep:
        clauses.append("state = 'snoozed'")
    if scope.free:
        clauses.append("owner IS NULL")
    if scope.owner is not None:
        clauses.append("owner = ?")
        given.append(scope.owner)
    if scope.waiting:
        clauses.append("waiting_since IS NOT NULL")
    if scope.due_before is not None:
        clauses.append("due_at IS NOT NULL AND due_at <= ?")
        given.append(scope.due_before)
    return " AND ".join(clauses), tuple(given)
