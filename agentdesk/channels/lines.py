"""JSON Lines as they come: cut out of a stream, numbered, read; what is wrong with one never stops the others."""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from agentdesk.lang import Message, Refusal

T = TypeVar("T")
LONGEST = 64_000_000
"""Bytes of a line; of a longer one only the beginning is kept, and it is refused."""
_BYTE = re.compile(r"\(byte (\d+)\)")
_MARK = b"\xef\xbb\xbf"


class Line(msgspec.Struct, frozen=True):
    """A line of a file, numbered from 1."""

    number: int
    raw: bytes
    too_long: bool = False


class ReadLine(msgspec.Struct, Generic[T], frozen=True):
    """A line that was read: its value, or what is wrong with it and, if known, in which column."""

    number: int
    value: T | None = None
    problem: Message | None = None
    column: int = 0


class Lines:
    """Cuts chunks of bytes into lines; blank ones are counted and left out."""

    def __init__(self) -> None:
        self._number = 0
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> list[Line]:
        """Return the lines that this chunk completes."""
        *whole, rest = chunk.split(b"\n")
        found = []
        for piece in whole:
            self._keep(piece)
            found += self._line()
        self._keep(rest)
        return found

    def end(self) -> list[Line]:
        """Return the last line when it had no line end."""
        return self._line() if self._size else []

    def _keep(self, piece: bytes) -> None:
        if self._size <= LONGEST:
            self._rest.append(piece)
        self._size += len(piece)

    def _line(self) -> list[Line]:
        raw, size = b"".join(self._rest), self._size
        self._rest, self._size = [], 0
        self._number += 1
        if self._number == 1:
            raw = raw.removeprefix(_MARK)
        return [Line(self._number, raw, size > LONGEST)] if raw.strip() else []


def read_line(line: Line, read: Callable[[object], T]) -> ReadLine[T]:
    """Return a line's document as `read` makes it, or what is wrong with it."""
    if line.too_long:
        return ReadLine(line.number, problem=Message("channels.line_too_long", {"most": LONGEST // 1_000_000}))
    try:
        document = msgspec.json.decode(line.raw)
    except UnicodeDecodeError as fault:
        return ReadLine(line.number, problem=Message("channels.not_utf8"), column=fault.start + 1)
    except RecursionError:
        return ReadLine(line.number, problem=Message("channels.too_deep"))
    except msgspec.DecodeError as fault:
        found = _BYTE.search(str(fault))
        before = line.raw[: int(found[1])] if found else line.raw.rstrip()
        column = len(before.decode("utf-8", "replace")) + 1
        return ReadLine(line.number, problem=Message("channels.bad_json"), column=column)
    try:
        return ReadLine(line.number, read(document))
    except Refusal as refusal:
        return ReadLine(line.number, problem=refusal.message)
