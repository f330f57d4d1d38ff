"""The tests that ride with the rules."""

import re
from typing import TYPE_CHECKING

import msgspec

from agentdesk.lang import Message
from agentdesk.rules.facts import Facts
from agentdesk.rules.problem import Place, shown
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.values import Example, Rule

if TYPE_CHECKING:
    from agentdesk.model.verdict import Verdict

_CHINESE = re.compile("[\u3400-\u9fff]")


class TestResult(msgspec.Struct, frozen=True):
    """One `match` or `no_match` entry, judged by the whole rule set; `faults` is empty when it is as expected."""

    __test__ = False

    rule: str
    """Its id, or the name of a conversation."""
    place: Place
    text: str
    faults: tuple[Message, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is as the test expects."""
        return not self.faults


def run_tests(ruleset: RuleSet) -> tuple[TestResult, ...]:
    """Judge every test of every rule that is not off, and every conversation; tell which condition failed."""
    from agentdesk.rules.talk import talk_through

    beside = tuple(
        TestResult(rule.id, example.place, example.text, tuple(_faults(ruleset, rule, example)))
        for rule in ruleset.rules
        if rule.mode != "off"
        for example in rule.examples
    )
    return (*beside, *(result for talk in ruleset.conversations for result in talk_through(ruleset, talk)))


def facts_of(ruleset: RuleSet, example: Example) -> Facts:
    """Return the facts of a test; the language is told by its characters when it is not given, the hour by the time."""
    return Facts(
        channel=example.channel,
        tier=example.tier,
        category=example.category,
        lang=example.lang or language_of(example.text),
        first=example.first,
        minute_of_day=example.minute_of_day,
        tags=example.carried,
        attributes=example.attributes,
        subject=example.subject,
        earlier=example.earlier,
        wrote=dict.fromkeys(ruleset.engine.windows, example.wrote),
        age=example.age,
        account_age=example.account_age,
        calendar=example.calendar or ("working_day", office_hours(example.minute_of_day)),
        attachments=example.attachments,
        turns=len(example.earlier),
        reopened=example.reopened,
    )


def office_hours(minute_of_day: int) -> str:
    """Return what the hour of a test counts as that names no calendar: from nine to six one works."""
    return "working_hours" if 9 * 60 <= minute_of_day < 18 * 60 else "off_hours"


def language_of(text: str) -> str:
    """Return "zh" when the text holds a Chinese character, else "en"."""
    return "zh" if not text.isascii() and _CHINESE.search(text) else "en"


def _faults(ruleset: RuleSet, rule: Rule, example: Example) -> list[Message]:
    facts = facts_of(ruleset, example)
    verdict = ruleset.judge(example.text, facts)
    matched = any(hit.rule == rule.number for hit in (*verdict.hits, *verdict.shadow))
    if matched and not example.matches:
        return [Message("rules.test_matched", {"found": found_by(verdict, rule, example.text)})]
    if example.matches and not matched:
        return why_not(ruleset, rule, example.text, facts)
    return _unexpected(verdict, example)


def found_by(verdict: "Verdict", rule: Rule, text: str) -> str:
    """Return what a matching rule found in a text."""
    spans = [span for hit in (*verdict.hits, *verdict.shadow) if hit.rule == rule.number for span in hit.spans]
    return shown(", ".join(dict.fromkeys(text[start:end] for start, end in spans)) or "…")


def why_not(ruleset: RuleSet, rule: Rule, text: str, facts: Facts) -> list[Message]:
    """Return which conditions kept a rule from matching, as sentences."""
    from agentdesk.rules.explanation import explain

    report = explain(ruleset, text, facts).report(rule.id)
    return [finding.saw for finding in report.failing()] if report is not None else []


def _unexpected(verdict: "Verdict", example: Example) -> list[Message]:
    found: list[Message] = []
    missing = [tag for tag in example.tags if tag not in verdict.tags]
    if missing:
        params = {"expected": ", ".join(missing), "got": ", ".join(verdict.tags) or "–"}
        found.append(Message("rules.test_tags", dict(params)))
    for name, given in (("route", verdict.route), ("priority", verdict.priority), ("auto_reply", verdict.auto)):
        expected, got = getattr(example, name), given
        if expected and expected != got:
            found.append(Message(f"rules.test_{name}", {"expected": expected, "got": got or "–"}))
    return found
