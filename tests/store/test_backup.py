"""A backup is a whole desk of one moment."""

from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.lang import Refusal
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put


def test_a_backup_opens_and_holds_everything(sqlite: SqliteStore, tmp_path: Path) -> None:
    put(sqlite, message(1, "我要退款"), message(2, "hello"))
    copy = tmp_path / "backup.db"
    sqlite.backup(copy)
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.db"]
    put(sqlite, message(3, "after"))
    store = SqliteStore(copy, SeededChance(2))
    assert store.read().ticket(3) is None
    assert [hit.id for hit, _message in store.read().search_messages('"退 款"', 5)] == [1]
    assert list(store.verify()) == []
    put(store, message(3, "a desk of its own"))
    store.close()


def test_a_backup_overwrites_nothing(sqlite: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("precious")
    with pytest.raises(Refusal) as caught:
        sqlite.backup(tmp_path / "there.db")
    assert caught.value.message.code == "store.target_exists"
    assert (tmp_path / "there.db").read_text() == "precious"


def test_a_backup_to_nowhere_says_so(sqlite: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        sqlite.backup(tmp_path / "no folder" / "copy.db")
    assert caught.value.message.code == "store.no_place"
