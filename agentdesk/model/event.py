"""The event: what happened, to which stream, by whom, and when."""

from typing import Any

import msgspec

Json = dict[str, Any]
"""A JSON object: the payload of an event, whose shape its kind and schema fix."""


class NewEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a verb decided and the store has not yet taken."""

    stream: str
    """"ticket:10428", "customer:7", "article:KB-0107", "agent:a3", "team:funds", "rules", "bulk:…"."""
    kind: str
    data: Json = {}
    """What is kept for good: opaque ids, codes, times; never a person's words or names."""
    body: Json | None = None
    """What a person may ask to be erased: texts, names, contact details."""
    at: int | None = None
    """When it happened, if not when it is recorded."""
    schema: int = 1


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the journal holds it."""

    seq: int
    recorded_at: int
    """When we stored it, ms since the epoch."""
    at: int
    """When it happened; an import has an old `at`."""
    stream: str
    version: int
    """1, 2, 3 … within its stream; (stream, version) is unique."""
    actor: str
    """Opaque id of who did it: an agent's id, or "customer", "rules", "keeper", "system", "import"."""
    kind: str
    schema: int
    data: Json
    body: Json | None
    """None when it never had one, or when it was erased."""


def stream_of(noun: str, key: int | str) -> str:
    """Return the stream's name of a thing: `stream_of("ticket", 10428)` is "ticket:10428"."""
    return f"{noun}:{key}"


def key_of(stream: str) -> str:
    """Return the part of a stream's name behind the colon, "" when it has none."""
    return stream.partition(":")[2]
