"""What a database says when it cannot be used, as a refusal that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from agentdesk.lang import Refusal, Why
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


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into a `Refusal`; a fault of our own SQL stays what it is."""
    try:
        yield
    except DatabaseError as error:
        code = next((code for words, code in _SAID if words in str(error)), None)
        if code is None:
            raise
        raise Refusal(Why.STORE, code, path=str(path)) from error
