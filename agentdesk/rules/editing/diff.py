"""What differs between two rule sets' files, as a unified diff."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff

import msgspec


class FileChange(msgspec.Struct, frozen=True):
    """One file that differs: "added", "removed" or "changed", with so many lines more and fewer."""

    file: str
    state: str
    added: int
    removed: int
    lines: tuple[str, ...]
    """The unified diff, without line ends."""


def differences(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Return the files that differ, by name."""
    names = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    return tuple(_change(name, then.get(name), now.get(name)) for name in names)


def _change(name: str, then: str | None, now: str | None) -> FileChange:
    state = "added" if then is None else "removed" if now is None else "changed"
    lines = tuple(_unified(name, then or "", now or ""))
    body = lines[2:]
    return FileChange(name, state, sum(line[0] == "+" for line in body), sum(line[0] == "-" for line in body), lines)


def _unified(name: str, then: str, now: str) -> Iterator[str]:
    yield from unified_diff(then.split("\n"), now.split("\n"), f"a/{name}", f"b/{name}", n=2, lineterm="")
