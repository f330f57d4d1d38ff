"""Appending to the journal: version, digest, chain."""

import json

import msgspec

from agentdesk.clock import Chance
from agentdesk.model import Event, Json, NewEvent
from agentdesk.store.chain import START, body_digest, link
from agentdesk.store.driver import Connection
from agentdesk.store.journal import event_of

_fast = msgspec.json.Encoder().encode


def _encode(value: Json) -> bytes:
    """Return JSON; half a surrogate pair, which no UTF-8 can hold, becomes a question mark."""
    try:
        return _fast(value)
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


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
    return event_of((seq, now, at, new.stream, version, actor, new.kind, new.schema, data, body))


def _seal(body: Json | None, chance: Chance) -> tuple[bytes | None, bytes | None, bytes | None]:
    if body is None:
        return None, None, None
    text, salt = _encode(body), chance.salt()
    return text, salt, body_digest(salt, text)
