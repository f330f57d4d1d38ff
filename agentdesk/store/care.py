"""Care of the journal and its tables: verify, rebuild, backup, erase."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import msgspec

from agentdesk.lang import Refusal, Why
from agentdesk.store import journal, schema, tables
from agentdesk.store.chain import START, body_digest, link
from agentdesk.store.driver import Connection, DatabaseError, connect
from agentdesk.store.trouble import reason_of_store

SEARCHES = ("message_search", "article_search")
_UNFOLDABLE = (msgspec.MsgspecError, DatabaseError, LookupError, TypeError, ValueError, AttributeError)


def verify(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (code, detail) for each fault: "page", "chain", "body", "gap", "head", "fold"."""
    connection.execute("BEGIN")
    try:
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield "page", line
        yield from _verify_chains(connection)
        yield from _verify_fold(connection)
    except DatabaseError as error:  # a page that cannot be read at all
        yield "page", str(error)
    finally:
        connection.execute("COMMIT")


def _verify_chains(connection: Connection) -> Iterator[tuple[str, str]]:
    heads: dict[str, tuple[int, bytes]] = {}
    found = connection.execute(
        """SELECT e.stream, e.version, e.recorded_at, e.at, e.actor, e.kind, e.schema, e.data, e.digest, e.chain,
        b.salt, b.body FROM events e LEFT JOIN bodies b ON b.seq = e.seq ORDER BY e.seq"""
    )
    for stream, version, recorded_at, at, actor, kind, number, data, digest, chain, salt, body in found:
        before, previous = heads.get(stream, (0, START))
        place = f"{stream}/{version}"
        if version != before + 1:
            yield "gap", place
        header = (stream, version, recorded_at, at, actor, kind, number)
        if link(previous, header, data.encode(), digest) != chain:
            yield "chain", place
        if body is not None and body_digest(salt, body.encode()) != digest:
            yield "body", place
        heads[stream] = (version, chain)
    kept = {row[0]: (row[1], row[2]) for row in connection.execute("SELECT stream, version, chain FROM heads")}
    yield from (
        ("head", stream) for stream in sorted(kept.keys() | heads.keys()) if kept.get(stream) != heads.get(stream)
    )


def _verify_fold(connection: Connection) -> Iterator[tuple[str, str]]:
    """Fold the whole journal into a scratch database and compare the canonical dumps."""
    scratch = connect("")
    try:
        scratch.execute("BEGIN")
        schema.create_folded(scratch)
        place = "0"
        try:
            for event in journal.everything(connection):
                tables.apply(scratch, event)
                place = f"{event.stream}/{event.version}"
        except _UNFOLDABLE:  # the event behind this one is no event of ours any more
            yield "fold", place
            return
        ours, fresh = tables.dump(connection, schema.FOLDED), tables.dump(scratch, schema.FOLDED)
        yield from (("fold", name) for name in ours if ours[name] != fresh[name])
        yield from (("fold", name) for name in SEARCHES if not _same_words(connection, scratch, name))
    finally:
        scratch.close()


def _same_words(ours: Connection, fresh: Connection, search: str) -> bool:
    """Whether two search tables hold the same words at the same places."""
    return all(one == other for one, other in zip_longest(_words(ours, search), _words(fresh, search)))


def _words(connection: Connection, search: str) -> Iterator[tuple[object, ...]]:
    table = f"temp.words_of_{search}"
    connection.execute("PRAGMA query_only=OFF")  # a reader may not even make a temporary table
    connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5vocab('main', '{search}', 'instance')")
    connection.execute("PRAGMA query_only=ON")
    yield from connection.execute(f"SELECT term, doc, col, offset FROM {table}")


def rebuild(connection: Connection) -> int:
    """Make the folded tables again in one transaction; return the number of events folded."""
    with _transaction(connection):
        return _fold_anew(connection)


def _fold_anew(connection: Connection) -> int:
    schema.drop_folded(connection)
    schema.create_folded(connection)
    events = journal.after(connection, 0, 1000)
    count = 0
    while events:
        for event in events:
            tables.apply(connection, event)
        count += len(events)
        events = journal.after(connection, events[-1].seq, 1000)
    schema.stamp(connection)
    return count


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def backup(connection: Connection, target: Path) -> None:
    """Write a whole and compact copy of one moment to `target`.

    Raises `Refusal` when `target` exists or cannot be written.
    """
    if target.exists():
        raise Refusal(Why.INPUT, "store.target_exists", path=str(target))
    try:
        copy = connect(target, create=True)
    except DatabaseError as error:
        raise Refusal(Why.STORE, "store.no_place", path=str(target), detail=reason_of_store(error)) from error
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    finally:
        copy.close()


def erase(connection: Connection, streams: tuple[str, ...]) -> int:
    """Delete the bodies of these streams, fold everything anew, and leave no copy in the file.

    Raises `Refusal` when somebody who reads kept the old pages alive: the words are gone from the desk then, but not
    yet from the file; erasing again, with nothing left to delete, takes them from there.
    """
    connection.execute("PRAGMA secure_delete=ON")
    delete = "DELETE FROM bodies WHERE seq IN (SELECT seq FROM events WHERE stream = ?)"
    with _transaction(connection):
        count = sum(connection.execute(delete, (stream,)).rowcount for stream in streams)
        _fold_anew(connection)
    for search in SEARCHES:
        connection.execute(f"INSERT INTO {search}({search}) VALUES ('optimize')")
    connection.execute("VACUUM")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise Refusal(Why.STORE, "store.erased_not_scrubbed")
    return count
