"""The one SQLite driver of the process.

Only this module imports one: two SQLite libraries in one process destroy each other's locks. Any driver will do whose
SQLite is free of the WAL race of 3.7.0 to 3.51.2; the wheel `pysqlite3` brings one where the system's is older.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from agentdesk.lang import Refusal, Why

try:
    import pysqlite3 as _driver
except ImportError:  # no wheel for this platform: its own library may be new enough
    import sqlite3 as _driver

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection
else:
    Connection = _driver.Connection
DatabaseError = _driver.DatabaseError
OperationalError = _driver.OperationalError
IntegrityError = _driver.IntegrityError
SQLITE_VERSION: tuple[int, ...] = tuple(_driver.sqlite_version_info)
SAFE_VERSION = (3, 51, 3)


def connect(
    path: Path | str, *, synchronous: str = "FULL", read_only: bool = False, create: bool = False
) -> Connection:
    """Return a connection in autocommit mode, waiting up to five seconds for a lock.

    One thread uses it, any thread may close it. Without `create` a file that is not there is an error, so that one
    removed under our feet does not come back empty; a path of "" is a scratch database in memory.

    Raises `Refusal` when the SQLite library is one that can corrupt a database.
    """
    if SQLITE_VERSION < SAFE_VERSION:
        found, safe = (".".join(map(str, v)) for v in (SQLITE_VERSION, SAFE_VERSION))
        raise Refusal(Why.STORE, "store.unsafe_sqlite", found=found, safe=safe)
    place = f"file:{quote(str(path))}?mode={'rwc' if create else 'rw'}" if str(path) else ":memory:"
    connection: Connection = _driver.connect(
        place, timeout=5.0, isolation_level=None, check_same_thread=False, uri=True
    )
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA cache_size=-8000")
    connection.execute("PRAGMA temp_store=MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only=ON")
    return connection
