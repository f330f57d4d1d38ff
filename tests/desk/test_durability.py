"""An acknowledged message is on the disk, and a program that is killed loses nothing it acknowledged."""

import random
import shutil
from pathlib import Path

import pytest

from agentdesk.desk import Desk
from benchmarks.common import make_desk
from benchmarks.durability import Acknowledged, acknowledgements, trace
from benchmarks.kills import kill_once, lost


def traceable(folder: Path) -> bool:
    """Whether strace is here and may look at a program."""
    import subprocess

    strace = shutil.which("strace")
    if strace is None:
        return False
    command = [strace, "-o", str(folder / "probe"), "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_sync_lies_between_a_messages_last_write_and_its_acknowledgement(tmp_path: Path) -> None:
    if not traceable(tmp_path):
        pytest.skip("strace is not installed, or may not trace here")
    done = acknowledgements(trace(tmp_path, 12))
    assert len(done) == 12
    assert [one for one in done if not one.synced or one.writes == 0] == []


@pytest.mark.parametrize(
    ("calls", "found"),
    [
        (["pwrite64(4<{wal}>, 1) = 1", "fdatasync(4<{wal}>) = 0"], Acknowledged(1, True)),
        (["pwrite64(4<{wal}>, 1) = 1"], Acknowledged(1, False)),
        (["fdatasync(4<{wal}>) = 0", "pwrite64(4<{wal}>, 1) = 1"], Acknowledged(1, False)),
        (["pwrite64(4<{wal}>, 1) = 1", "fdatasync(4<{wal}>) = -1 EIO (Input/output error)"], Acknowledged(1, False)),
        (["pwrite64(4<{wal}>, 1) = 1", "fdatasync(4</x/desk.db>) = 0"], Acknowledged(1, False)),
        (
            ["pwrite64(4<{wal}>, 1) = 1", "fdatasync(4<{wal}> <unfinished ...>", "<... fdatasync resumed>) = 0"],
            Acknowledged(1, True),
        ),
        (
            [
                "fdatasync(4<{wal}> <unfinished ...>",
                "pwrite64(5</x/side.db-wal>, 1) = 1",
                "<... fdatasync resumed>) = 0",
            ],
            Acknowledged(0, True),
        ),
    ],
)
def test_a_trace_is_read_rightly(calls: list[str], found: Acknowledged) -> None:
    lines = [f"77 {call}".format(wal="/x/desk.db-wal") for call in calls]
    assert acknowledgements("\n".join([*lines, '77 write(1<pipe:[5]>, "{}", 2) = 2', "77 +++ exited with 0 +++"])) == [
        found
    ]


def test_what_was_acknowledged_survives_the_killing_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    make_desk(path, 1).close()
    chance = random.Random(7)
    told = [kill_once(path, number, chance) for number in range(5)]
    assert all(told)
    desk = Desk.open(path)
    assert [lost(desk, acknowledged) for acknowledged in told] == [[]] * 5
    assert list(desk.store.verify()) == []
    desk.close()
