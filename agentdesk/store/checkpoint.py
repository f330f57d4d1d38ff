"""What was committed goes from the -wal back into the database while others may write.

SQLite's own checkpoint runs within the commit that filled the -wal, under the write lock, and syncs twice: everybody
waits. Here whoever committed looks afterwards (wal_checkpoint(NOOP), microseconds) and copies back what has gathered;
that blocks no writer. Under a constant stream of commits the -wal is never empty at the end of that, so it grows;
from `MOST_PAGES` on SQLite does the little that is left within a commit, and the file is begun anew.
"""

from contextlib import suppress
from typing import Final

from agentdesk.store.driver import Connection, DatabaseError

PAGES: Final = 1_000
"""So many pages that are only in the -wal are worth copying back: 4 MB, SQLite's own default."""
MOST_PAGES: Final = 16_000


def prepare(connection: Connection) -> None:
    """Leave it to `copy_back`, but for a -wal that has grown."""
    connection.execute(f"PRAGMA wal_autocheckpoint={MOST_PAGES}")


def copy_back(connection: Connection) -> None:
    """Copy back what has gathered, if it is worth it; what cannot be copied now stays where it is safe."""
    with suppress(DatabaseError):
        _, pages, copied = connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        if pages - copied >= PAGES:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
