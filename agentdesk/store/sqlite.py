"""The store on SQLite: a connection a thread, one writer at a time, the bell after each commit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.clock import Chance
from agentdesk.lang import Refusal, Why
from agentdesk.store import schema
from agentdesk.store.bell import ring
from agentdesk.store.driver import Connection, DatabaseError, connect
from agentdesk.store.durable import WalSync, not_durable
from agentdesk.store.files import DeskFiles
from agentdesk.store.lock import FairLock
from agentdesk.store.protocol import Feed, Reader, Transaction
from agentdesk.store.queries import Queries
from agentdesk.store.trouble import reason_of_store, told


class SqliteStore:
    """A desk in a file. Any thread may use it; each gets connections of its own."""

    def __init__(self, path: Path, chance: Chance, *, create: bool = False) -> None:
        """Open the desk at `path`; with `create` make it when there is none.

        Raises `Refusal` when there is none, when the file is no desk, or when it was written by a newer agentdesk.
        """
        self.files = DeskFiles(path)
        self._chance = chance
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, Connection | WalSync]] = []
        self._doubtful = False
        """Whether a commit could not be made durable: nothing is written any more."""
        self._lock = FairLock(self.files.lock)
        if create and not path.exists():
            self._create()
        elif not path.exists():
            raise Refusal(Why.MISSING, "store.missing", path=str(path))
        if path.stat().st_size == 0:
            raise Refusal(Why.STORE, "store.empty_file", path=str(path))
        self._file = _identity(path)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def _create(self) -> None:
        try:
            self.files.prepare()
            with self._lock.held():
                if not self.files.database.exists():  # another program may have made it meanwhile
                    from agentdesk.store.making import make

                    make(self.files.database)
        except (OSError, DatabaseError) as error:
            raise Refusal(
                Why.STORE, "store.no_place", path=str(self.files.database), detail=reason_of_store(error)
            ) from error

    def _check(self) -> None:
        try:
            connection = self._reader_connection()
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = connection.execute("PRAGMA user_version").fetchone()[0]
        except DatabaseError as error:
            if not self.files.is_writable():
                raise Refusal(Why.STORE, "store.read_only", path=str(self.files.database)) from error
            raise Refusal(
                Why.STORE, "store.not_a_desk", path=str(self.files.database), detail=reason_of_store(error)
            ) from error
        if application != schema.APPLICATION_ID:
            raise Refusal(Why.STORE, "store.not_a_desk", path=str(self.files.database), detail=f"{application:#x}")
        if found > schema.USER_VERSION:
            raise Refusal(
                Why.STORE, "store.newer", path=str(self.files.database), found=found, ours=schema.USER_VERSION
            )
        try:
            self.files.prepare()
        except OSError as error:
            raise Refusal(Why.STORE, "store.read_only", path=str(self.files.database)) from error
        if found < schema.USER_VERSION:
            self._renew()

    def _renew(self) -> None:
        """Bring an older desk's journal to its present shape, and fold it anew."""
        from sqlite_utils import Database

        from agentdesk.store.migrations import journal

        with self._writing() as connection:
            journal.apply(Database(connection))
        self.rebuild()

    def _open(self, *, read_only: bool) -> Connection:
        """Return a new connection of the calling thread; those of threads that ended are closed."""
        self._opened, ended = (
            [pair for pair in self._opened if pair[0].is_alive()],
            [one for thread, one in self._opened if not thread.is_alive()],
        )
        for one in ended:
            one.close()
        connection = connect(self.files.database, synchronous="NORMAL", read_only=read_only)
        self._opened.append((threading.current_thread(), connection))
        return connection

    def _reader_connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "reader", None)
        if connection is None:
            connection = self._local.reader = self._open(read_only=True)
        return connection

    def _writer_connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "writer", None)
        if connection is None:
            connection = self._local.writer = self._open(read_only=False)
        return connection

    def _wal_sync(self) -> WalSync:
        """Return what makes this thread's commits durable; its writer must have committed."""
        sync: WalSync | None = getattr(self._local, "sync", None)
        if sync is None:
            sync = self._local.sync = WalSync(self.files.wal)
            self._opened.append((threading.current_thread(), sync))
        return sync

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a transaction; leaving it without an error commits, durably, and rings the bell.

        The commit is made durable after the lock was given back, so that programs wait for the disk together.
        """
        with told(self.files.database), self._lock.held():
            self._still_ours()
            from agentdesk.store.transaction import SqliteTransaction

            connection = self._writer_connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                if connection.execute("PRAGMA user_version").fetchone()[0] != schema.USER_VERSION:
                    raise Refusal(Why.STORE, "store.other_fold", path=str(self.files.database))
                transaction = SqliteTransaction(connection, self._chance)
                yield transaction
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            sync = self._wal_sync() if transaction.appended else None
        if sync is not None:
            self._acknowledge(sync)

    def _acknowledge(self, sync: WalSync) -> None:
        """Make what was committed durable and ring the bell; raises `Refusal` where that cannot be said."""
        try:
            sync.sync()
        except Refusal:
            self._doubtful = True
            raise
        ring(self.files.bell)

    def _still_ours(self) -> None:
        """A database that was unlinked or replaced while open takes inserts into a ghost: refuse."""
        try:
            here = _identity(self.files.database)
        except FileNotFoundError:
            raise Refusal(Why.STORE, "store.gone", path=str(self.files.database)) from None
        if here != self._file:
            raise Refusal(Why.STORE, "store.replaced", path=str(self.files.database))
        if self._doubtful:
            raise not_durable(self.files.wal)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Hold the lock for care of the whole file; refused where a newer agentdesk wrote its tables."""
        with told(self.files.database), self._lock.held():
            self._still_ours()
            connection = self._writer_connection()
            if connection.execute("PRAGMA user_version").fetchone()[0] > schema.USER_VERSION:
                raise Refusal(Why.STORE, "store.other_fold", path=str(self.files.database))
            yield connection
            sync = self._wal_sync()
        self._acknowledge(sync)

    def read(self) -> Reader:
        """Return a reader on the calling thread's own connection; raises `Refusal` when the file is gone."""
        with told(self.files.database):
            return Queries(self._reader_connection())

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """Hold one moment of the tables for several reads."""
        with told(self.files.database):
            connection = self._reader_connection()
            if connection.in_transaction:
                yield Queries(connection)
                return
            connection.execute("BEGIN")
            try:
                yield Queries(connection)
            finally:
                connection.rollback()  # nothing when a damaged page has ended it

    @contextmanager
    def rehearse(self) -> Iterator[Transaction]:
        """Hold one moment of the tables, and take events that are kept nowhere; nobody waits for it."""
        from agentdesk.store.rehearsal import SqliteRehearsal

        with self.snapshot():
            yield SqliteRehearsal(self._reader_connection())

    def feed(self) -> Feed:
        """Return a feed that begins now."""
        from agentdesk.store.feed import SqliteFeed

        return SqliteFeed(self.files)

    def verify(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong, as (code, detail): the file, the chains, the tables against the journal."""
        from agentdesk.store import care

        return care.verify(self._reader_connection())

    def rebuild(self) -> int:
        """Make the folded tables again from the journal, in one transaction; return the number of events."""
        from agentdesk.store import care

        with self._writing() as connection:
            return care.rebuild(connection)

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the canonical dump of the folded tables."""
        from agentdesk.store import tables

        return tables.dump(self._reader_connection(), schema.FOLDED)

    def backup(self, target: Path) -> None:
        """Copy the desk, as it is at one moment, to `target`; raises `Refusal` when that exists."""
        from agentdesk.store import care

        care.backup(self._reader_connection(), target)

    def erase(self, streams: tuple[str, ...]) -> int:
        """Delete the bodies of these streams and fold them anew; return how many bodies went."""
        from agentdesk.store import care

        with self._writing() as connection:
            return care.erase(connection, streams)

    def close(self) -> None:
        """Close the connections of every thread; no thread may use the store any more."""
        while self._opened:
            self._opened.pop()[1].close()
        self._local = threading.local()
        self._lock.close()


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
