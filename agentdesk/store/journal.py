"""Reading the journal."""

from collections.abc import Iterator
from typing import Any

import msgspec

from agentdesk.model import Event
from agentdesk.store.driver import Connection

_decode = msgspec.json.decode
_SELECT = """SELECT e.seq, e.recorded_at, e.at, e.stream, e.version, e.actor, e.kind, e.schema, e.data, b.body
    FROM events e LEFT JOIN bodies b ON b.seq = e.seq"""


def event_of(row: tuple[Any, ...]) -> Event:
    """Return the event of a row of the journal with its body."""
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
    return [event_of(row) for row in rows]


def everything(connection: Connection) -> Iterator[Event]:
    """Yield the whole journal, oldest first."""
    for row in connection.execute(f"{_SELECT} ORDER BY e.seq"):
        yield event_of(row)


def of_stream(connection: Connection, stream: str, since: int = 0) -> list[Event]:
    """Return a stream's events behind version `since`."""
    rows = connection.execute(f"{_SELECT} WHERE e.stream = ? AND e.version > ? ORDER BY e.version", (stream, since))
    return [event_of(row) for row in rows]


def streams_after(connection: Connection, seq: int) -> tuple[int, tuple[str, ...]]:
    """Return the newest sequence number and the streams that changed behind `seq`, each once."""
    rows = connection.execute("SELECT seq, stream FROM events WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
    return (rows[-1][0] if rows else seq), tuple(dict.fromkeys(row[1] for row in rows))


def last_seq(connection: Connection) -> int:
    """Return the newest sequence number, 0 for an empty journal."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()[0])


def latest_acts(connection: Connection, limit: int) -> dict[str, int]:
    """Return when each actor of the newest `limit` events did the last thing."""
    sql = """SELECT actor, max(recorded_at) FROM
        (SELECT actor, recorded_at FROM events ORDER BY seq DESC LIMIT ?) GROUP BY actor"""
    return dict(connection.execute(sql, (limit,)).fetchall())
