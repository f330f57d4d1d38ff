"""The desk's file: what is wrong with it is said in one sentence, and nothing is changed."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.lang import LANGUAGES, Message, Refusal, Why, say
from agentdesk.store.driver import connect
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put


def refused(path: Path, *, create: bool = False) -> Refusal:
    """Return why the file is not opened, after seeing that nothing was changed and nothing made."""
    before = contents(path.parent)
    with pytest.raises(Refusal) as caught:
        SqliteStore(path, SeededChance(1), create=create)
    assert contents(path.parent) == before
    spoken(caught.value.message)
    return caught.value


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, and what it holds."""
    if not folder.is_dir():
        return {}
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))}


def spoken(said: Message) -> None:
    """A message has a sentence of its own in both languages, with every field filled."""
    sentences = {say(said, lang) for lang in LANGUAGES}
    assert len(sentences) == len(LANGUAGES)
    assert said.code not in sentences
    assert not any("{" in sentence for sentence in sentences)


def test_no_desk(desk_file: Path) -> None:
    found = refused(desk_file)
    assert (found.why, found.message.code) == (Why.MISSING, "store.missing")
    assert refused(desk_file.parent / "no folder" / "desk.db").message.code == "store.missing"


@pytest.mark.parametrize("create", [False, True])
def test_a_file_of_no_bytes(desk_file: Path, create: bool) -> None:
    desk_file.touch()
    assert refused(desk_file, create=create).message.code == "store.empty_file"


@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_no_database(desk_file: Path, create: bool) -> None:
    desk_file.write_text("tickets: none\n" * 500, "utf-8")
    assert refused(desk_file, create=create).message.code == "store.not_a_desk"


def test_the_database_of_another_program(desk_file: Path) -> None:
    connection = connect(desk_file, create=True)
    connection.execute("CREATE TABLE songs (name)")
    connection.close()
    assert refused(desk_file).message.code == "store.not_a_desk"


def test_a_folder_in_the_desks_place(desk_file: Path) -> None:
    desk_file.mkdir()
    assert refused(desk_file).message.code == "store.not_a_desk"


def test_a_place_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "desk.db", create=True).message.code == "store.no_place"


def test_a_file_cut_short(desk_file: Path, sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "hello"))
    copy = desk_file.parent / "cut.db"
    sqlite.backup(copy)
    copy.write_bytes(copy.read_bytes()[:5_000])
    with pytest.raises(Refusal) as caught:
        SqliteStore(copy, SeededChance(1))
    assert caught.value.why is Why.STORE
    assert copy.stat().st_size == 5_000


def test_a_file_removed_while_it_is_open(desk_file: Path, sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "hello"))
    desk_file.unlink()
    for act in (lambda: put(sqlite, message(1, "a ghost")), sqlite.rebuild, lambda: sqlite.erase(("ticket:1",))):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.message.code == "store.gone"
        spoken(caught.value.message)
    assert not desk_file.exists()


def test_a_file_removed_before_another_thread_opens_it(desk_file: Path, sqlite: SqliteStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    put(sqlite, message(1, "hello"))
    desk_file.unlink()
    with ThreadPoolExecutor(1) as pool, pytest.raises(Refusal) as caught:
        pool.submit(lambda: sqlite.read().ticket(1)).result()
    assert caught.value.message.code == "store.gone"
    assert not desk_file.exists()


def test_a_file_replaced_while_it_is_open(desk_file: Path, sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "hello"))
    other = desk_file.parent / "other.db"
    SqliteStore(other, SeededChance(2), create=True).close()
    other.replace(desk_file)
    with pytest.raises(Refusal) as caught:
        put(sqlite, message(1, "into the wrong file"))
    assert caught.value.message.code == "store.replaced"
    spoken(caught.value.message)


def test_a_lock_held_by_a_database_tool(desk_file: Path, sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "hello"))
    with sqlite.write() as tx:
        tx.append(message(1, "the wait is short here"), actor="a1", now=0)
        tx.connection.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    tool = connect(desk_file)
    tool.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal) as caught:
        put(sqlite, message(1, "must wait"))
    assert caught.value.message.code == "store.busy"
    spoken(caught.value.message)
    tool.execute("ROLLBACK")
    tool.close()
    put(sqlite, message(1, "now it goes"))


@pytest.fixture
def readable() -> Iterator[Path]:
    """A folder that everybody may read and nobody else may write."""
    folder = Path(tempfile.mkdtemp(prefix="agentdesk-"))  # tmp_path lies in a folder that is its owner's alone
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


_WRITE = """
import os, sys
from pathlib import Path
from agentdesk.clock import SystemChance
from agentdesk.lang import Refusal
from agentdesk.model import NewEvent
from agentdesk.store import care, feed, transaction
from agentdesk.store.sqlite import SqliteStore
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    store = SqliteStore(Path(sys.argv[1]), SystemChance())
    with store.write() as tx:
        tx.append(NewEvent(stream="ticket:1", kind="note.added"), actor="a1", now=1)
except Refusal as refusal:
    print(refusal.message.code)
"""


@pytest.mark.parametrize("closed", ["file", "everything"])
def test_a_desk_that_may_only_be_read(readable: Path, checkout: Path, closed: str) -> None:
    path = readable / "desk.db"
    SqliteStore(path, SeededChance(1), create=True).close()
    for item in (readable, *readable.rglob("*")):
        writable = 0o222 if closed == "file" else 0
        item.chmod(writable | (0o555 if item.is_dir() else 0o444))
    path.chmod(0o444)
    command = [sys.executable, "-c", _WRITE, str(path)]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("store.read_only", "")
