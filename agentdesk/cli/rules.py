"""`rules`: rules as code — check, test, explain, apply, roll back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.drafting import diff, propose, tell_before, watch, worklist
from agentdesk.cli.facts import given_facts
from agentdesk.cli.group import Group, argument, command, option
from agentdesk.cli.hindsight import backtest, coverage
from agentdesk.cli.learning import evaluate, learn
from agentdesk.cli.moments import local
from agentdesk.cli.table import columns
from agentdesk.lang import Message, Refusal, Why, say

if TYPE_CHECKING:
    from agentdesk.rules import Explanation, Problem, RuleSet, TestResult

_FOLDER = argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")


@click.group("rules", cls=Group, help="cli.help_rules")
def rules() -> None:
    """Rules as code."""


def _files(caller: Caller, folder: Path | None) -> tuple[dict[str, str], str]:
    """Return rule files and how their places are named: a folder's, those of `--rules`, or those in force.

    Where there is no desk, those that the package carries. Raises `RuleErrors`.
    """
    from agentdesk.resources import shipped
    from agentdesk.rules import read_folder

    named = folder or (Path(caller.rules_option) if caller.rules_option else None)
    if named is None and caller.path.exists():
        applied = caller.desk().reader().rules_in_force()
        if applied is not None:
            return applied.files, ""
    named = named or shipped("rules")
    return read_folder(named), f"{named}/"


@command("check", help="cli.help_rules_check")
@_FOLDER
def check(caller: Caller, folder: Path | None) -> int:
    """Tell every error and warning with its place; status 1 when there is an error."""
    from agentdesk.desk.rulebook import check_files

    files, before = _files(caller, folder)
    problems = check_files(files)
    errors = sum(problem.severity == "error" for problem in problems)
    if caller.json:
        caller.document([_problem(caller, problem, before) for problem in problems])
        return 1 if errors else 0
    for problem in problems:
        severity = caller.say(Message(f"cli.severity_{problem.severity}"))
        caller.complain(problem.message, place=f"{before}{problem.place}: {severity}")
    counts: dict[str, str | int] = {"files": len(files), "errors": errors, "warnings": len(problems) - errors}
    caller.answer(Message("cli.rules_bad" if errors else "cli.rules_good", counts))
    return 1 if errors else 0


def _problem(caller: Caller, problem: "Problem", before: str) -> dict[str, object]:
    place = problem.place
    return {
        "file": f"{before}{place.file}",
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "code": problem.message.code,
        "sentence": say(problem.message, caller.lang),
    }


@command("schema", help="cli.help_rules_schema")
def schema(caller: Caller) -> int:
    """Print what rule files may hold as a JSON schema, for editors."""
    from agentdesk.rules.schema import schema as made

    caller.document(made())
    return 0


@command("test", help="cli.help_rules_test")
@_FOLDER
def test(caller: Caller, folder: Path | None) -> int:
    """Judge every rule's own tests; status 1 when one fails."""
    from agentdesk.desk.rulebook import compile_files
    from agentdesk.rules import run_tests

    files, before = _files(caller, folder)
    book = compile_files(files)
    results = run_tests(book.rules)
    failed = [result for result in results if not result.passed]
    if caller.json:
        caller.document([_result(caller, result, before) for result in results])
        return 1 if failed else 0
    for result in failed:
        for fault in result.faults:
            params: dict[str, str | int] = {"rule": result.rule, "text": result.text, "fault": say(fault, caller.lang)}
            caller.complain(Message("cli.test_failed", params), place=f"{before}{result.place}")
    counts: dict[str, str | int] = {"rules": len(book.rules.rules), "passed": len(results) - len(failed)}
    caller.answer(Message("cli.tests_bad" if failed else "cli.tests_good", {**counts, "failed": len(failed)}))
    return 1 if failed else 0


def _result(caller: Caller, result: "TestResult", before: str) -> dict[str, object]:
    return {
        "rule": result.rule,
        "place": f"{before}{result.place}",
        "text": result.text,
        "passed": result.passed,
        "faults": [say(fault, caller.lang) for fault in result.faults],
    }


@command("explain", help="cli.help_rules_explain")
@argument("text", nargs=-1, required=True)
@option("--channel", code="cli.opt_fact_channel", default="", metavar="CHANNEL")
@option("--tier", code="cli.opt_fact_tier", default="", metavar="TIER")
@option("--category", code="cli.opt_fact_category", default="", metavar="CATEGORY")
@option("--language", code="cli.opt_fact_language", default="", metavar="zh|en")
@option("--later", code="cli.opt_fact_later", is_flag=True)
@option("--time", "time", code="cli.opt_fact_time", default="12:00", metavar="HH:MM")
@option("--tag", "tags", code="cli.opt_fact_tag", multiple=True, metavar="TAG")
@option("--subject", code="cli.opt_fact_subject", default="", metavar="TEXT")
@option("--earlier", code="cli.opt_fact_earlier", multiple=True, metavar="TEXT")
@option("--wrote", code="cli.opt_fact_wrote", type=click.IntRange(0), default=1, metavar="N")
@option("--age", code="cli.opt_fact_age", default="", metavar="DURATION")
@option("--why-not", "rule", code="cli.opt_why_not", metavar="RULE")
def explain(caller: Caller, text: tuple[str, ...], rule: str | None, **given: object) -> int:
    """Say what the rules make of a message, and why."""
    from agentdesk.cli.verbs import words
    from agentdesk.desk.rulebook import compile_files
    from agentdesk.rules import explain as explained
    from agentdesk.rules import explanation_lines

    book = compile_files(_files(caller, None)[0])
    message = words(text)
    explanation = explained(book.rules, message, given_facts(message, given, book))
    if rule is not None:
        _known(book.rules, rule)
    if caller.json:
        caller.document(_explained(explanation, rule))
    else:
        caller.out(*explanation_lines(explanation, caller.lang, rule or ""))
    return 0


def _known(found: "RuleSet", rule: str) -> None:
    ids = [known.id for known in found.rules]
    if rule not in ids:
        from agentdesk.desk.nearest import nearest_word

        raise Refusal(Why.MISSING, "cli.no_rule", rule=rule[:40], near=nearest_word(rule, ids))


def _explained(explanation: "Explanation", rule: str | None) -> dict[str, object]:
    reports = [explanation.report(rule)] if rule else [report for report in explanation.rules if report.matched]
    return {
        "text": explanation.text,
        "facts": explanation.facts,
        "verdict": explanation.verdict,
        "groups": explanation.groups,
        "by_points": explanation.by_points,
        "rules": reports,
    }


@command("apply", help="cli.help_rules_apply")
@argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@option("--why", "why", code="cli.opt_rules_why", default="", metavar="TEXT")
@option("--quick", code="lead.opt_quick", is_flag=True)
def apply(caller: Caller, folder: Path, why: str, quick: bool) -> int:
    """Put a folder's rules in force, after telling what they would have changed."""
    from agentdesk.desk.verbs.rules import ApplyRules
    from agentdesk.rules import RuleErrors, read_folder

    files = read_folder(folder)
    me = caller.me()
    if not quick:
        tell_before(caller, folder, files)
    try:
        return caller.done(caller.desk().do(ApplyRules(files, why), actor=me.id))
    except RuleErrors as wrong:
        raise wrong.within(folder) from None


@command("rollback", help="cli.help_rules_rollback")
@argument("hash", required=False, default="")
@option("--why", "why", code="cli.opt_rules_why", default="", metavar="TEXT")
def rollback(caller: Caller, hash: str, why: str) -> int:
    """Put an earlier rule set in force again."""
    from agentdesk.desk.verbs.rules import RollbackRules

    me = caller.me()
    return caller.done(caller.desk().do(RollbackRules(hash, why), actor=me.id))


@command("list", help="cli.help_rules_list")
def list_sets(caller: Caller) -> int:
    """Print the rule sets that were in force, the newest first."""
    desk = caller.desk()
    found = desk.reader().rule_sets()
    if caller.json:
        caller.document(found)
        return 0
    names, zone = {agent.id: agent.shown for agent in desk.agents()}, caller.zone
    rows = [
        (
            "●" if place == 0 else "",
            known.hash[:6],
            local(known.at, zone),
            names.get(known.actor, known.actor),
            known.why,
        )
        for place, known in enumerate(found)
    ]
    caller.out(*columns(rows))
    return 0


for _made in (
    check,
    schema,
    test,
    explain,
    learn,
    evaluate,
    apply,
    rollback,
    list_sets,
    backtest,
    coverage,
    worklist,
    propose,
    diff,
    watch,
):
    rules.add_command(_made)
