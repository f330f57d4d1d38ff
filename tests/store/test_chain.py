"""The digest chain: whatever is changed behind the desk's back is found."""

from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.store.driver import connect
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put, ticket


@pytest.fixture
def written(sqlite: SqliteStore) -> SqliteStore:
    """Two tickets, the first with three events."""
    put(sqlite, message(1, "我要退款", tags=["退款"], priority="high"), message(2, "hello"), message(1, "second"))
    put(sqlite, ticket(1, owner="a1"))
    return sqlite


def tamper(path: Path, *statements: str) -> None:
    """Change the file as somebody with a database tool would."""
    connection = connect(path)
    for statement in statements:
        assert connection.execute(statement).rowcount > 0, statement
    connection.close()


def test_what_nobody_touched_has_no_fault(written: SqliteStore) -> None:
    assert list(written.verify()) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE events SET data = replace(data, 'high', 'urge') WHERE seq = 1", ("chain", "ticket:1/1")),
        ("UPDATE events SET data = substr(data, 2) WHERE seq = 1", ("chain", "ticket:1/1")),
        ("UPDATE events SET data = '[]' WHERE seq = 1", ("chain", "ticket:1/1")),
        ('UPDATE events SET data = \'{"set":{"no such column":1}}\' WHERE seq = 1', ("chain", "ticket:1/1")),
        ("UPDATE events SET actor = 'a2' WHERE seq = 4", ("chain", "ticket:1/3")),
        ("UPDATE events SET at = at + 1 WHERE seq = 2", ("chain", "ticket:2/1")),
        ("UPDATE events SET recorded_at = recorded_at + 1 WHERE seq = 2", ("chain", "ticket:2/1")),
        ("UPDATE events SET kind = 'note.added' WHERE seq = 3", ("chain", "ticket:1/2")),
        ("UPDATE events SET schema = 2 WHERE seq = 3", ("chain", "ticket:1/2")),
        ("UPDATE events SET digest = NULL WHERE seq = 3", ("chain", "ticket:1/2")),
        ("UPDATE events SET stream = 'ticket:3' WHERE seq = 2", ("chain", "ticket:3/1")),
        ("UPDATE bodies SET body = replace(body, '退款', '退货') WHERE seq = 1", ("body", "ticket:1/1")),
        ("UPDATE bodies SET body = 'not json' WHERE seq = 1", ("body", "ticket:1/1")),
        ("UPDATE bodies SET salt = zeroblob(16) WHERE seq = 3", ("body", "ticket:1/2")),
        ("INSERT INTO bodies SELECT 4, salt, body FROM bodies WHERE seq = 1", ("body", "ticket:1/3")),
        ("DELETE FROM events WHERE seq = 3", ("gap", "ticket:1/3")),
        ("DELETE FROM events WHERE seq = 1", ("gap", "ticket:1/2")),
        ("DELETE FROM events WHERE seq = 4", ("head", "ticket:1")),
        ("DELETE FROM heads WHERE stream = 'ticket:2'", ("head", "ticket:2")),
        ("UPDATE tickets SET priority = 'low' WHERE id = 1", ("fold", "tickets")),
        ("DELETE FROM messages WHERE ticket = 1 AND n = 2", ("fold", "messages")),
        (f"DELETE FROM message_search WHERE rowid = {(1 << 20) + 2}", ("fold", "message_search")),
        (f"UPDATE message_search SET words = 'other' WHERE rowid = {(1 << 20) + 2}", ("fold", "message_search")),
    ],
)
def test_a_change_is_found_and_placed(
    written: SqliteStore, desk_file: Path, statement: str, fault: tuple[str, str]
) -> None:
    tamper(desk_file, statement)
    assert fault in list(written.verify())


def test_two_events_that_changed_places_are_found(written: SqliteStore, desk_file: Path) -> None:
    tamper(
        desk_file,
        "UPDATE events SET version = -1 WHERE seq = 1",
        "UPDATE events SET version = 1 WHERE seq = 3",
        "UPDATE events SET version = 2 WHERE seq = 1",
    )
    faults = list(written.verify())
    assert ("chain", "ticket:1/1") in faults
    assert ("chain", "ticket:1/2") in faults


def test_two_bodies_that_changed_places_are_found(written: SqliteStore, desk_file: Path) -> None:
    tamper(
        desk_file,
        "UPDATE bodies SET seq = -1 WHERE seq = 1",
        "UPDATE bodies SET seq = 1 WHERE seq = 3",
        "UPDATE bodies SET seq = 3 WHERE seq = -1",
    )
    assert {("body", "ticket:1/1"), ("body", "ticket:1/2")} <= set(written.verify())


def test_a_damaged_page_is_found(written: SqliteStore, desk_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    written.backup(copy)
    raw = bytearray(copy.read_bytes())
    page = raw.index("我要退款".encode()) // 4096
    raw[page * 4096 + 8 : page * 4096 + 64] = bytes(56)
    copy.write_bytes(raw)
    damaged = SqliteStore(copy, SeededChance(2))
    assert {code for code, _detail in damaged.verify()} & {"page", "body", "chain", "fold"}
    damaged.close()
