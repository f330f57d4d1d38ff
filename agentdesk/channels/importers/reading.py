"""Which importer reads which file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from agentdesk.desk.inbound import InboundConversation
from agentdesk.lang import Message, Refusal, Why


class Row(msgspec.Struct, frozen=True):
    """A conversation that was read, and the line where it begins."""

    line: int
    conversation: InboundConversation


class Problem(msgspec.Struct, frozen=True):
    """What cannot be taken in; `column` is 0 where it is not known."""

    file: str
    line: int
    column: int
    message: Message

    @property
    def place(self) -> str:
        """`file:line` or `file:line:column`."""
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")


Progress = Callable[[int], None]
"""Told how many bytes were read since it was told last."""


def read_conversations(file: Path, progress: Progress) -> Iterator[Row | Problem]:
    """Yield a file's conversations and what is wrong in it, by line.

    JSON Lines (`.jsonl`, `.ndjson`), JSON with one conversation or a list of them (`.json`), CSV (`.csv`).
    Raises `Refusal` for a file of another kind and OSError for one that cannot be read.
    """
    from agentdesk.channels.importers import csv_rows, jsonl

    readers = {".jsonl": jsonl.lines, ".ndjson": jsonl.lines, ".json": jsonl.document, ".csv": csv_rows.rows}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise Refusal(Why.INPUT, "channels.no_importer", path=str(file), known=", ".join(readers))
    return reader(file, progress)
