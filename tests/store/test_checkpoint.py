"""What gathers in the -wal is copied back behind the commits, without the write lock, and the -wal stays bounded."""

from agentdesk.clock import SeededChance
from agentdesk.store.checkpoint import MOST_PAGES, PAGES, copy_back
from agentdesk.store.driver import Connection
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put

MUCH = "x" * 1_200_000
"""Some three hundred pages of a message."""


def left(connection: Connection) -> int:
    """Return how many pages stand only in the -wal."""
    _, pages, copied = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
    return int(pages - copied)


def test_what_gathered_is_copied_back_behind_a_commit(sqlite: SqliteStore) -> None:
    seen = []
    for number in range(12):
        put(sqlite, message(number, MUCH))
        seen.append(left(sqlite._writer_connection()))
    assert max(seen) > PAGES / 4  # it does gather
    assert max(seen) < PAGES
    assert list(sqlite.verify()) == []


def test_it_is_copied_back_while_another_program_writes(sqlite: SqliteStore) -> None:
    connection = sqlite._writer_connection()
    connection.execute("PRAGMA wal_autocheckpoint=0")
    other = SqliteStore(sqlite.files.database, SeededChance(2))
    other._writer_connection().execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE much (text TEXT)")
    connection.execute("INSERT INTO much VALUES (?)", (MUCH * 4,))
    connection.execute("COMMIT")
    assert left(connection) > PAGES
    with other.write():
        copy_back(connection)
        assert left(connection) == 0
    other.close()


def test_the_log_is_begun_anew_under_a_reader_that_comes_and_goes(sqlite: SqliteStore) -> None:
    for number in range(60):
        with sqlite.snapshot() as reader:
            assert reader.ticket(number) is None
        put(sqlite, message(number, MUCH))
    assert sqlite.files.wal.stat().st_size < MOST_PAGES * 4096
