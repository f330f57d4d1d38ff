"""Commits are made durable after the lock was given back; where that cannot be said, nothing is written any more."""

from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.lang import Refusal
from agentdesk.store.durable import WalSync
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put


def test_a_log_that_was_replaced_is_told_and_nothing_more_is_written(sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "我要退款"))
    wal = sqlite.files.wal
    wal.unlink()
    wal.touch()
    for text in ("the commit that cannot be acknowledged", "and every one after it"):
        with pytest.raises(Refusal) as caught:
            put(sqlite, message(2, text))
        assert caught.value.message.code == "store.not_durable"
    assert sqlite.read().ticket(1) is not None


def test_a_disk_that_does_not_sync_is_told() -> None:
    sync = WalSync(Path("/dev/null"))  # takes whatever is written, and cannot be synced
    with pytest.raises(Refusal) as caught:
        sync.sync()
    sync.close()
    assert caught.value.message.code == "store.not_durable"


def test_what_was_committed_stands_when_the_desk_is_opened_again(sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "我要退款"), message(2, "hello"))
    sqlite.close()
    again = SqliteStore(sqlite.files.database, SeededChance(2))
    assert [message.text for n in (1, 2) for message in again.read().messages(n)] == ["我要退款", "hello"]
    assert list(again.verify()) == []
    again.close()
