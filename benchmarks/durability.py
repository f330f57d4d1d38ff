"""Is an acknowledged message on the disk? Read from the system calls of a receiving program, by strace.

Killing a program does not tell: what it wrote survives in the page cache. What tells is the order of its calls:
between a transaction's last write to the -wal and its acknowledgement on standard output lies a sync of the -wal that
succeeded.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.common import ROOT, arguments, lines, make_desk, receiving, report, scratch

WAL = "/desk.db-wal"
_CALL = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?:\((\d+)<([^>]*)>| resumed>)(.*)$")


class Call(msgspec.Struct, frozen=True):
    """A system call: its name, the descriptor and file it was for, and whether it succeeded."""

    name: str
    descriptor: int
    file: str
    succeeded: bool


class Acknowledged(msgspec.Struct, frozen=True):
    """One acknowledgement, and what lay before it since the one before."""

    writes: int
    """Writes to the -wal."""
    synced: bool
    """Whether a successful sync of the -wal lies behind the last of them."""


def calls(trace: str) -> Iterator[Call]:
    """Yield the calls of `strace -f -y` in the order in which they ended."""
    begun: dict[tuple[str, str], tuple[str, str]] = {}
    for line in trace.splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        process, name, descriptor, file, rest = found.groups()
        if rest.endswith("<unfinished ...>"):
            begun[process, name] = (descriptor, file)
            continue
        if descriptor is None:
            descriptor, file = begun.pop((process, name), ("-1", ""))
        result = rest.rpartition("= ")[2]
        yield Call(name, int(descriptor), file, bool(result) and not result.startswith("-"))


def acknowledgements(trace: str) -> list[Acknowledged]:
    """Return what lies before each write to standard output that holds a receipt."""
    done: list[Acknowledged] = []
    writes, synced = 0, False
    for call in calls(trace):
        if call.name == "pwrite64" and call.file.endswith(WAL):
            writes, synced = writes + 1, False
        elif call.name in ("fdatasync", "fsync") and call.file.endswith(WAL) and call.succeeded:
            synced = True
        elif call.name == "write" and call.descriptor == 1:
            done.append(Acknowledged(writes, synced))
            writes, synced = 0, False
    return done


def trace(folder: Path, count: int) -> str:
    """Let a program receive `count` messages one by one, and return what strace saw."""
    desk = make_desk(folder / "desk.db", 1)
    desk.close()
    seen = folder / "trace"
    command = ["strace", "-f", "-y", "-e", "trace=pwrite64,fdatasync,fsync,write", "-o", str(seen), sys.executable]
    with subprocess.Popen(
        [*command, "-m", *receiving(folder / "desk.db")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as receiver:
        assert receiver.stdin is not None
        assert receiver.stdout is not None
        for line in lines(count):
            receiver.stdin.write(line)
            receiver.stdin.flush()
            receiver.stdout.readline()
        receiver.stdin.close()
    return seen.read_text("utf-8", "replace")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=50)
    given = parser.parse_args()
    if shutil.which("strace") is None:
        raise SystemExit("strace is not installed")
    with scratch() as folder:
        done = acknowledgements(trace(folder, given.count))
    report(
        {
            "messages": given.count,
            "acknowledged": len(done),
            "acknowledged_after_a_write_and_a_sync": sum(one.synced and one.writes > 0 for one in done),
            "acknowledged_before": sum(not one.synced for one in done),
        },
        given.json,
    )


if __name__ == "__main__":
    main()
