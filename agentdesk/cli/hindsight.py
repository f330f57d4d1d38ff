"""`rules backtest` and `rules coverage`: what the past says of rules."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.cli.context import Caller
from agentdesk.cli.group import argument, command, option
from agentdesk.cli.table import columns
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.lab.differing import Backtest, Row
    from agentdesk.lab.past import Past
    from agentdesk.rules.coverage import Coverage

MEASURES = ("changed", "tags", "team", "priority", "kind", "order", "late")
_LIMIT = re.compile(r"\s*([a-z]+)\s*>\s*(\d+(?:\.\d+)?)\s*(%?)\s*")
MOST_ROWS = 40
MOST_NAMED = 5
"""Tickets that a row names; `--json` names more."""
_NUMBERS = frozenset(range(1, 7))
"""Columns behind a name that hold numbers."""


@command("backtest", help="rules.help_backtest")
@argument("folder", metavar="DIR")
@option("--file", "file", code="rules.opt_backtest_file", default="", metavar="FILE")
@option("--since", "since", code="rules.opt_since", default="", metavar="DAY")
@option("--fail-if", "limits", code="rules.opt_fail_if", multiple=True, metavar="LIMIT")
def backtest(caller: Caller, folder: str, file: str, since: str, limits: tuple[str, ...]) -> int:
    """Compare a folder's rules with those in force over the past; status 1 when a limit is passed."""
    from agentdesk.clock import SystemClock
    from agentdesk.lab.backtest import backtest as compare
    from agentdesk.rules import read_folder

    read_limits = [_limit(limit) for limit in limits]
    other = read_folder(folder)
    refused: list[int] = []
    found = compare(_in_force(caller), other, _pasts(caller, other, file, since, refused), SystemClock().now())
    passed = [
        limit for limit, (what, most, share) in zip(limits, read_limits, strict=True) if _over(found, what, most, share)
    ]
    if caller.json:
        caller.document(found)
    else:
        caller.answer(*_sentences(found))
        caller.out(
            *columns([_row(caller, found, row) for row in found.differences[:MOST_ROWS]], right=frozenset({1, 2}))
        )
    caller.tell(*(Message("rules.backtest_over", {"limit": limit}) for limit in passed))
    return 1 if passed else 2 if refused else 0


def _in_force(caller: Caller) -> dict[str, str]:
    """Return the files in force; where there is no desk, those that the package carries."""
    from agentdesk.cli.rules import _files

    return _files(caller, None)[0]


def _pasts(caller: Caller, other: dict[str, str], file: str, since: str, refused: list[int]) -> "Iterator[Past]":
    """Yield the past; numbers of lines that are no message go to `refused`."""
    from agentdesk.lab.past import Wrong, from_file, from_journal

    if file:
        path = Path(file)
        if not path.is_file():
            raise Refusal(Why.INPUT, "rules.no_file", path=file[:200])
        for found in from_file(path):
            if isinstance(found, Wrong):
                refused.append(found.line)
                caller.complain(found.message, place=f"{file}:{found.line}")
            else:
                yield found
        return
    signs = ("attribute", "属性")
    asks = any(sign in text for text in (*other.values(), *_in_force(caller).values()) for sign in signs)
    yield from from_journal(caller.desk(), since_when(since), asks)


def since_when(text: str) -> int:
    """Return the moment that a day or an ISO 8601 time names, 0 for none; raises `Refusal`."""
    from datetime import datetime

    if not text:
        return 0
    try:
        return int(datetime.fromisoformat(text).astimezone().timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Refusal(Why.INPUT, "rules.bad_day", value=text[:40]) from None


def _limit(text: str) -> tuple[str, float, bool]:
    """Return measure, number and whether it is a share of the tickets, of `team>5%`; raises `Refusal`."""
    match = _LIMIT.fullmatch(text)
    if match is None or match[1] not in MEASURES:
        raise Refusal(Why.INPUT, "rules.bad_limit", text=text[:40], known=", ".join(MEASURES))
    return match[1], float(match[2]), match[3] == "%"


def _over(found: "Backtest", what: str, most: float, share: bool) -> bool:
    count = found.changed if what == "changed" else found.counts.get(what, 0)
    return (100 * count / max(1, found.tickets) if share else count) > most


def _sentences(found: "Backtest") -> Iterator[Message]:
    """Yield what differs in sentences, the clocks and the order last."""
    numbers: dict[str, str | int] = {"then": found.then[:6], "now": found.now[:6], "messages": f"{found.messages:,}"}
    yield Message("rules.backtest_head", {**numbers, "tickets": f"{found.tickets:,}", "changed": f"{found.changed:,}"})
    for clock in found.clocks:
        kind = Message(f"rules.clock_{clock.kind}")
        counts: dict[str, str | int] = {"earlier": clock.earlier, "later": clock.later}
        yield Message(
            "rules.backtest_clock",
            {"clock": kind, **counts, "late_then": clock.late_then, "late_now": clock.late_now},
        )
    if found.forward or found.back:
        order: dict[str, str | int] = {"forward": found.forward, "back": found.back}
        order |= {"forward_minutes": found.forward_minutes, "back_minutes": found.back_minutes}
        yield Message("rules.backtest_order", {**order, "to": found.to_urgent, "from": found.from_urgent})
    yield Message("rules.backtest_fixed")


def _row(caller: Caller, found: "Backtest", row: "Row") -> tuple[str, ...]:
    what = caller.say(Message(f"rules.differs_{row.what}"))
    change = row.now or row.was
    if row.what in ("priority", "team", "kind"):
        change = " → ".join(_named(caller, row.what, name) for name in (row.was, row.now))
    elif caller.path.exists():
        change = caller.desk().called(caller.lang).get(change, change)
    share = f"{100 * row.tickets / max(1, found.tickets):.1f}%"
    return what, f"{row.tickets:,}", share, change, " ".join(row.examples[:MOST_NAMED])


def _named(caller: Caller, what: str, name: str) -> str:
    """Return what a team, a priority or a kind of promise is called."""
    from agentdesk.cli.names import team_shown
    from agentdesk.desk.why import kind_name

    if not name:
        return "–"
    if what == "team":
        return team_shown(caller.desk().teams() if caller.path.exists() else (), name, caller.lang)
    called = Message(f"rules.priority_{name}") if what == "priority" else kind_name(name)
    return caller.say(called) if isinstance(called, Message) else called


@command("coverage", help="rules.help_coverage")
@option("--since", "since", code="rules.opt_since", default="", metavar="DAY")
def coverage(caller: Caller, since: str) -> int:
    """Tell how often each rule fired, whether people agreed, and what nothing touched."""
    from agentdesk.lab.coverage import coverage as covered

    found = covered(caller.desk(), since_when(since))
    if caller.json:
        caller.document(found)
        return 0
    counts = {"judged": f"{found.judged:,}", "untouched": f"{found.untouched:,}"}
    caller.answer(Message("rules.coverage_head", counts))
    called = caller.desk().called(caller.lang)
    caller.out(*columns(list(_uses(caller, found, called)), right=_NUMBERS))
    if found.dead:
        dead = ", ".join(_both(name, called) for name in found.dead)
        caller.answer(Message("rules.coverage_dead", {"count": len(found.dead), "rules": dead}))
    if found.suggestions:
        caller.answer(Message("lead.coverage_suggested"))
        shown = [(one.tag, f"{one.shown:,}", f"{one.accepted:,}", f"{one.by_key:,}") for one in found.suggestions]
        names = ("tag", "shown", "accepted", "by_key")
        caller.out(
            *columns([tuple(caller.say(Message(f"lead.column_{name}")) for name in names), *shown], right=_NUMBERS)
        )
    if found.phrases:
        caller.answer(Message("rules.coverage_phrases"))
        rows = [(f"{phrase.messages:,}", phrase.text) for phrase in found.phrases]
        caller.out(*columns(rows, right=frozenset({0})))
    return 0


def _both(name: str, called: Mapping[str, str]) -> str:
    """Return what a rule is called, with its own name behind it where that is another."""
    return f"{called[name]} ({name})" if name in called else name


def _uses(caller: Caller, found: "Coverage", called: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    yield tuple(
        caller.say(Message(f"rules.column_{name}"))
        for name in ("rule", "fired", "shadow", "agreed", "corrected", "otherwise", "as_live", "mode")
    )
    for use in found.rules:
        if use.fired or use.shadow:
            mode = caller.say(Message(f"rules.mode_{use.mode}"))
            counts = (use.fired, use.shadow, use.agreed, use.corrected, use.otherwise, use.as_live)
            yield _both(use.id, called), *(f"{count:,}" for count in counts), mode
