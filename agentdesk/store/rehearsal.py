"""A rehearsal: one moment of the tables, and events that are appended to nothing."""

from agentdesk.model import Event, NewEvent
from agentdesk.store.appending import Conflict, head
from agentdesk.store.queries import Queries


class SqliteRehearsal(Queries):
    """Takes events as a transaction does and keeps none: what a verb would do can be seen without doing it."""

    def append(self, event: NewEvent, *, actor: str, now: int, expect: int | None = None) -> Event:
        """Return the event as it would be stored; raises `Conflict` when its stream is not at version `expect`."""
        version, _ = head(self.connection, event.stream)
        if expect is not None and expect != version:
            raise Conflict(event.stream, expect, version)
        return Event(
            seq=0,
            recorded_at=now,
            at=now if event.at is None else event.at,
            stream=event.stream,
            version=version + 1,
            actor=actor,
            kind=event.kind,
            schema=event.schema,
            data=event.data,
            body=event.body,
        )
