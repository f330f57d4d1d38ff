"""Making a desk's file: it appears whole or not at all."""

import os
from pathlib import Path

from agentdesk.store import schema
from agentdesk.store.driver import connect


def make(database: Path) -> None:
    """Make an empty desk at `database`, where there is none; the caller holds the lock.

    A program that dies half-way leaves a file of another name. Raises OSError.
    """
    fresh = database.with_name(f"{database.name}.new")
    for left in (fresh, fresh.with_name(f"{fresh.name}-wal"), fresh.with_name(f"{fresh.name}-shm")):
        left.unlink(missing_ok=True)
    connection = connect(fresh, create=True)
    try:
        schema.create(connection)
    finally:
        connection.close()
    fresh.rename(database)
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
