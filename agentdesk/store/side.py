"""The second small database: drafts, presence, view settings, the keeper's lease. None of it is history.

synchronous=NORMAL: a draft typed a second ago survives a killed program, and that is what it is for.
"""

import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import msgspec

from agentdesk.store.driver import Connection, connect
from agentdesk.store.trouble import told

P = ParamSpec("P")
R = TypeVar("R")
PRESENCE_MS = 45_000
"""How long a person counts as looking at a ticket after the last sign."""
LEASE_MS = 15_000
"""How long the keeper's lease lasts without being renewed."""

_TABLES = """
CREATE TABLE IF NOT EXISTS drafts (agent TEXT, ticket INTEGER, kind TEXT, text TEXT, saved_at INTEGER,
    PRIMARY KEY (agent, ticket)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS presence (agent TEXT PRIMARY KEY, ticket INTEGER, typing INTEGER, seen_at INTEGER)
    STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turned (agent TEXT PRIMARY KEY, ticket INTEGER, at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS presence_by_ticket ON presence (ticket);
CREATE TABLE IF NOT EXISTS views (agent TEXT, key TEXT, value TEXT, PRIMARY KEY (agent, key)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (agent TEXT, ticket INTEGER, messages INTEGER, PRIMARY KEY (agent, ticket))
    STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lease (name TEXT PRIMARY KEY, holder TEXT, label TEXT, until INTEGER) STRICT, WITHOUT ROWID;
"""


_TURN = """INSERT INTO turned (agent, ticket, at) VALUES (?1, ?2, ?3)
    ON CONFLICT (agent) DO UPDATE SET ticket = ?2, at = ?3 WHERE turned.ticket IS NOT ?2
    OR NOT EXISTS (SELECT 1 FROM presence WHERE presence.agent = ?1 AND presence.seen_at > ?4)"""
"""Remembers since when a ticket is open on a screen: anew for another one, and after a pause without a sign."""


class Draft(msgspec.Struct, frozen=True):
    """What an agent typed and has not sent; `kind` is "reply" or "note"."""

    kind: str
    text: str
    saved_at: int


class Presence(msgspec.Struct, frozen=True):
    """An agent who has a ticket on the screen now."""

    agent: str
    typing: bool


def _told(do: Callable[Concatenate["Side", P], R]) -> Callable[Concatenate["Side", P], R]:
    """Have what SQLite says about the file raised as a `Refusal`."""

    @wraps(do)
    def done(side: "Side", /, *args: P.args, **kwargs: P.kwargs) -> R:
        with told(side.path):
            return do(side, *args, **kwargs)

    return done


class Seen(msgspec.Struct, frozen=True):
    """The last sign of an agent who has the desk on the screen."""

    agent: str
    ticket: int | None
    """What is open there."""
    typing: bool
    seen_at: int
    since: int = 0
    """Since when that is open there without a break."""


class Side:
    """Drafts, presence, view settings and leases; any thread may use it. Raises `Refusal` when its file fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[tuple[threading.Thread, Connection]] = []
        with told(path):
            connection = self._connection()
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_TABLES)

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            for pair in [pair for pair in self._connections if not pair[0].is_alive()]:
                self._connections.remove(pair)
                pair[1].close()
            connection = self._local.connection = connect(self.path, synchronous="NORMAL", create=True)
            connection.execute("PRAGMA secure_delete=ON")
            self._connections.append((threading.current_thread(), connection))
        return connection

    @_told
    def draft(self, agent: str, ticket: int) -> Draft | None:
        """Return what this agent typed on a ticket, or None."""
        row = self._connection().execute(
            "SELECT kind, text, saved_at FROM drafts WHERE agent = ? AND ticket = ?", (agent, ticket)
        )
        found = row.fetchone()
        return Draft(*found) if found else None

    @_told
    def drafts(self, agent: str) -> tuple[int, ...]:
        """Return the tickets on which this agent left something unsent."""
        found = self._connection().execute("SELECT ticket FROM drafts WHERE agent = ? ORDER BY ticket", (agent,))
        return tuple(row[0] for row in found)

    @_told
    def save_draft(self, agent: str, ticket: int, kind: str, text: str, now: int) -> None:
        """Keep what was typed; an empty text drops it."""
        if not text:
            self.drop_draft(agent, ticket)
            return
        self._connection().execute(
            "INSERT OR REPLACE INTO drafts (agent, ticket, kind, text, saved_at) VALUES (?,?,?,?,?)",
            (agent, ticket, kind, text, now),
        )

    @_told
    def drop_draft(self, agent: str, ticket: int) -> None:
        """Forget a draft, once it was sent."""
        self._connection().execute("DELETE FROM drafts WHERE agent = ? AND ticket = ?", (agent, ticket))

    @_told
    def forget_ticket(self, ticket: int) -> None:
        """Drop everything that is kept about a ticket, for an erasure; the file keeps no copy."""
        for table in ("drafts", "seen"):
            self._connection().execute(f"DELETE FROM {table} WHERE ticket = ?", (ticket,))
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @_told
    def here(self, agent: str, ticket: int | None, typing: bool, now: int) -> None:
        """Say what an agent has on the screen."""
        self._connection().execute(_TURN, (agent, ticket, now, now - PRESENCE_MS))
        self._connection().execute(
            "INSERT OR REPLACE INTO presence (agent, ticket, typing, seen_at) VALUES (?,?,?,?)",
            (agent, ticket, int(typing), now),
        )

    @_told
    def viewers(self, ticket: int, now: int) -> tuple[Presence, ...]:
        """Return who has a ticket on the screen."""
        found = self._connection().execute(
            "SELECT agent, typing FROM presence WHERE ticket = ? AND seen_at > ? ORDER BY agent",
            (ticket, now - PRESENCE_MS),
        )
        return tuple(Presence(agent, bool(typing)) for agent, typing in found)

    @_told
    def present(self, now: int) -> tuple[Seen, ...]:
        """Return who has the desk on the screen, by agent."""
        found = self._connection().execute(
            """SELECT p.agent, p.ticket, p.typing, p.seen_at, coalesce(t.at, p.seen_at) FROM presence p
            LEFT JOIN turned t ON t.agent = p.agent AND t.ticket IS p.ticket WHERE p.seen_at > ? ORDER BY p.agent""",
            (now - PRESENCE_MS,),
        )
        return tuple(Seen(agent, ticket, bool(typing), seen, at) for agent, ticket, typing, seen, at in found)

    @_told
    def lost(self, before: int) -> frozenset[str]:
        """Return whose screens gave no sign since `before`, though nobody closed them."""
        found = self._connection().execute("SELECT agent FROM presence WHERE seen_at <= ?", (before,))
        return frozenset(row[0] for row in found)

    @_told
    def forget_lost(self, agent: str, before: int) -> None:
        """Forget a screen that gave no sign since `before`."""
        self._connection().execute("DELETE FROM presence WHERE agent = ? AND seen_at <= ?", (agent, before))

    @_told
    def hand_draft(self, ticket: int, giver: str, taker: str) -> None:
        """Give a draft to whoever follows the ticket now, unless they began one of their own."""
        self._connection().execute(
            "UPDATE OR IGNORE drafts SET agent = ? WHERE agent = ? AND ticket = ?", (taker, giver, ticket)
        )

    def gone(self, agent: str) -> None:
        """Say that an agent left the desk."""
        self._connection().execute("DELETE FROM presence WHERE agent = ?", (agent,))

    def mark_seen(self, agent: str, ticket: int, messages: int) -> None:
        """Remember how many messages a ticket had when an agent last had it on the screen."""
        self._connection().execute(
            "INSERT OR REPLACE INTO seen (agent, ticket, messages) VALUES (?,?,?)", (agent, ticket, messages)
        )

    def seen(self, agent: str, tickets: tuple[int, ...]) -> dict[int, int]:
        """Return how many messages an agent has seen of those of these tickets that were on their screen."""
        marks = ",".join("?" * len(tickets))
        found = self._connection().execute(
            f"SELECT ticket, messages FROM seen WHERE agent = ? AND ticket IN ({marks})",
            (agent, *tickets),
        )
        return dict(found)

    def view_state(self, agent: str, key: str) -> str:
        """Return a remembered view setting, "" when there is none."""
        row = self._connection().execute("SELECT value FROM views WHERE agent = ? AND key = ?", (agent, key)).fetchone()
        return str(row[0]) if row else ""

    @_told
    def save_view_state(self, agent: str, key: str, value: str) -> None:
        """Remember a view setting."""
        self._connection().execute(
            "INSERT OR REPLACE INTO views (agent, key, value) VALUES (?,?,?)", (agent, key, value)
        )

    @_told
    def view_states(self, agent: str, prefix: str) -> dict[str, str]:
        """Return the remembered settings whose key begins so, in the order of their keys, without the prefix."""
        found = self._connection().execute(
            "SELECT substr(key, ?), value FROM views WHERE agent = ? AND substr(key, 1, ?) = ? ORDER BY key",
            (len(prefix) + 1, agent, len(prefix), prefix),
        )
        return {str(key): str(value) for key, value in found}

    @_told
    def drop_view_state(self, agent: str, key: str) -> bool:
        """Forget a view setting; False when there was none."""
        done = self._connection().execute("DELETE FROM views WHERE agent = ? AND key = ?", (agent, key))
        return bool(done.rowcount)

    @_told
    def take_lease(self, name: str, holder: str, label: str, now: int) -> bool:
        """Take or renew a lease; False while someone else's lasts."""
        done = self._connection().execute(
            """INSERT INTO lease (name, holder, label, until) VALUES (?,?,?,?) ON CONFLICT (name) DO UPDATE
            SET holder = excluded.holder, label = excluded.label, until = excluded.until
            WHERE lease.holder = excluded.holder OR lease.until <= ?""",
            (name, holder, label, now + LEASE_MS, now),
        )
        return bool(done.rowcount == 1)

    @_told
    def drop_lease(self, name: str, holder: str) -> None:
        """Give a lease back."""
        self._connection().execute("DELETE FROM lease WHERE name = ? AND holder = ?", (name, holder))

    @_told
    def lease(self, name: str, now: int) -> str | None:
        """Return the label of who holds a lease, or None when nobody does."""
        row = self._connection().execute("SELECT label FROM lease WHERE name = ? AND until > ?", (name, now)).fetchone()
        return str(row[0]) if row else None

    def close(self) -> None:
        """Close the connections of every thread."""
        while self._connections:
            self._connections.pop()[1].close()
        self._local = threading.local()
