"""`doctor`: looks at everything a desk needs, and says what to do where something is amiss."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from agentdesk.cli.context import Caller
from agentdesk.cli.group import command
from agentdesk.cli.table import colour
from agentdesk.lang import Message, Param, Refusal, reason_of

SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}
_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}
_LITTLE, _NONE = 500_000_000, 50_000_000
"""Free bytes from which on the disk is worth a word, and from which on it is full."""
_WIDE, _NARROW = 100, 80


class Finding(msgspec.Struct, frozen=True):
    """How one thing stands: "ok", "warn" or "fail"."""

    level: str
    message: Message


@command("doctor", help="cli.help_doctor")
def doctor(caller: Caller) -> int:
    """Print a line a thing; status 1 when something fails."""
    found = [finding for look in _LOOKS for finding in look(caller)]
    if caller.json:
        caller.document([{"level": f.level, "code": f.message.code, "sentence": caller.say(f.message)} for f in found])
    else:
        for finding in found:
            sign = colour(SIGNS[finding.level], fg=_COLOURS[finding.level], bold=True)
            caller.styled(f"{sign} {caller.say(finding.message)}")
    return 1 if any(finding.level == "fail" for finding in found) else 0


def _finding(level: str, code: str, **params: Param) -> Finding:
    return Finding(level, Message(code, params))


def _sqlite(_caller: Caller) -> Iterator[Finding]:
    from agentdesk.desk.care import sqlite_versions

    found, safe = sqlite_versions()
    good = tuple(map(int, found.split("."))) >= tuple(map(int, safe.split(".")))
    yield _finding(
        "ok" if good else "fail", "cli.doctor_sqlite" if good else "cli.doctor_sqlite_old", found=found, safe=safe
    )


def _file(caller: Caller) -> Iterator[Finding]:
    path = caller.path
    if not path.exists():
        yield _finding("warn", "cli.doctor_no_desk", path=str(path))
        return
    size = path.stat().st_size
    try:
        desk = caller.desk()
    except Refusal as refusal:
        yield Finding("fail", refusal.message)
        return
    yield _finding("ok", "cli.doctor_desk", path=str(path), size=f"{size / 1e6:.1f}")
    yield from _rules(caller)
    label = desk.side.lease("keeper", desk.clock.now())
    yield _finding("ok", "cli.doctor_keeper", label=label) if label else _finding("warn", "cli.doctor_no_keeper")
    yield from _answers(caller)


def _rules(caller: Caller) -> Iterator[Finding]:
    from agentdesk.rules import RuleErrors

    try:
        book = caller.desk().rulebook()
    except (Refusal, RuleErrors) as error:
        detail = caller.say(error.message) if isinstance(error, Refusal) else str(error)
        yield _finding("fail", "cli.doctor_no_rules", detail=detail)
        return
    yield _finding("ok", "cli.doctor_rules", hash=book.rules.hash[:6], count=len(book.rules.rules))


def _answers(caller: Caller) -> Iterator[Finding]:
    """Answers that nobody could deliver wait for a person."""
    desk = caller.desk()
    stuck = desk.reader().deliveries(("failed", "uncertain"), desk.clock.now(), 1000)
    if stuck:
        tickets = ", ".join(f"#{ticket}" for ticket in dict.fromkeys(each.ticket for each in stuck[:5]))
        yield _finding("warn", "cli.doctor_stuck", count=len(stuck), tickets=tickets)


def _folder(caller: Caller) -> Iterator[Finding]:
    folder = caller.path.parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    level, code = ("ok", "cli.doctor_disk") if free > _LITTLE else ("warn", "cli.doctor_disk_little")
    if free < _NONE:
        level = "fail"
    yield _finding(level, code, free=f"{free / 1e9:.1f}", path=str(folder))
    if not os.access(folder, os.W_OK):
        yield _finding("fail", "cli.doctor_read_only", path=str(folder))
    elif caller.path.exists() and stat.S_IMODE(caller.path.stat().st_mode) & stat.S_IROTH:
        yield _finding("warn", "cli.doctor_open_file", path=str(caller.path))
    yield from _lock(caller.path)


def _lock(path: Path) -> Iterator[Finding]:
    """A folder that cannot lock files is no place for a desk that several people use."""
    import fcntl

    folder = path.with_name(f"{path.name}.d")
    if not folder.is_dir():
        return
    probe = folder / ".doctor"
    try:
        with probe.open("w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        yield _finding("fail", "cli.doctor_no_locks", path=str(folder), detail=reason_of(error))
    else:
        yield _finding("ok", "cli.doctor_locks")
    finally:
        probe.unlink(missing_ok=True)


def _terminal(_caller: Caller) -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        yield _finding("warn", "cli.doctor_no_terminal")
    elif term in ("", "dumb"):
        yield _finding("fail", "cli.doctor_dumb", term=term or "–")
    else:
        size = shutil.get_terminal_size()
        level = "ok" if size.columns >= _WIDE else ("warn" if size.columns >= _NARROW else "fail")
        code = "cli.doctor_terminal" if level == "ok" else "cli.doctor_narrow"
        yield _finding(level, code, term=term, colours=_colours(term), columns=size.columns, rows=size.lines)
    encoding = (sys.stdout.encoding or "").lower()
    good = encoding.replace("-", "") == "utf8"
    yield _finding("ok" if good else "fail", "cli.doctor_utf8" if good else "cli.doctor_not_utf8", encoding=encoding)


def _colours(term: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "0"
    if os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "16,777,216"
    return "256" if "256" in term else "16"


def _clock(caller: Caller) -> Iterator[Finding]:
    """The machine's zone, and whether the desk holds events from the future."""
    zone = time.strftime("%Z (UTC%z)")
    if not caller.path.exists():
        yield _finding("ok", "cli.doctor_clock", zone=zone)
        return
    try:
        desk = caller.desk()
        newest = max((ticket.updated_at for ticket in desk.history(50)), default=0)
    except Refusal:
        return
    ahead = newest - desk.clock.now()
    zone = desk.zone()
    if ahead > 60_000:
        yield _finding("fail", "cli.doctor_clock_back", minutes=ahead // 60_000)
    else:
        yield _finding("ok", "cli.doctor_clock", zone=zone)


def _settings(caller: Caller) -> Iterator[Finding]:
    from agentdesk.settings import settings_file

    path = settings_file()
    yield _finding("ok", "cli.doctor_settings" if path.exists() else "cli.doctor_no_settings", path=str(path))
    level, code = ("ok", "cli.doctor_person") if _works_here(caller) else ("warn", "cli.doctor_stranger")
    yield _finding(level, code, name=caller.name, lang=caller.lang)


def _works_here(caller: Caller) -> bool:
    """Whether the desk, if there is one, knows who calls."""
    try:
        return not caller.path.exists() or any(agent.name == caller.name for agent in caller.desk().agents())
    except Refusal:
        return True


_LOOKS: tuple[Callable[[Caller], Iterator[Finding]], ...] = (_sqlite, _file, _folder, _terminal, _clock, _settings)
