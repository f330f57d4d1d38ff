"""Reading the tables: one query a question, each by an index."""

from collections.abc import Sequence
from typing import Any

from agentdesk.model import (
    Agent,
    Article,
    ChatMessage,
    Customer,
    Delivery,
    Event,
    Incident,
    RuleBrief,
    RuleSetInForce,
    Task,
    Team,
    Ticket,
    Timer,
)
from agentdesk.store import journal, rows
from agentdesk.store.driver import Connection
from agentdesk.store.protocol import Cursor
from agentdesk.store.queue import QueueQueries
from agentdesk.store.schema import ARTICLE_FIELDS, MESSAGE_SHIFT

_MESSAGE = """SELECT m.ticket, m.n, m.author, m.agent, m.at, m.text, m.attachments, m.verdict, m.flagged, m.withdrawn,
    m.audience, d.state FROM messages m LEFT JOIN deliveries d ON d.ticket = m.ticket AND d.n = m.n"""
WROTE_SINCE = """SELECT 1 FROM tickets t CROSS JOIN messages m ON m.ticket = t.id
    WHERE t.customer = ? AND t.last_customer_at >= ? AND m.author = 'customer' AND m.at >= ?"""
"""A customer's messages since a moment: first the tickets on which they wrote since, then those tickets' messages."""
_WEIGHTS = (1.0, 1.0, 1.0, 0.3)
"""What a hit in an article's title, past questions, body, and id and tags counts."""


class Queries(QueueQueries):
    """A `Reader` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def _one(self, sql: str, *given: Any) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self.connection.execute(sql, given).fetchone()
        return row

    def ticket(self, ticket: int) -> Ticket | None:
        if ticket.bit_length() > 63:  # no number of ours, and none that SQLite can hold
            return None
        return next(iter(self._tickets("WHERE id = ?", ticket)), None)

    def messages(self, ticket: int) -> tuple[ChatMessage, ...]:
        return tuple(
            map(rows.message, self.connection.execute(f"{_MESSAGE} WHERE m.ticket = ? ORDER BY m.n", (ticket,)))
        )

    def whispered(self, audience: str, since: int, limit: int) -> tuple[ChatMessage, ...]:
        sql = f"{_MESSAGE} WHERE m.audience IS NOT NULL AND m.audience = ? AND m.at > ? ORDER BY m.at LIMIT ?"
        return tuple(map(rows.message, self.connection.execute(sql, (audience, since, limit))))

    def message(self, ticket: int, n: int) -> ChatMessage | None:
        row = self._one(f"{_MESSAGE} WHERE m.ticket = ? AND m.n = ?", ticket, n)
        return rows.message(row) if row else None

    def events(self, stream: str, since: int = 0) -> tuple[Event, ...]:
        return tuple(journal.of_stream(self.connection, stream, since))

    def tasks(self, ticket: int) -> tuple[Task, ...]:
        sql = f"SELECT {rows.columns(Task)} FROM tasks WHERE ticket = ? ORDER BY asked_at, id"
        return tuple(rows.value(Task, row) for row in self.connection.execute(sql, (ticket,)))

    def task(self, task: str) -> Task | None:
        row = self._one(f"SELECT {rows.columns(Task)} FROM tasks WHERE id = ?", task)
        return rows.value(Task, row) if row else None

    def open_tasks(self, teams: Sequence[str], limit: int) -> tuple[Task, ...]:
        sql = f"""SELECT {rows.columns(Task)} FROM tasks
            WHERE team = ? AND state = 'open' ORDER BY asked_at, id LIMIT ?"""
        found = (row for team in dict.fromkeys(teams) for row in self.connection.execute(sql, (team, limit)))
        return tuple(rows.value(Task, row) for row in found)

    def incident(self, incident: str) -> Incident | None:
        row = self._one(f"SELECT {rows.columns(Incident)} FROM incidents WHERE id = ?", incident)
        return rows.value(Incident, row) if row else None

    def incidents(self, stages: Sequence[str], limit: int) -> tuple[Incident, ...]:
        sql = f"SELECT {rows.columns(Incident)} FROM incidents WHERE stage = ? ORDER BY found_at DESC LIMIT ?"
        found = (row for stage in stages for row in self.connection.execute(sql, (stage, limit)))
        return tuple(rows.value(Incident, row) for row in found)

    def of_incident(self, incident: str, limit: int, *, live: bool) -> tuple[int, ...]:
        only = "AND state IN ('open', 'pending', 'snoozed') AND archived = 0" if live else ""
        sql = f"SELECT id FROM tickets WHERE incident = ? AND incident IS NOT NULL {only} ORDER BY id LIMIT ?"
        return tuple(row[0] for row in self.connection.execute(sql, (incident, limit)))

    def received_from(self, at: int) -> int | None:
        sql = "SELECT id FROM tickets WHERE received_at >= ? AND imported = 0 ORDER BY received_at, id LIMIT 1"
        row = self._one(sql, at)
        return int(row[0]) if row else None

    def tag_counts(self, first: int, last: int) -> dict[str, int]:
        sql = """SELECT tag, count(*) FROM ticket_tags INDEXED BY tags_by_ticket
            WHERE ticket BETWEEN ? AND ? GROUP BY tag"""
        return dict(self.connection.execute(sql, (first, last)))

    def tag_count(self, tag: str, first: int, last: int) -> int:
        sql = "SELECT count(*) FROM ticket_tags WHERE tag = ? AND ticket BETWEEN ? AND ?"
        return int(self.connection.execute(sql, (tag, first, last)).fetchone()[0])

    def tagged(self, tag: str, first: int, limit: int) -> tuple[int, ...]:
        sql = "SELECT ticket FROM ticket_tags WHERE tag = ? AND ticket >= ? ORDER BY ticket LIMIT ?"
        return tuple(row[0] for row in self.connection.execute(sql, (tag, first, limit)))

    def handed(self, agent: str, teams: Sequence[str], limit: int) -> tuple[Ticket, ...]:
        live = "state IN ('open', 'pending', 'snoozed') AND archived = 0"
        asked = [
            (f"WHERE offered_to = ? AND offered_to IS NOT NULL AND {live}", agent),
            (f"WHERE owner = ? AND sent_at IS NOT NULL AND {live}", agent),
            *((f"WHERE offered_team = ? AND offered_team IS NOT NULL AND {live}", team) for team in teams),
        ]
        found = (ticket for rest, key in asked for ticket in self._tickets(f"{rest} ORDER BY id LIMIT ?", key, limit))
        return tuple({ticket.id: ticket for ticket in found}.values())[:limit]

    def linked(self, ticket: int) -> tuple[Ticket, ...]:
        names = ("merged_into", "parent", "about")
        found = (other for name in names for other in self._tickets(f"WHERE {name} = ? ORDER BY id LIMIT 50", ticket))
        return tuple({other.id: other for other in found}.values())

    def received(self, key: str) -> tuple[int, int, str] | None:
        row = self._one("SELECT ticket, n, digest FROM received WHERE key = ?", key)
        return (row[0], row[1], row[2]) if row else None

    def conversation(self, key: str) -> Ticket | None:
        found = self._tickets("WHERE conversation = ? AND conversation <> '' ORDER BY id DESC LIMIT 1", key)
        return next(iter(found), None)

    def customer(self, customer: int) -> Customer | None:
        row = self._one(f"SELECT {rows.columns(Customer)} FROM customers WHERE id = ?", customer)
        return rows.value(Customer, row) if row else None

    def customer_by(self, channel: str, external: str) -> Customer | None:
        row = self._one("SELECT customer FROM identities WHERE channel = ? AND external = ?", channel, external)
        found = self.customer(row[0]) if row else None
        while found is not None and found.linked_to is not None:
            found = self.customer(found.linked_to)
        return found

    def same_customer(self, customer: int) -> tuple[int, ...]:
        sql = """WITH RECURSIVE same (id) AS (VALUES (?)
            UNION SELECT c.id FROM customers c JOIN same ON c.linked_to = same.id
            UNION SELECT c.linked_to FROM customers c JOIN same ON c.id = same.id WHERE c.linked_to IS NOT NULL)
            SELECT id FROM same"""
        return tuple(row[0] for row in self.connection.execute(sql, (customer,)))

    def external_of(self, customer: int, channel: str) -> str:
        row = self._one("SELECT external FROM identities WHERE customer = ? AND channel = ?", customer, channel)
        return str(row[0]) if row else ""

    def tickets_of(self, customer: int, limit: int = 50) -> tuple[Ticket, ...]:
        return self._in_order("SELECT id FROM tickets WHERE customer = ? ORDER BY id DESC LIMIT ?", (customer, limit))

    def wrote_since(self, customer: int, since: int, limit: int) -> int:
        row = self._one(f"SELECT count(*) FROM ({WROTE_SINCE} LIMIT ?)", customer, since, since, limit)
        return int(row[0]) if row else 0

    def next_ticket(self) -> int:
        row = self._one("SELECT coalesce(max(id), 10000) + 1 FROM tickets")
        return int(row[0]) if row else 1

    def next_customer(self) -> int:
        row = self._one("SELECT coalesce(max(id), 0) + 1 FROM customers")
        return int(row[0]) if row else 1

    def agents(self) -> tuple[Agent, ...]:
        sql = f"SELECT {rows.columns(Agent)} FROM agents ORDER BY name"
        return tuple(rows.value(Agent, row) for row in self.connection.execute(sql))

    def agent(self, agent: str) -> Agent | None:
        row = self._one(f"SELECT {rows.columns(Agent)} FROM agents WHERE id = ?", agent)
        return rows.value(Agent, row) if row else None

    def agent_by_name(self, name: str) -> Agent | None:
        row = self._one(f"SELECT {rows.columns(Agent)} FROM agents WHERE name = ? AND name <> ''", name)
        return rows.value(Agent, row) if row else None

    def teams(self) -> tuple[Team, ...]:
        sql = f"SELECT {rows.columns(Team)} FROM teams ORDER BY id"
        return tuple(rows.value(Team, row) for row in self.connection.execute(sql))

    def article(self, article: str) -> Article | None:
        row = self._one(f"SELECT {rows.columns(Article)} FROM articles WHERE id = ?", article)
        return rows.value(Article, row) if row else None

    def articles(self, limit: int = 1_000_000) -> tuple[Article, ...]:
        sql = f"SELECT {rows.columns(Article)} FROM articles WHERE retired = 0 ORDER BY id LIMIT ?"
        return tuple(rows.value(Article, row) for row in self.connection.execute(sql, (limit,)))

    def search_articles(self, expression: str, limit: int) -> tuple[tuple[Article, float], ...]:
        names = ", ".join(f"a.{name}" for name in Article.__struct_fields__)
        weight = " ".join(f"WHEN {field} THEN {weight}" for field, weight in enumerate(_WEIGHTS))
        sql = f"""WITH fields AS MATERIALIZED (
                SELECT rowid AS place, -bm25(article_search) AS score FROM article_search WHERE article_search MATCH ?),
            best AS (SELECT place / {ARTICLE_FIELDS} AS number,
                    sum(score * CASE place % {ARTICLE_FIELDS} {weight} END) AS score
                FROM fields GROUP BY 1 ORDER BY score DESC, number LIMIT ?)
            SELECT {names}, best.score FROM best JOIN articles a ON a.rowid = best.number
            ORDER BY best.score DESC, a.id"""
        found = self.connection.execute(sql, (expression, limit)).fetchall()
        return tuple((rows.value(Article, row[:-1]), row[-1]) for row in found)

    def article_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        marks = ",".join("?" * len(terms))
        return dict(
            self.connection.execute(f"SELECT term, doc FROM article_terms WHERE term IN ({marks})", tuple(terms))
        )

    def article_count(self) -> int:
        row = self._one("SELECT count(*) FROM articles WHERE retired = 0")
        return int(row[0]) if row else 0

    def search_messages(self, expression: str, limit: int) -> tuple[tuple[Ticket, ChatMessage], ...]:
        sql = "SELECT rowid FROM message_search WHERE message_search MATCH ? ORDER BY rowid DESC LIMIT ?"
        found: dict[int, ChatMessage] = {}
        for (row,) in self.connection.execute(sql, (expression, limit * 8)):
            ticket, n = row >> MESSAGE_SHIFT, row & ((1 << MESSAGE_SHIFT) - 1)
            if ticket in found or len(found) >= limit:
                continue
            message = self.message(ticket, n)
            if message is not None and not message.withdrawn:
                found[ticket] = message
        pairs = ((self.ticket(ticket), message) for ticket, message in found.items())
        return tuple((ticket, message) for ticket, message in pairs if ticket is not None)

    def rules_in_force(self) -> RuleSetInForce | None:
        sql = f"SELECT {rows.columns(RuleSetInForce)} FROM rule_sets ORDER BY version DESC LIMIT 1"
        row = self._one(sql)
        return rows.value(RuleSetInForce, row) if row else None

    def rules_hash(self) -> tuple[str, int]:
        row = self._one("SELECT hash, version FROM rule_sets ORDER BY version DESC LIMIT 1")
        return (row[0], row[1]) if row else ("", 0)

    def rule_set(self, digest: str) -> RuleSetInForce | None:
        sql = f"SELECT {rows.columns(RuleSetInForce)} FROM rule_sets WHERE hash = ? ORDER BY version DESC LIMIT 1"
        row = self._one(sql, digest)
        return rows.value(RuleSetInForce, row) if row else None

    def rules_brief(self, digest: str) -> RuleBrief:
        row = self._one("SELECT brief FROM rule_sets WHERE hash = ? ORDER BY version DESC LIMIT 1", digest)
        return rows.brief(row[0]) if row else RuleBrief()

    def rule_sets(self) -> tuple[RuleSetInForce, ...]:
        sql = "SELECT version, hash, '{}', actor, at, why FROM rule_sets ORDER BY version DESC"
        return tuple(rows.value(RuleSetInForce, row) for row in self.connection.execute(sql))

    def timers_due(self, now: int, limit: int) -> tuple[Timer, ...]:
        sql = "SELECT ticket, timer, step, due_at FROM timers WHERE due_at <= ? ORDER BY due_at LIMIT ?"
        return tuple(Timer(*row) for row in self.connection.execute(sql, (now, limit)))

    def timers(self, ticket: int) -> tuple[Timer, ...]:
        sql = "SELECT ticket, timer, step, due_at FROM timers WHERE ticket = ? ORDER BY timer"
        return tuple(Timer(*row) for row in self.connection.execute(sql, (ticket,)))

    def fired(self, ticket: int) -> frozenset[tuple[str, int]]:
        return frozenset(self.connection.execute("SELECT timer, step FROM fired WHERE ticket = ?", (ticket,)))

    def timer(self, ticket: int, name: str) -> Timer | None:
        row = self._one("SELECT ticket, timer, step, due_at FROM timers WHERE ticket = ? AND timer = ?", ticket, name)
        return Timer(*row) if row else None

    def next_due(self) -> int | None:
        row = self._one(
            """SELECT min(due) FROM (SELECT min(due_at) AS due FROM timers UNION ALL
            SELECT min(due_at) FROM deliveries WHERE state = 'held' UNION ALL
            SELECT min(due_at) FROM deliveries WHERE state = 'sending')"""
        )
        return row[0] if row else None

    def delivery(self, ticket: int, n: int) -> Delivery | None:
        row = self._one(f"SELECT {rows.columns(Delivery)} FROM deliveries WHERE ticket = ? AND n = ?", ticket, n)
        return rows.value(Delivery, row) if row else None

    def deliveries(self, states: Sequence[str], due_before: int, limit: int) -> tuple[Delivery, ...]:
        marks = ",".join("?" * len(states))
        sql = f"""SELECT {rows.columns(Delivery)} FROM deliveries
            WHERE state IN ({marks}) AND due_at <= ? ORDER BY due_at, ticket, n LIMIT ?"""
        return tuple(rows.value(Delivery, row) for row in self.connection.execute(sql, (*states, due_before, limit)))

    def latest_acts(self, limit: int) -> dict[str, int]:
        return journal.latest_acts(self.connection, limit)

    def cursor(self) -> Cursor:
        return str(journal.last_seq(self.connection))

    def changes(self, since: Cursor) -> tuple[Cursor, tuple[str, ...]]:
        seq, streams = journal.streams_after(self.connection, int(since))
        return str(seq), streams

    def journal(self, since: Cursor, limit: int) -> tuple[Cursor, tuple[Event, ...]]:
        events = tuple(journal.after(self.connection, int(since), limit))
        return (str(events[-1].seq) if events else since), events
