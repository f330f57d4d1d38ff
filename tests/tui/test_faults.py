"""Faults of the real thing: what the screen says, that what was typed stays, and that it goes on where it can."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.desk import Claim
from agentdesk.store.driver import connect
from tests.desk.desks import Floor
from tests.terminal import Terminal, at_desk
from tests.tui.sitting import Sitting, sitting


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Leave no byte free on a disk; return the file that took them."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(b"\0" * size) == size:
                    continue
            except OSError:
                continue
    return ballast


async def told(ann: Sitting, sentence: str) -> None:
    """Wait until the screen says a sentence, however it is broken into lines."""
    await ann.until(lambda: "".join(sentence.split()) in "".join(ann.text.split()))


async def write(ann: Sitting, text: str) -> None:
    """Begin an answer and see it safe on disk."""
    await ann.press("r")
    await ann.type(text)
    await ann.sees("draft saved")


async def test_a_full_disk(small_disk: Path) -> None:
    floor = Floor.found(small_disk / "desk.db")
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await write(ann, "half")
        ballast = fill(small_disk)
        await ann.type(" an answer" * 20)
        await told(ann, "There is no room left")
        await ann.press("ctrl+s")
        await told(ann, "There is no room left")
        await ann.sees("an answer")
        assert [message.author for message in floor.messages(number)] == ["customer"]
        ballast.unlink()
        await ann.press("ctrl+s")
        await ann.until(lambda: floor.messages(number)[-1].author == "agent")
    assert floor.faults() == []
    floor.desk.close()


async def test_the_database_is_locked_by_another_program(floor: Floor) -> None:
    number = floor.claimed("ann")
    other = connect(floor.desk.store.files.database)
    async with sitting(floor) as ann:
        await write(ann, "half an answer")
        other.execute("BEGIN IMMEDIATE")
        await ann.press("ctrl+s")
        await told(ann, "locked: nothing was written")
        await ann.sees("half an answer")
        other.execute("ROLLBACK")
        await ann.press("ctrl+s")
        await ann.until(lambda: floor.messages(number)[-1].text == "half an answer")
    other.close()


async def test_a_file_that_is_removed_while_it_is_open(floor: Floor) -> None:
    number = floor.claimed("ann")
    path = floor.desk.store.files.database
    async with sitting(floor) as ann:
        await write(ann, "half an answer")
        path.rename(path.with_name("away"))
        await ann.press("ctrl+s")
        await told(ann, "was removed while it was open: nothing was written")
        await ann.sees("half an answer")
        path.with_name("away").rename(path)
        await ann.press("ctrl+s")
        await ann.until(lambda: floor.messages(number)[-1].text == "half an answer")


async def test_a_file_that_is_replaced_while_it_is_open(floor: Floor, tmp_path: Path) -> None:
    floor.claimed("ann")
    path = floor.desk.store.files.database
    async with sitting(floor) as ann:
        await write(ann, "half an answer")
        copy = tmp_path / "copy.db"
        floor.desk.store.backup(copy)
        aside = path.with_name("aside")
        path.rename(aside)
        copy.rename(path)
        await ann.press("ctrl+s")
        await told(ann, "was replaced while it was open: nothing was written")
        await ann.sees("half an answer")
        aside.rename(path)


def test_a_disk_that_may_only_be_read(small_disk: Path) -> None:
    floor = Floor.found(small_disk / "desk.db")
    floor.desk.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with at_desk(small_disk / "desk.db") as terminal:
        terminal.wait_for("may only be read by you: nothing was written")
        assert terminal.end() == 1
        assert terminal.modes() == terminal.before


async def test_a_page_that_is_damaged(floor: Floor) -> None:
    number = floor.claimed("ann")
    path = floor.desk.store.files.database
    floor.desk.store.close()
    damage(path, "message_search_data")
    async with sitting(floor) as ann:
        await write(ann, "half an answer")
        await ann.press("ctrl+s")
        await told(ann, "is damaged: run `agentdesk verify`")
        await ann.sees("half an answer")
        assert [message.author for message in floor.messages(number)] == ["customer"]


def damage(path: Path, table: str) -> None:
    """Write rubbish over the first page of a table."""
    connection = connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_file_of_no_bytes_is_told_before_the_screen_opens(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with at_desk(path) as terminal:
        terminal.wait_for("is an empty file, not a desk: restore a backup")
        assert terminal.end() == 1
        assert terminal.modes() == terminal.before


async def test_a_rule_file_half_written_leaves_the_rules_in_force(floor: Floor, tmp_path: Path) -> None:
    number = floor.customer("我要退款").ticket
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "desk.yaml").write_text("rules:\n  - id: refund\n    when: {words: [退款, ref")
    async with sitting(floor) as ann:
        before = ann.app.foot.pulse.rules
        desk = str(floor.desk.store.files.database)
        with Terminal("--desk", desk, "--as", "root", "rules", "apply", str(folder), "--why", "x") as tried:
            tried.wait_for("desk.yaml:4:1: a bracket that was opened is not closed")
            assert tried.end() == 2
        floor.do("bo", Claim(number))
        await ann.sees("Bo claimed")
        assert floor.desk.rules_hash() == before


def test_a_terminal_that_is_too_small(floor: Floor) -> None:
    floor.claimed("ann")
    with at_desk(floor.desk.store.files.database, size=(140, 45)) as terminal:
        terminal.wait_for("我要退款")
        terminal.press("r")
        terminal.wait_for("Reply to the customer")
        terminal.press("half an answer")
        terminal.wait_for("half an answer")
        terminal.resize(20, 5)
        terminal.wait_for("Too small: 24×7 at least. What you typed is kept")
        terminal.press(" and more\x13")
        terminal.settle()
        terminal.resize(140, 45)
        terminal.wait_for("half an answer and more")
        assert len(floor.messages(floor.desk.find("退款")[0].ticket.id)) == 1
