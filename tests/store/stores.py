"""The stores that the contract suite runs on, and small events to put into them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from agentdesk.clock import SeededChance
from agentdesk.model import Json, NewEvent, stream_of
from agentdesk.store.protocol import Store
from agentdesk.store.sqlite import SqliteStore

NOW = 1_790_000_000_000
"""A moment in September 2026."""


class Place(msgspec.Struct, frozen=True):
    """Where a store of one kind lies; opening it twice is what two programs do."""

    folder: Path
    opener: Callable[[Path, int], Store]

    def open(self, seed: int = 1) -> Store:
        """Return the store of this place, made when it is not there yet."""
        return self.opener(self.folder, seed)

    @contextmanager
    def opened(self, seed: int = 1) -> Iterator[Store]:
        """Open the store and close it behind."""
        store = self.open(seed)
        try:
            yield store
        finally:
            store.close()


def _sqlite(folder: Path, seed: int) -> Store:
    return SqliteStore(folder / "desk.db", SeededChance(seed), create=True)


KINDS: dict[str, Callable[[Path, int], Store]] = {"sqlite": _sqlite}
"""Name of each store that has to keep the contract."""


def put(store: Store, *events: NewEvent, actor: str = "a1", now: int = NOW) -> None:
    """Append events in one transaction."""
    with store.write() as tx:
        for event in events:
            tx.append(event, actor=actor, now=now)


def ticket(number: int, body: Json | None = None, kind: str = "ticket.changed", **fields: Any) -> NewEvent:
    """An event that sets fields of a ticket; what it holds beside them goes by `data_` in front."""
    parts = {name.removeprefix("data_"): fields.pop(name) for name in list(fields) if name.startswith("data_")}
    return NewEvent(stream=stream_of("ticket", number), kind=kind, data={"set": fields, **parts}, body=body)


def message(number: int, text: str, author: str = "customer", **fields: Any) -> NewEvent:
    """An event that brings a message of a ticket."""
    return ticket(number, {"message": {"text": text}}, "message.received", data_message={"author": author}, **fields)
