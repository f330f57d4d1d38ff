"""A folder of rule files on disk, changed: only the files that differ, each whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path

from agentdesk.lang import Refusal, Why, reason_of

_BOM = b"\xef\xbb\xbf"


def write_folder(folder: Path, then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Write the files of `now` that are others than in `then`; return their names. Raises `Refusal`.

    Line ends and the mark that some editors put first stay as they were.
    """
    changed = sorted(name for name in now if now[name] != then.get(name))
    try:
        for name in changed:
            _write(folder / name, now[name])
    except OSError as fault:
        raise Refusal(Why.INPUT, "lead.unwritable", folder=str(folder), fault=reason_of(fault)) from fault
    return tuple(changed)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    raw = text.encode("utf-8")
    if file.exists():
        before = file.read_bytes()
        raw = raw.replace(b"\n", b"\r\n") if b"\r\n" in before else raw
        raw = _BOM + raw if before.startswith(_BOM) else raw
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_bytes(raw)
        if file.exists():
            fresh.chmod(file.stat().st_mode & 0o777)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether a folder's files changed: their names, times and sizes; () for no folder."""
    found = []
    for pattern in ("*.yaml", "*.yml"):
        for file in folder.rglob(pattern):
            try:
                seen = file.stat()
            except OSError:  # an editor was just replacing it
                continue
            found.append((file.relative_to(folder).as_posix(), seen.st_mtime_ns, seen.st_size))
    return tuple(sorted(found))
