"""Appending to the journal, and reading it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from agentdesk.clock import Chance
from agentdesk.model import Event, Json, NewEvent
from agentdesk.store.chain import START, body_digest, link
from agentdesk.store.driver import Connection

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.decode
_SELECT = """SELECT e.seq, e.recorded_at, e.at, e.stream, e.version, e.actor, e.kind, e.schema, e.data, b.body
    FROM events e LEFT JOIN bodies b ON b.seq = e.seq"""


class Conflict(Exception):
    """A stream is not at the version that the writer saw."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(stream, expected, actual)
        self.stream, self.expected, self.actual = stream, expected, actual


def head(connection: Connection, stream: str) -> tuple[int, bytes]:
    """Return version and last link of a stream, (0, START) for one that does not exist yet."""
    row = connection.execute("SELECT version, chain FROM heads WHERE stream = ?", (stream,)).fetchone()
    return (row[0], row[1]) if row else (0, START)


def append(
    connection: Connection, new: NewEvent, *, actor: str, now: int, chance: Chance, expect: int | None = None
) -> Event:
    """Write one event within the caller's transaction and return it as stored.

    Raises `Conflict` when the stream is not at version `expect`.
    """
    version, previous = head(connection, new.stream)
    if expect is not None and expect != version:
        raise Conflict(new.stream, expect, version)
    version += 1
    at = now if new.at is None else new.at
    data = _encode(new.data)
    body, salt, digest = _seal(new.body, chance)
    chain = link(previous, (new.stream, version, now, at, actor, new.kind, new.schema), data, digest)
    seq = connection.execute(
        "INSERT INTO events (recorded_at, at, stream, version, actor, kind, schema, data, digest, chain)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (now, at, new.stream, version, actor, new.kind, new.schema, data.decode(), digest, chain),
    ).lastrowid
    if body is not None:
        connection.execute("INSERT INTO bodies (seq, salt, body) VALUES (?,?,?)", (seq, salt, body.decode()))
    connection.execute(
        "INSERT INTO heads VALUES (?,?,?) ON CONFLICT (stream)"
        " DO UPDATE SET version = excluded.version, chain = excluded.chain",
        (new.stream, version, chain),
    )
    return _event((seq, now, at, new.stream, version, actor, new.kind, new.schema, data, body))


def _seal(body: Json | None, chance: Chance) -> tuple[bytes | None, bytes | None, bytes | None]:
    if body is None:
        return None, None, None
    text, salt = _encode(body), chance.salt()
    return text, salt, body_digest(salt, text)


def _event(row: tuple[Any, ...]) -> Event:
    seq, recorded_at, at, stream, version, actor, kind, schema, data, body = row
    return Event(
        seq=seq,
        recorded_at=recorded_at,
        at=at,
        stream=stream,
        version=version,
        actor=actor,
        kind=kind,
        schema=schema,
        data=_decode(data),
        body=None if body is None else _decode(body),
    )


def after(connection: Connection, seq: int, limit: int) -> list[Event]:
    """Return up to `limit` events behind `seq`, oldest first."""
    rows = connection.execute(f"{_SELECT} WHERE e.seq > ? ORDER BY e.seq LIMIT ?", (seq, limit))
    return [_event(row) for row in rows]


def everything(connection: Connection) -> Iterator[Event]:
    """Yield the whole journal, oldest first."""
    for row in connection.execute(f"{_SELECT} ORDER BY e.seq"):
        yield _event(row)


def of_stream(connection: Connection, stream: str, since: int = 0) -> list[Event]:
    """Return a stream's events behind version `since`."""
    rows = connection.execute(f"{_SELECT} WHERE e.stream = ? AND e.version > ? ORDER BY e.version", (stream, since))
    return [_event(row) for row in rows]


def streams_after(connection: Connection, seq: int) -> tuple[int, tuple[str, ...]]:
    """Return the newest sequence number and the streams that changed behind `seq`, each once."""
    rows = connection.execute("SELECT seq, stream FROM events WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
    return (rows[-1][0] if rows else seq), tuple(dict.fromkeys(row[1] for row in rows))


def last_seq(connection: Connection) -> int:
    """Return the newest sequence number, 0 for an empty journal."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])
