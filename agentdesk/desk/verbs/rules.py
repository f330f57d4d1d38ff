"""Rules: a set is put in force, or an earlier one again; the event keeps its text, with who and why."""

from typing import Any

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.rulebook import Rulebook, compile_files
from agentdesk.desk.verbs.people import AddTeam
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why

STREAM = "rules"


class ApplyRules(Command, frozen=True):
    """Put these files (name to text) in force. They are checked and their own tests must pass."""

    roles = LEADING

    files: dict[str, str]
    why: str = ""

    def decide(self, work: Work) -> None:
        """Record the rule set; raises `RuleErrors` for files that are none, `Refusal` when a test fails."""
        from agentdesk.rules import run_tests

        book = compile_files(self.files)
        if work.tx.rules_hash()[0] == book.rules.hash:
            raise Refusal(Why.CONFLICT, "desk.rules_same", hash=book.rules.hash[:6])
        failed = [result for result in run_tests(book.rules) if not result.passed]
        if failed:
            raise Refusal(Why.INPUT, "desk.rules_tests_failed", n=len(failed), place=str(failed[0].place))
        put_in_force(work, self.files, book.rules.hash, self.why)
        work.say("desk.rules_applied", hash=book.rules.hash[:6])


class RollbackRules(Command, frozen=True):
    """Put an earlier rule set in force again: the one before this, or the one whose hash begins with `to`."""

    roles = LEADING

    to: str = ""
    why: str = ""

    def decide(self, work: Work) -> None:
        """Record it; refused when there is no such earlier set."""
        now, _version = work.tx.rules_hash()
        earlier = [known for known in work.tx.rule_sets() if known.hash != now and known.hash.startswith(self.to)]
        found = work.tx.rule_set(earlier[0].hash) if earlier else None
        if found is None:
            raise _nothing_earlier(self.to)
        put_in_force(work, found.files, found.hash, self.why)
        work.say("desk.rules_rolled_back", hash=found.hash[:6])


def _nothing_earlier(to: str) -> Refusal:
    if not to:
        return Refusal(Why.MISSING, "desk.no_earlier_rules_at_all")
    return Refusal(Why.MISSING, "desk.no_earlier_rules", hash=to)


def put_in_force(work: Work, files: dict[str, str], digest: str, why: str) -> None:
    """Record a rule set and the teams that it routes to."""
    book = compile_files(files)
    data = {"hash": digest, "files": files, "brief": _brief(book)}
    work.record(STREAM, "rules.applied", data, {"why": why} if why else None)
    for team in book.rules.teams.values():
        AddTeam(id=team.id, name_zh=team.name.zh, name_en=team.name.en).decide(work)


def _brief(book: Rulebook) -> dict[str, Any]:
    rules = book.rules.rules
    flagged = (rule for rule in rules if rule.then.flag.zh or rule.then.flag.en)
    flags = {str(rule.number): (rule.then.flag.zh, rule.then.flag.en) for rule in flagged}
    return {
        "zone": book.policies.calendar.zone,
        "rules": [[rule.id, rule.then.points] for rule in rules],
        "flags": flags,
        "checks": {check.id: (check.text.zh, check.text.en) for check in book.rules.checks.values()},
        "names": {name: (called.zh, called.en) for name, called in book.rules.names.items()},
    }
