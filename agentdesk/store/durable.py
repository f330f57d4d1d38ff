"""Durable commits of many programs together.

A commit of SQLite's own with `synchronous=FULL` syncs the -wal while the write lock is held, so that writers queue up
for the disk one by one. Here the commit only writes (`NORMAL`), the lock is given back, and then the -wal is synced,
through a descriptor kept open beside the connection; only then is the event acknowledged. The syncs of several
programs run at once, and the file system makes one of them. What stands in the -wal behind an event was written
later, so a sync of anything later covers it; a checkpoint syncs the -wal itself before it copies pages.

Opening and closing the -wal is safe, unlike the database and its -shm: SQLite holds no POSIX lock on it.
"""

import fcntl
import os
from pathlib import Path

from agentdesk.lang import Refusal, Why


class WalSync:
    """Syncs the -wal of one connection."""

    def __init__(self, wal: Path) -> None:
        """`wal` is there: its connection has committed at least once. Raises OSError when it cannot be opened."""
        self._wal = wal
        self._descriptor = os.open(wal, os.O_RDONLY | os.O_CLOEXEC)

    def sync(self) -> None:
        """Return once everything that was written to the -wal is on the disk.

        Raises `Refusal` when that cannot be said, because the file was removed or replaced or the disk refused; what
        a failed sync has dropped, a later one does not bring back.
        """
        if not self._still_there():
            raise not_durable(self._wal)
        try:
            _to_disk(self._descriptor)
        except OSError as error:
            raise not_durable(self._wal) from error

    def _still_there(self) -> bool:
        ours = os.fstat(self._descriptor)
        try:
            theirs = self._wal.stat()
        except FileNotFoundError:
            return False
        return (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino)

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._descriptor)


def not_durable(wal: Path) -> Refusal:
    """Return the refusal of a desk whose log may not be on the disk."""
    return Refusal(Why.STORE, "store.not_durable", path=str(wal))


def _to_disk(descriptor: int) -> None:
    """Sync a file's data; where there is `F_FULLFSYNC` (macOS), fsync alone leaves it in the drive's cache."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        fcntl.fcntl(descriptor, full)
    else:
        os.fdatasync(descriptor)
