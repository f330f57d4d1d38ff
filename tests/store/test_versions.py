"""Versions: old events are brought to today's shape, old tables are made again, newer ones are left alone."""

from pathlib import Path
from typing import cast

import msgspec
import pytest

from agentdesk.clock import SeededChance
from agentdesk.lang import Refusal, Why
from agentdesk.model import Event
from agentdesk.model.upcast import UPCASTERS, Upcaster
from agentdesk.store import schema
from agentdesk.store.driver import connect
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put, ticket


def stamp(path: Path, version: int) -> None:
    """Let the file say that another version wrote its tables."""
    connection = connect(path)
    connection.execute(f"PRAGMA user_version={version}")
    connection.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(sqlite: SqliteStore, desk_file: Path) -> None:
    put(sqlite, message(1, "hello"))
    dump = sqlite.dump()
    stamp(desk_file, schema.USER_VERSION + 1)
    with pytest.raises(Refusal) as caught:
        SqliteStore(desk_file, SeededChance(1))
    assert (caught.value.why, caught.value.message.code) == (Why.STORE, "store.newer")
    with pytest.raises(Refusal) as caught:
        put(sqlite, message(1, "no"))
    assert caught.value.message.code == "store.other_fold"
    with pytest.raises(Refusal):
        sqlite.rebuild()
    assert sqlite.dump() == dump


def test_the_tables_of_an_older_version_are_made_again(sqlite: SqliteStore, desk_file: Path) -> None:
    put(sqlite, message(1, "hello", priority="high"), ticket(1, owner="a1"))
    dump = sqlite.dump()
    connection = connect(desk_file)
    connection.execute("UPDATE tickets SET priority = 'as the old fold had it'")
    connection.close()
    stamp(desk_file, schema.USER_VERSION - 1)
    newer = SqliteStore(desk_file, SeededChance(1))
    assert newer.dump() == dump
    assert list(newer.verify()) == []
    put(newer, ticket(1, owner=None))
    newer.close()


def test_an_event_of_an_old_schema_is_folded_as_today(sqlite: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def named(event: Event) -> Event:
        old = event.data["prio"]
        return msgspec.structs.replace(event, schema=2, data={"set": {"importance": old}})

    def whole(event: Event) -> Event:
        return msgspec.structs.replace(event, schema=3, data={"set": {"priority": event.data["set"]["importance"]}})

    steps = {("priority.set", 1): named, ("priority.set", 2): whole}
    for known, step in steps.items():
        monkeypatch.setitem(cast("dict[tuple[str, int], Upcaster]", UPCASTERS), known, step)
    old = msgspec.structs.replace(ticket(1, kind="priority.set"), data={"prio": "high"})
    middle = msgspec.structs.replace(ticket(2, kind="priority.set"), data={"set": {"importance": "low"}}, schema=2)
    put(sqlite, old, middle, msgspec.structs.replace(ticket(3, kind="priority.set", priority="urgent"), schema=3))
    found = [sqlite.read().ticket(number) for number in (1, 2, 3)]
    assert [one.priority for one in found if one] == ["high", "low", "urgent"]
    assert sqlite.read().events("ticket:1")[0].data == {"prio": "high"}
    dump = sqlite.dump()
    sqlite.rebuild()
    assert sqlite.dump() == dump
    assert list(sqlite.verify()) == []
