"""The fold: what one event writes into the tables. It copies; it decides nothing.

An event's `data` may hold `set` (columns of its own row), `tags`, `message`, `delivery`, `timers`, `fired`, `task`,
`identity` and so on; `body` holds the erasable columns under the same names. Deadlines, order key and a verdict's
effects were computed when the event was decided and are copied here like everything else, so that the fold of an
erased event still works: what is gone stays at its empty value.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from agentdesk.model.event import Event, Json, key_of

FOLD_VERSION = 12
"""Raised whenever the same journal would fold into other tables; an older process then refuses to write."""


class Put(msgspec.Struct, frozen=True):
    """Insert the row, or set these columns where the key is there already."""

    table: str
    key: Json
    values: Json


class Drop(msgspec.Struct, frozen=True):
    """Delete the rows with this key."""

    table: str
    key: Json


Write = Put | Drop


def fold(event: Event) -> Iterator[Write]:
    """Yield what `event` writes, in order. An event of an unknown kind of stream writes nothing."""
    noun = event.stream.partition(":")[0]
    folder = _FOLDERS.get(noun)
    if folder is not None:
        yield from folder(event, event.data, event.body or {})


def _ticket(event: Event, data: Json, body: Json) -> Iterator[Write]:
    ticket = int(key_of(event.stream))
    values = {**data.get("set", {}), **body.get("set", {}), "version": event.version, "updated_at": event.at}
    yield Put("tickets", {"id": ticket}, values)
    if "tags" in values:
        yield Drop("ticket_tags", {"ticket": ticket})
        for tag in values["tags"]:
            yield Put("ticket_tags", {"ticket": ticket, "tag": tag}, {})
    for part, writer in _TICKET_PARTS.items():
        if part in data:
            yield from writer(ticket, event, data[part], body.get(part) or {})


def _message(ticket: int, event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {name: value for name, value in data.items() if name != "n"} | body
    if "author" in data:  # otherwise it changes a message that is there
        values["at"] = event.at
    yield Put("messages", {"ticket": ticket, "n": data.get("n", event.version)}, values)


def _delivery(ticket: int, _event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {k: v for k, v in data.items() if k != "n"} | body
    yield Put("deliveries", {"ticket": ticket, "n": data["n"]}, values)


def _timers(ticket: int, _event: Event, data: Any, _body: Json) -> Iterator[Write]:
    for name, step, due_at in data:
        if due_at is None:
            yield Drop("timers", {"ticket": ticket, "timer": name})
        else:
            yield Put("timers", {"ticket": ticket, "timer": name}, {"step": step, "due_at": due_at})


def _fired(ticket: int, event: Event, data: Any, _body: Json) -> Iterator[Write]:
    name, step = data
    yield Drop("timers", {"ticket": ticket, "timer": name, "step": step})
    yield Put("fired", {"ticket": ticket, "timer": name, "step": step}, {"at": event.at})


def _task(ticket: int, _event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {k: v for k, v in data.items() if k != "id"} | body
    yield Put("tasks", {"id": data["id"]}, {"ticket": ticket, **values})


def _turn(_ticket: int, _event: Event, data: Json, _body: Json) -> Iterator[Write]:
    yield Put("agents", {"id": data["agent"]}, {"turn": data["turn"]})


def _given(_ticket: int, event: Event, data: Any, _body: Json) -> Iterator[Write]:
    yield Put("agents", {"id": data}, {"given_at": event.at})


def _skip(ticket: int, _event: Event, data: Json, _body: Json) -> Iterator[Write]:
    yield Put("skips", {"agent": data["agent"], "ticket": ticket}, {"until": data["until"]})


def _received(ticket: int, event: Event, data: Any, body: Json) -> Iterator[Write]:
    yield Put("received", {"key": data}, {"ticket": ticket, "n": event.version, "digest": body.get("digest", "")})


def _used(_ticket: int, _event: Event, data: Any, _body: Json) -> Iterator[Write]:
    for article, count in data:
        yield Put("articles", {"id": article}, {"used": count})


_TICKET_PARTS: dict[str, Callable[[int, Event, Any, Json], Iterator[Write]]] = {
    "message": _message,
    "delivery": _delivery,
    "timers": _timers,
    "fired": _fired,
    "task": _task,
    "turn": _turn,
    "given": _given,
    "skip": _skip,
    "received": _received,
    "used": _used,
}


def _customer(event: Event, data: Json, body: Json) -> Iterator[Write]:
    customer = int(key_of(event.stream))
    values = {**data.get("set", {}), **body.get("set", {}), "version": event.version}
    yield Put("customers", {"id": customer}, values)
    for channel, external in body.get("identities", ()):
        yield Put("identities", {"channel": channel, "external": external}, {"customer": customer})


def _agent(event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {**data.get("set", {}), **body.get("set", {}), "version": event.version}
    yield Put("agents", {"id": key_of(event.stream)}, values)


def _team(event: Event, data: Json, _body: Json) -> Iterator[Write]:
    yield Put("teams", {"id": key_of(event.stream)}, {**data.get("set", {}), "version": event.version})


def _incident(event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {**data.get("set", {}), **body.get("set", {}), "version": event.version}
    yield Put("incidents", {"id": key_of(event.stream)}, values)


def _article(event: Event, data: Json, body: Json) -> Iterator[Write]:
    article = key_of(event.stream)
    values = {**data.get("set", {}), **body.get("set", {}), "version": event.version, "updated_at": event.at}
    yield Put("articles", {"id": article}, values)


def _rules(event: Event, data: Json, body: Json) -> Iterator[Write]:
    values = {
        "hash": data["hash"],
        "actor": event.actor,
        "at": event.at,
        "why": body.get("why", ""),
        "files": data["files"],
        "brief": data.get("brief", {}),
    }
    yield Put("rule_sets", {"version": event.version}, values)


_FOLDERS: dict[str, Callable[[Event, Json, Json], Iterator[Write]]] = {
    "ticket": _ticket,
    "customer": _customer,
    "agent": _agent,
    "team": _team,
    "article": _article,
    "incident": _incident,
    "rules": _rules,
}
