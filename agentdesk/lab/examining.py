"""What is to be known of a folder of rules before it goes in force: is it sound, do its tests pass, what would move."""

from collections.abc import Iterator, Mapping

import msgspec

from agentdesk.desk import Desk
from agentdesk.desk.rulebook import check_files, compile_files
from agentdesk.lab.backtest import backtest
from agentdesk.lab.differing import Backtest
from agentdesk.lab.past import Past, from_journal
from agentdesk.rules import Problem, TestResult, hash_of, run_tests
from agentdesk.rules.editing.diff import FileChange, differences

_ATTRIBUTE = ("attribute", "属性")


class Examination(msgspec.Struct, frozen=True, kw_only=True):
    """How a folder stands beside the set in force."""

    hash: str
    in_force: str
    changes: tuple[FileChange, ...] = ()
    """The files that differ; none when the folder is what is in force."""
    problems: tuple[Problem, ...] = ()
    tests: int = 0
    failed: tuple[TestResult, ...] = ()
    backtest: Backtest | None = None
    """None where nothing differs, the files are none, or nobody asked for it."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from going in force."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def fit(self) -> bool:
        """Whether it may go in force."""
        return bool(self.changes) and not self.errors and not self.failed


def examine(
    desk: Desk, files: Mapping[str, str], now: int, *, past: bool = True, processes: int | None = None
) -> Examination:
    """Check and test a folder's files, and with `past` back-test them over the whole journal."""
    applied = desk.reader().rules_in_force()
    then = applied.files if applied is not None else {}
    changes = differences(then, files)
    problems = check_files(files)
    known = Examination(
        hash=hash_of(files), in_force=applied.hash if applied is not None else "", changes=changes, problems=problems
    )
    if known.errors or not changes:
        return known
    results = run_tests(compile_files(files).rules)
    failed = tuple(result for result in results if not result.passed)
    found = backtest(then, files, _pasts(desk, then, files), now, processes) if past and then and not failed else None
    return msgspec.structs.replace(known, tests=len(results), failed=failed, backtest=found)


def _pasts(desk: Desk, then: Mapping[str, str], files: Mapping[str, str]) -> Iterator[Past]:
    asks = any(sign in text for text in (*then.values(), *files.values()) for sign in _ATTRIBUTE)
    return from_journal(desk, 0, asks)
