"""Several programs on one desk: nothing is lost, nothing is doubled, nobody waits for the dead."""

import fcntl
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.store.lock import FairLock
from agentdesk.store.side import Side
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import message, put

_APPEND = """
import sys
from pathlib import Path
from agentdesk.clock import SystemChance
from agentdesk.model import NewEvent
from agentdesk.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]), SystemChance(), create=True)
sys.stdin.read(1)
for number in range(40):
    with store.write() as tx:
        for stream in ("ticket:1", f"ticket:{sys.argv[2]}"):
            event = NewEvent(stream=stream, kind="note.added", data={"set": {"points": number}})
            tx.append(event, actor="a1", now=number)
print(len(list(store.verify())))
"""
_HOLD = """
import sys, time
from pathlib import Path
from agentdesk.clock import SystemChance
from agentdesk.model import NewEvent
from agentdesk.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]), SystemChance())
with store.write() as tx:
    tx.append(NewEvent(stream="ticket:9", kind="note.added"), actor="a1", now=1)
    print("held", flush=True)
    time.sleep(600)
"""
_SIDE = """
import sys
from pathlib import Path
from agentdesk.store.side import Side
sys.stdin.read(1)
side = Side(Path(sys.argv[1]))
side.save_draft(sys.argv[2], 1, "reply", "typed", 1)
"""


def program(code: str, *words: object) -> "subprocess.Popen[str]":
    """Start a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def results(programs: "list[subprocess.Popen[str]]") -> list[str]:
    """Let all programs begin at once, and return what each printed; raises when one failed."""
    for one in programs:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    printed = [one.communicate(timeout=60)[0].strip() for one in programs]
    assert [one.returncode for one in programs] == [0] * len(programs)
    return printed


def test_four_programs_make_one_desk_and_append_at_once(desk_file: Path) -> None:
    assert results([program(_APPEND, desk_file, number) for number in (2, 3, 4, 5)]) == ["0"] * 4
    store = SqliteStore(desk_file, SeededChance(1))
    assert [event.version for event in store.read().events("ticket:1")] == list(range(1, 161))
    for number in (2, 3, 4, 5):
        assert [event.version for event in store.read().events(f"ticket:{number}")] == list(range(1, 41))
    assert list(store.verify()) == []
    store.close()


def test_a_program_that_was_killed_gives_way_and_leaves_nothing(desk_file: Path, sqlite: SqliteStore) -> None:
    holder = program(_HOLD, desk_file)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=10)
    put(sqlite, message(1, "goes on"))
    assert sqlite.read().ticket(9) is None
    assert list(sqlite.verify()) == []


def test_several_programs_make_the_side_database_at_once(desk_file: Path, sqlite: SqliteStore) -> None:
    results([program(_SIDE, sqlite.files.side, f"a{number}") for number in range(6)])
    side = Side(sqlite.files.side)
    assert [side.drafts(f"a{number}") for number in range(6)] == [(1,)] * 6
    side.close()


def test_closing_in_one_thread_leaves_the_lock_of_another_alone(tmp_path: Path) -> None:
    lock = FairLock(tmp_path / "lock")
    held, finished = threading.Event(), threading.Event()

    def hold() -> None:
        with lock.held():
            held.set()
            finished.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    closer = threading.Thread(target=lock.close)
    closer.start()
    closer.join(0.2)
    assert not is_free(tmp_path / "lock")
    finished.set()
    holder.join(10)
    closer.join(10)
    assert is_free(tmp_path / "lock")


def is_free(path: Path) -> bool:
    """Whether another program could take the lock now."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_connections_go_with_their_threads(sqlite: SqliteStore) -> None:
    put(sqlite, message(1, "hello"))
    side = Side(sqlite.files.side)

    def count() -> int:
        return sum(str(path.readlink()).startswith(str(sqlite.files.database)) for path in _descriptors())

    before, two_connections = count(), 4
    for _ in range(5):
        reading = threading.Thread(target=lambda: (sqlite.read().ticket(1), side.drafts("a1")))
        reading.start()
        reading.join()
    assert count() <= before + two_connections
    side.close()


def _descriptors() -> list[Path]:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("no /proc here")
    return [path for path in folder.iterdir() if path.is_symlink()]
