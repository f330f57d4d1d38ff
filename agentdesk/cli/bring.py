"""`import`: conversations of other desks come in as history."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from agentdesk.cli.context import Caller
from agentdesk.cli.group import argument, command, option
from agentdesk.lang import Message, Refusal

if TYPE_CHECKING:
    from agentdesk.channels.importers import Problem, Row
    from agentdesk.desk import Desk

BATCH = 100
"""Conversations that go into one transaction."""
OUTCOMES = ("opened", "archived", "grown", "known", "read", "refused")


class Report(msgspec.Struct, frozen=True):
    """What an import came to."""

    opened: int = 0
    """Conversations that wait for an answer, now open tickets."""
    archived: int = 0
    grown: int = 0
    """Known ones that got messages they did not have."""
    known: int = 0
    read: int = 0
    """Conversations that a dry run found good."""
    refused: int = 0


@command("import", help="cli.help_import")
@argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE …")
@option("--open", "open_waiting", code="cli.opt_open", is_flag=True)
@option("--source", code="cli.opt_source", default="", metavar="NAME")
@option("--dry-run", "dry_run", code="cli.opt_dry_run", is_flag=True)
def bring(caller: Caller, files: tuple[Path, ...], open_waiting: bool, source: str, dry_run: bool) -> int:
    """Bring conversations in."""
    return bring_files(caller, files, open_waiting=open_waiting, source=source, dry_run=dry_run)


def bring_files(
    caller: Caller, files: Sequence[Path], *, open_waiting: bool, source: str = "", dry_run: bool = False
) -> int:
    """Bring the conversations of files in, tell what became of them; status 2 when some were refused.

    `source` names the desk that they come from, where the ids of several collide.
    """
    desk = None if dry_run else caller.desk(write=True)
    counts: Counter[str] = Counter()
    size = sum(file.stat().st_size for file in files)
    with _progress(caller, size) as progress:
        for file in files:
            for rows in _good(caller, file, progress, counts):
                named = [_from(source, row) for row in rows]
                counts.update(_take(caller, desk, file, named, open_waiting=open_waiting))
    _report(caller, Report(**{name: counts[name] for name in OUTCOMES}))
    return 2 if counts["refused"] else 0


def _from(source: str, row: "Row") -> "Row":
    conversation = msgspec.structs.replace(row.conversation, source=source)
    return msgspec.structs.replace(row, conversation=conversation)


def _good(caller: Caller, file: Path, progress: Callable[[int], None], counts: Counter[str]) -> "Iterator[list[Row]]":
    """Yield a file's conversations in batches, telling what is wrong with the others."""
    from agentdesk.channels.importers import Problem, read_conversations

    def good() -> "Iterator[Row]":
        for item in read_conversations(file, progress):
            if isinstance(item, Problem):
                counts["refused"] += 1
                _complain(caller, item)
            else:
                yield item

    rows = good()
    while batch := list(islice(rows, BATCH)):
        yield batch


def _take(caller: Caller, desk: "Desk | None", file: Path, rows: "list[Row]", *, open_waiting: bool) -> Counter[str]:
    """Hand a batch to the desk; when it refuses one, the others are handed over one by one."""
    if desk is None:
        return Counter(read=len(rows))
    try:
        return Counter(desk.bring([row.conversation for row in rows], open_waiting=open_waiting))
    except Refusal as refusal:
        if len(rows) == 1:
            caller.complain(refusal.message, place=f"{file}:{rows[0].line}")
            return Counter(refused=1)
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(_take(caller, desk, file, [row], open_waiting=open_waiting))
    return counts


def _complain(caller: Caller, problem: "Problem") -> None:
    caller.complain(problem.message, place=problem.place)


@contextmanager
def _progress(caller: Caller, size: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal's stderr how far the reading is."""
    import sys

    if not sys.stderr.isatty() or caller.json:
        yield lambda _count: None
        return
    with click.progressbar(length=size, label=caller.say(Message("cli.importing")), file=sys.stderr) as bar:
        yield bar.update


def _report(caller: Caller, report: Report) -> None:
    if caller.json:
        caller.document(report)
        return
    counts = [(name, getattr(report, name)) for name in OUTCOMES]
    for name, count in counts:
        if count:
            caller.answer(Message(f"cli.import_{name}", {"count": f"{count:,}"}))
    if not any(count for _name, count in counts):
        caller.answer(Message("cli.import_nothing"))
