"""A transaction: it appends, folds what it appended, and reads what it wrote."""

from agentdesk.clock import Chance
from agentdesk.model import Event, NewEvent
from agentdesk.store import appending, tables
from agentdesk.store.driver import Connection
from agentdesk.store.queries import Queries


class SqliteTransaction(Queries):
    """Appends within an open transaction, and reads what it wrote."""

    def __init__(self, connection: Connection, chance: Chance) -> None:
        super().__init__(connection)
        self._chance = chance
        self.appended: list[Event] = []

    def append(self, event: NewEvent, *, actor: str, now: int, expect: int | None = None) -> Event:
        """Append and fold an event; raises `Conflict` when its stream is not at version `expect`."""
        stored = appending.append(self.connection, event, actor=actor, now=now, chance=self._chance, expect=expect)
        tables.apply(self.connection, stored)
        self.appended.append(stored)
        return stored
