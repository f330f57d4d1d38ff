"""What a database says when it cannot be used, as a refusal that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from agentdesk.lang import Message, Param, Refusal, Why, reason_of
from agentdesk.store.driver import DatabaseError

_SAID: Final = (
    ("readonly", "store.read_only"),
    ("locked", "store.busy"),
    ("is full", "store.full"),
    ("disk I/O", "store.disk"),
    ("malformed", "store.damaged"),
    ("not a database", "store.damaged"),
    ("unable to open", "store.gone"),
)
"""Words in SQLite's own messages, and our sentence; not every driver gives the error's number."""


_REASONS: Final = (
    ("unable to open", "system.no_open"),
    ("not a database", "system.no_database"),
    ("malformed", "system.no_database"),
    ("readonly", "system.read_only"),
    ("is full", "system.full"),
    ("disk I/O", "system.disk"),
    ("locked", "system.in_use"),
)


def reason_of_store(error: Exception) -> Param:
    """Return why a database cannot be opened or made, as part of a sentence."""
    if isinstance(error, DatabaseError):
        return next((Message(code) for words, code in _REASONS if words in str(error)), str(error))
    return reason_of(error)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into a `Refusal`; a fault of our own SQL stays what it is."""
    try:
        yield
    except DatabaseError as error:
        if (refusal := refusal_of(error, path)) is None:
            raise
        raise refusal from error


def refusal_of(error: Exception, path: Path) -> Refusal | None:
    """Return what SQLite says of the file at `path` as a refusal, None when it is no trouble of the file's."""
    code = next((code for words, code in _SAID if isinstance(error, DatabaseError) and words in str(error)), None)
    return Refusal(Why.STORE, code, path=str(path)) if code is not None else None
