"""Executing the fold: each `Put` and `Drop` becomes a row, and what can be searched goes into the search tables."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from agentdesk.model import Event
from agentdesk.model.fold import Drop, Put, Write, fold
from agentdesk.model.upcast import upcast
from agentdesk.store.driver import Connection
from agentdesk.store.schema import ARTICLE_FIELDS, MESSAGE_SHIFT
from agentdesk.text.cut import cut
from agentdesk.text.pairs import cut_with_pairs

_encode = msgspec.json.Encoder().encode


def apply(connection: Connection, event: Event) -> None:
    """Write what one event folds into, within the caller's transaction."""
    for write in fold(upcast(event)):
        execute(connection, write)


def execute(connection: Connection, write: Write) -> None:
    """Carry out one write of the fold."""
    if isinstance(write, Drop):
        where = " AND ".join(f"{name} = ?" for name in write.key)
        connection.execute(f"DELETE FROM {write.table} WHERE {where}", tuple(write.key.values()))
        return
    connection.execute(_upsert(write.table, tuple(write.key), tuple(write.values)), _values(write))
    if write.table == "messages" and "text" in write.values and not write.values.get("audience"):
        _index_message(connection, write)
    elif write.table == "articles" and write.values.keys() & {"title", "body", "similar", "tags", "retired"}:
        _index_article(connection, write.key["id"])


def _values(put: Put) -> list[Any]:
    return [_cell(value) for value in (*put.key.values(), *put.values.values())]


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return _encode(value).decode()
    return value


@lru_cache(maxsize=512)
def _upsert(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    names = (*key, *columns)
    marks = ",".join("?" * len(names))
    sets = ", ".join(f"{name}=excluded.{name}" for name in columns)
    action = f"DO UPDATE SET {sets}" if sets else "DO NOTHING"
    return f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks}) ON CONFLICT ({','.join(key)}) {action}"


def _index_message(connection: Connection, put: Put) -> None:
    row = (put.key["ticket"] << MESSAGE_SHIFT) | put.key["n"]
    connection.execute("DELETE FROM message_search WHERE rowid = ?", (row,))
    text: str | None = put.values["text"]
    if text:
        connection.execute("INSERT INTO message_search (rowid, words) VALUES (?, ?)", (row, cut(text)))


def _index_article(connection: Connection, article: str) -> None:
    """Index each field in a row of its own, so that it is ranked by its own length: bm25 knows only a row's length."""
    number, title, similar, body, tags, retired = connection.execute(
        "SELECT rowid, title, similar, body, tags, retired FROM articles WHERE id = ?", (article,)
    ).fetchone()
    fields = (title, _lines(similar), body, f"{article}\n{_lines(tags)}")
    places = [number * ARTICLE_FIELDS + place for place in range(ARTICLE_FIELDS)]
    connection.executemany("DELETE FROM article_search WHERE rowid = ?", ((place,) for place in places))
    if not retired:
        rows = ((place, cut_with_pairs(text)) for place, text in zip(places, fields, strict=True))
        connection.executemany("INSERT INTO article_search (rowid, words) VALUES (?, ?)", rows)


def _lines(stored: str) -> str:
    return "\n".join(msgspec.json.decode(stored))


def dump(connection: Connection, tables: Mapping[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the canonical dump: every row of every folded table, sorted, under the table's name."""
    return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}
