"""`rules worklist`, `propose`, `diff` and `watch`: from what people corrected to a change that is ready to apply."""

from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import LIMIT, TICKET, argument, command, option
from agentdesk.cli.table import columns
from agentdesk.lang import Message, Param, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.lab.examining import Examination
    from agentdesk.lab.proposal import Proposal

_FOLDER = argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
LOOK_EVERY = 0.5
"""Seconds between two looks at a watched folder."""
MOST_FAILED = 10
"""Failing tests that are told before rules go in force."""


def folder_of(caller: Caller, named: Path | None) -> Path:
    """Return the folder that rules are drafted in: the one named, that of the settings, else one beside the desk."""
    if named is not None:
        return named
    if caller.settings.rules_folder:
        return Path(caller.settings.rules_folder).expanduser()
    return caller.desk().drafts_folder


@command("worklist", help="lead.help_worklist")
@option("--limit", code="lead.opt_limit", default=50, type=LIMIT, metavar="N")
@option("--before", "before", code="lead.opt_before", default=None, type=TICKET, metavar="ID")
def worklist(caller: Caller, limit: int, before: int | None) -> int:
    """Print what people corrected of the rules' decisions, the newest tickets first."""
    found = caller.desk().worklist(limit, before)
    if caller.json:
        caller.document(found)
        return 0
    if not found:
        caller.answer(Message("lead.nothing"))
    rows = [
        (
            f"#{one.ticket}",
            caller.say(Message(f"lead.what_{one.what}")),
            f"{one.was or '–'} → {one.now or '–'}",
            one.rule,
            one.subject,
        )
        for one in found
    ]
    caller.out(*columns(rows))
    return 0


@command("propose", help="lead.help_propose")
@argument("ticket", type=TICKET, metavar="ID")
@option("--dir", "folder", code="lead.opt_dir", default=None, type=click.Path(path_type=Path), metavar="DIR")
@option("--rule", code="lead.opt_rule", default="", metavar="RULE")
@option("--tag", code="lead.opt_tag", default="", metavar="TAG")
@option("--word", code="lead.opt_word", default="", metavar="WORD")
@option("--except", "longer", code="lead.opt_except", default="", metavar="WORDS")
@option("--accept", code="lead.opt_accept", is_flag=True)
def propose(caller: Caller, ticket: int, folder: Path | None, accept: bool, **wish: str) -> int:
    """Print a rule test and a change that follow from a corrected ticket; status 1 when the test would fail."""
    from agentdesk.lab.drafts import accept as accepted
    from agentdesk.lab.drafts import read_draft
    from agentdesk.lab.proposal import Wish
    from agentdesk.lab.proposal import propose as proposed

    desk, place = caller.desk(), folder_of(caller, folder)
    files = read_draft(desk, place)
    found = proposed(desk, ticket, files, Wish(**wish))
    written = accepted(place, files, found.files) if accept and not found.problems else ()
    if caller.json:
        caller.document({**_plain(caller, found), "folder": str(place), "written": written})
    else:
        caller.answer(*found.steps)
        caller.out(*(line for change in found.changes for line in change.lines))
        caller.answer(*_judged(found))
        if written:
            caller.answer(Message("lead.accepted", {"files": ", ".join(written), "folder": str(place)}))
    for problem in found.problems:
        caller.complain(problem.message, place=str(problem.place))
    return 0 if found.passes else 1


def _plain(caller: Caller, found: "Proposal") -> dict[str, object]:
    return {
        "ticket": found.ticket,
        "correction": found.correction,
        "rule": found.rule,
        "matches": found.matches,
        "test": found.test,
        "steps": [caller.say(step) for step in found.steps],
        "changes": found.changes,
        "passes": found.passes,
        "broken": found.broken,
    }


def _judged(found: "Proposal") -> Iterator[Message]:
    yield Message("lead.passes" if found.passes else "lead.fails", {"rule": found.rule})
    if found.broken:
        yield Message("lead.breaks", {"rules": ", ".join(found.broken)})


@command("diff", help="lead.help_diff")
@_FOLDER
def diff(caller: Caller, folder: Path | None) -> int:
    """Print how a folder differs from the rules in force, as a unified diff; status 1 when it does."""
    from agentdesk.rules import hash_of, read_folder
    from agentdesk.rules.editing.diff import differences

    files = read_folder(folder_of(caller, folder))
    applied = caller.desk().reader().rules_in_force()
    then = applied.files if applied is not None else {}
    found = differences(then, files)
    if caller.json:
        caller.document({"then": applied.hash if applied else "", "now": hash_of(files), "changes": found})
    else:
        caller.out(*(line for change in found for line in change.lines))
        if not found:
            caller.answer(Message("lead.same", {"hash": hash_of(files)[:6]}))
    return 1 if found else 0


@command("watch", help="lead.help_watch")
@_FOLDER
@option("--once", code="lead.opt_once", is_flag=True)
def watch(caller: Caller, folder: Path | None, once: bool) -> int:
    """Tell, whenever a folder's files change, whether they are fit to apply and what they would have changed."""
    from agentdesk.rules.editing.folder import signature

    place = folder_of(caller, folder)
    if not place.is_dir():
        raise Refusal(Why.INPUT, "lead.no_folder", folder=str(place)[:200])
    seen: object = None
    while True:
        now = signature(place)
        if now != seen:
            seen = now
            fit = _tell(caller, place)
            if once:
                return 0 if fit else 1
        sleep(LOOK_EVERY)


def _tell(caller: Caller, place: Path) -> bool:
    from agentdesk.clock import SystemClock
    from agentdesk.lab.examining import Examination, examine
    from agentdesk.rules import RuleErrors, read_folder

    try:
        found = examine(caller.desk(), read_folder(place), SystemClock().now())
    except RuleErrors as fault:  # the folder cannot even be read
        found = Examination(hash="", in_force=caller.desk().rules_hash(), problems=fault.problems)
    if caller.json:
        caller.document(_state(caller, found))
    else:
        caller.answer(*summary(found))
        for problem in found.errors:
            caller.complain(problem.message, place=f"{place}/{problem.place}")
    return found.fit or not (found.changes or found.errors)


def tell_before(caller: Caller, folder: Path, files: dict[str, str]) -> None:
    """Tell on stderr, before rules go in force, whether they are sound and what they would have changed."""
    from agentdesk.clock import SystemClock
    from agentdesk.lab.examining import examine

    found = examine(caller.desk(), files, SystemClock().now())
    if found.changes and not found.errors:
        caller.tell(*summary(found))
    for result in found.failed[:MOST_FAILED]:
        for fault in result.faults:
            params: dict[str, Param] = {"rule": result.rule, "text": result.text, "fault": fault}
            caller.complain(Message("cli.test_failed", params), place=f"{folder}/{result.place}")


def _state(caller: Caller, found: "Examination") -> dict[str, object]:
    return {
        "hash": found.hash,
        "in_force": found.in_force,
        "fit": found.fit,
        "changes": [
            {"file": one.file, "state": one.state, "added": one.added, "removed": one.removed} for one in found.changes
        ],
        "problems": [problem.line(caller.lang) for problem in found.problems],
        "tests": found.tests,
        "failed": [f"{result.place}: {result.rule}" for result in found.failed],
        "backtest": found.backtest,
    }


def summary(found: "Examination") -> Iterator[Message]:
    """Yield what is to be known of a folder before it goes in force, sentence by sentence."""
    if found.errors:
        yield Message("lead.check_bad", {"n": len(found.errors)})
    elif not found.changes:
        yield Message("lead.same", {"hash": found.hash[:6]})
    else:
        yield Message("lead.check_good", {"hash": found.hash[:6], "n": len(found.changes)})
        if found.failed:
            yield Message("lead.tests_bad", {"n": len(found.failed), "rule": found.failed[0].rule})
        else:
            yield Message("lead.tests_good", {"n": found.tests})
        if (past := found.backtest) is not None:
            yield Message(
                "lead.past",
                {"tickets": f"{past.tickets:,}", "changed": f"{past.changed:,}", "messages": f"{past.messages:,}"},
            )
