"""Erasing: the words are gone, the history stays, and nothing is left in the files."""

import subprocess
import sys
from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.lang import Refusal
from agentdesk.model import NewEvent
from agentdesk.store.driver import connect
from agentdesk.store.files import DeskFiles
from agentdesk.store.side import Side
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import NOW, message, put, ticket

SECRET = "身份证号一一零一零五"
_FIND = """
import pathlib, sys
secret = sys.argv[2].encode()
files = [path for path in pathlib.Path(sys.argv[1]).rglob("*") if path.is_file()]
print(sorted(str(path) for path in files if secret in path.read_bytes()))
"""


def files_with(folder: Path, words: str) -> str:
    """Say in which files the words lie, as a program that has none of them open sees it."""
    command = [sys.executable, "-c", _FIND, str(folder), words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def write_secret(store: SqliteStore) -> None:
    """A customer tells a secret on one ticket; another ticket is somebody else's."""
    name = {"set": {"name": SECRET}, "identities": [["chat", SECRET]]}
    put(store, NewEvent(stream="customer:1", kind="customer.met", data={"set": {"tier": "vip"}}, body=name))
    put(store, message(1, f"{SECRET}，请退款", customer=1, tags=["退款"]))
    put(store, ticket(1, {"set": {"subject": SECRET, "preview": SECRET}, "was": {"subject": SECRET}}))
    put(store, message(2, "我要退款"))


def test_an_erased_body_is_no_fault_and_the_tables_live_without_it(sqlite: SqliteStore) -> None:
    write_secret(sqlite)
    assert sqlite.erase(("customer:1", "ticket:1")) == 3
    assert list(sqlite.verify()) == []
    reader = sqlite.read()
    (gone,), (kept,) = reader.messages(1), reader.messages(2)
    assert (gone.text, gone.author, kept.text) == (None, "customer", "我要退款")
    found = reader.ticket(1)
    assert found is not None
    assert (found.subject, found.preview, found.tags) == ("", "", ("退款",))
    customer = reader.customer(1)
    assert customer is not None
    assert (customer.name, customer.tier) == ("", "vip")
    assert reader.customer_by("chat", SECRET) is None
    assert [event.body for event in reader.events("ticket:1")] == [None, None]
    assert [hit.id for hit, _message in reader.search_messages('"退 款"', 5)] == [2]
    put(sqlite, message(1, "later words"))
    assert sqlite.rebuild() == 5
    assert list(sqlite.verify()) == []


def test_erased_words_are_nowhere_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = SqliteStore(path, SeededChance(1), create=True)
    write_secret(store)
    side = Side(DeskFiles(path).side)
    for kind in ("reply", "note"):
        side.save_draft("a1", 1, kind, SECRET, NOW)
    assert "desk.db" in files_with(tmp_path, SECRET)
    assert "side.db" in files_with(tmp_path, SECRET)
    store.erase(("customer:1", "ticket:1"))
    side.forget_ticket(1)
    assert side.draft("a1", 1) is None
    side.close()
    store.close()
    assert files_with(tmp_path, SECRET) == "[]"


def test_erasing_says_so_when_a_reader_keeps_the_old_pages(desk_file: Path, sqlite: SqliteStore) -> None:
    write_secret(sqlite)
    with sqlite.write() as tx:
        tx.connection.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    other = connect(desk_file, read_only=True)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM events").fetchone()
    with pytest.raises(Refusal) as caught:
        sqlite.erase(("customer:1", "ticket:1"))
    assert caught.value.message.code == "store.erased_not_scrubbed"
    other.execute("COMMIT")
    other.close()
    assert sqlite.read().messages(1)[0].text is None
    assert list(sqlite.verify()) == []
    assert sqlite.erase(("customer:1", "ticket:1")) == 0
    assert files_with(desk_file.parent, SECRET) == "[]"


def test_two_people_who_worked_here_can_both_be_erased(sqlite: SqliteStore) -> None:
    for number, name in ((1, "ann"), (2, "bo")):
        body = {"set": {"name": name}}
        put(sqlite, NewEvent(stream=f"agent:a{number}", kind="agent.added", data={"set": {"active": 1}}, body=body))
    assert sqlite.erase(("agent:a1", "agent:a2")) == 2
    assert [agent.name for agent in sqlite.read().agents()] == ["", ""]
    assert list(sqlite.verify()) == []


def test_many_streams_are_erased_at_once(sqlite: SqliteStore) -> None:
    with sqlite.write() as tx:
        for number in range(1, 301):
            tx.append(message(number, f"words {number}"), actor="customer", now=NOW)
    assert sqlite.erase(tuple(f"ticket:{number}" for number in range(1, 301))) == 300
    assert list(sqlite.verify()) == []
