"""The file channel: messages come in as files, answers go out as files. Other programs carry them further.

channel/in/    *.json (one message) or *.jsonl (one a line), put there whole: written as .part or .tmp, then renamed
channel/work/  what is being taken in; what a crash leaves here is taken again, and ids make twice once
channel/done/  what was taken in
channel/bad/   lines that were refused, each with its reason
channel/out/   TICKET-N.json, one answer a file, there at once and whole
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agentdesk.channels.lines import Lines, ReadLine, read_line
from agentdesk.desk.carrier import CarrierFailed, Parcel
from agentdesk.lang import Message, Refusal, reason_of, say

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.desk.inbound import Inbound

BATCH = 200
_CHUNK = 1 << 20
_LONGEST_STEM = 200
"""Bytes of a name that are kept; most file systems take 255, and a number, an ending and a process id follow."""
_TAKEN = (".json", ".jsonl", ".ndjson")


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A line that was not taken in, as it lies in `bad/`."""

    file: str
    line: int
    column: int
    reason: str
    raw: str


class FileChannel:
    """A folder that is a channel: a carrier for the outbox and an inbox for the keeper."""

    def __init__(self, folder: Path, desk: "Desk | None" = None, lang: str = "en") -> None:
        """`desk` is who takes in what comes; without it the channel only carries. Reasons are written in `lang`."""
        self._folder = folder
        self._desk = desk
        self._lang = lang

    def carry(self, parcel: Parcel) -> None:
        """Write an answer into `out/`; the same parcel twice is one file. Raises `CarrierFailed` when it cannot."""
        out = self._folder / "out"
        target = out / f"{parcel.id}.json"
        try:
            out.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                write_whole(target, msgspec.json.encode(parcel) + b"\n")
        except OSError as error:
            why = Message("cli.system", {"path": str(target), "detail": reason_of(error)})
            raise CarrierFailed(say(why, self._lang)) from error

    def collect(self) -> int:
        """Hand what lies in `in/` to the desk; return how many messages were taken in."""
        inbox, work = self._folder / "in", self._folder / "work"
        if self._desk is None or not (inbox.is_dir() or work.is_dir()):
            return 0
        for folder in (inbox, work):
            folder.mkdir(parents=True, exist_ok=True)
        left = sorted(file for file in work.iterdir() if file.suffix in _TAKEN)
        come = sorted(file for file in inbox.iterdir() if file.suffix in _TAKEN and file.is_file())
        return sum(self._take(file) for file in (*left, *_moved(come, work)))

    def forget(self, tickets: Sequence[int]) -> int:
        """Delete the answers of these tickets from `out/`; return how many there were."""
        files = [file for ticket in tickets for file in (self._folder / "out").glob(f"{ticket}-*.json")]
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def _take(self, file: Path) -> int:
        taken = 0
        bad: list[Refused] = []
        for batch in _batches(file):
            taken += self._receive(file, batch, bad)
        if bad:
            self._keep_bad(file, bad)
        done = self._folder / "done"
        done.mkdir(exist_ok=True)
        file.rename(_free(done / file.name))
        return taken

    def _receive(self, file: Path, batch: "list[ReadLine[Inbound]]", bad: list[Refused]) -> int:
        assert self._desk is not None
        good = [item for item in batch if item.value is not None]
        bad += [self._refused(file, item, item.problem) for item in batch if item.problem is not None]
        messages = [item.value for item in good if item.value is not None]
        try:
            return len(self._desk.receive(messages)) if messages else 0
        except Refusal as refusal:
            if len(good) == 1:
                bad.append(self._refused(file, good[0], refusal.message))
                return 0
        return sum(self._receive(file, [item], bad) for item in good)

    def _refused(self, file: Path, item: "ReadLine[Inbound]", problem: Message) -> Refused:
        raw = file.read_bytes() if file.suffix == ".json" else _line_of(file, item.number)
        return Refused(
            file=os.fsencode(file.name).decode("utf-8", "replace"),
            line=item.number,
            column=item.column,
            reason=say(problem, self._lang),
            raw=raw.decode("utf-8", "replace"),
        )

    def _keep_bad(self, file: Path, bad: list[Refused]) -> None:
        folder = self._folder / "bad"
        folder.mkdir(exist_ok=True)
        lines = b"".join(msgspec.json.encode(refused) + b"\n" for refused in bad)
        write_whole(_free(folder / f"{file.stem}.jsonl"), lines)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that others see all of it or nothing, even after a power cut; raises OSError."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _moved(files: list[Path], work: Path) -> Iterator[Path]:
    """Take files by renaming them; one that another keeper took meanwhile is not ours."""
    for file in files:
        target = _free(work / file.name)
        try:
            file.rename(target)
        except FileNotFoundError:
            continue
        yield target


def _free(path: Path) -> Path:
    """Return `path`, or the first of `name.1`, `name.2` … that is free; a name that is too long is cut."""
    path = path.with_name(_cut(path.stem) + path.suffix)
    if not path.exists():
        return path
    number = 1
    while (other := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return other


def _cut(stem: str) -> str:
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem


def _batches(file: Path) -> "Iterator[list[ReadLine[Inbound]]]":
    from agentdesk.desk.inbound import read_message

    lines = Lines()
    if file.suffix == ".json":
        whole = [msgspec.structs.replace(line, number=1) for line in (*lines.feed(_one_line(file)), *lines.end())]
        yield [read_line(line, read_message) for line in whole]
        return
    waiting = []
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            waiting += [read_line(line, read_message) for line in lines.feed(chunk)]
            while len(waiting) >= BATCH:
                yield waiting[:BATCH]
                waiting = waiting[BATCH:]
    waiting += [read_line(line, read_message) for line in lines.end()]
    yield waiting


def _one_line(file: Path) -> bytes:
    """A JSON document may spread over lines; between its words a line end is as good as a space."""

    return file.read_bytes().replace(b"\r", b" ").replace(b"\n", b" ")


def _line_of(file: Path, number: int) -> bytes:
    with file.open("rb") as source:
        for place, line in enumerate(source, 1):
            if place == number:
                return line.rstrip(b"\n")
    return b""
