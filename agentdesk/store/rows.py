"""Rows into values: a column of the same name for each field."""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec

from agentdesk.model import Attachment, Band, ChatMessage, Pause, RuleBrief, Verdict

Value = TypeVar("Value", bound=msgspec.Struct)
_decode = msgspec.json.decode
_LISTS = {"tags", "hands", "articles", "checks", "checked", "teams", "skills", "languages", "similar"}
_OBJECTS = {"attributes", "extra", "files", "rooms"}
_FLAGS = {"imported", "archived", "withdrawn", "active", "retired", "erased", "dedicated"}
brief = msgspec.json.Decoder(RuleBrief).decode
"""The brief of a rule set, from its JSON."""
_verdict = msgspec.json.Decoder(Verdict).decode
_pauses = msgspec.json.Decoder(tuple[Pause, ...]).decode
_bands = msgspec.json.Decoder(tuple[Band, ...]).decode
_attachments = msgspec.json.Decoder(tuple[Attachment, ...]).decode


@cache
def columns(kind: type[msgspec.Struct]) -> str:
    """Return the columns of a value's fields, comma separated, for a SELECT."""
    return ", ".join(kind.__struct_fields__)


@cache
def _plan(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    fields = kind.__struct_fields__
    readers: list[tuple[str, Any]] = []
    for name in fields:
        if name in _LISTS:
            readers.append((name, _list))
        elif name == "pauses":
            readers.append((name, _stretches))
        elif name == "bands":
            readers.append((name, _colours))
        elif name in _OBJECTS:
            readers.append((name, _decode))
        elif name in _FLAGS:
            readers.append((name, bool))
    return fields, tuple(readers)


def _list(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(_decode(text))


def _stretches(text: str) -> tuple[Pause, ...]:
    return () if text == "[]" else _pauses(text)


def _colours(text: str) -> tuple[Band, ...]:
    return () if text == "[]" else _bands(text)


def value(kind: type[Value], row: Iterable[Any]) -> Value:
    """Return the value that a row of `columns(kind)` holds."""
    fields, readers = _plan(kind)
    given = dict(zip(fields, row, strict=True))
    for name, read in readers:
        given[name] = read(given[name])
    return kind(**given)


def message(row: tuple[Any, ...]) -> ChatMessage:
    """Return the message of a row: the columns of `messages`, then the state of its delivery."""
    ticket, n, author, agent, at, text, attachments, verdict, flagged, withdrawn, audience, delivery = row
    return ChatMessage(
        ticket=ticket,
        n=n,
        author=author,
        agent=agent,
        at=at,
        text=text,
        attachments=() if attachments == "[]" else _attachments(attachments),
        verdict=_verdict(verdict) if verdict else None,
        flagged=flagged,
        delivery=delivery or "",
        withdrawn=bool(withdrawn),
        audience=audience,
    )
