"""Why the rules said what they said of a message, and why others said nothing."""

from collections.abc import Mapping

import msgspec

from agentdesk.lang import Message
from agentdesk.model.verdict import Span, Verdict
from agentdesk.rules.contest import MOST_SUGGESTED, Outcome, Standing
from agentdesk.rules.engine import MOST_JUDGED
from agentdesk.rules.facts import Facts, restored
from agentdesk.rules.findings import Finder, Finding
from agentdesk.rules.problem import shown
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.settle import GroupSum, group_sums, priority_of
from agentdesk.rules.values import PerLanguage, Rule
from agentdesk.text.normalise import normalise


class RuleReport(msgspec.Struct, frozen=True, kw_only=True):
    """One rule and the message."""

    number: int
    id: str
    mode: str
    matched: bool
    finding: Finding
    points: int
    route: str
    flag: PerLanguage
    rank: int = 0
    """Its place in its contest, from 1; 0 when it has none."""

    @property
    def acts(self) -> bool:
        """Whether it has an effect: it matched and is live."""
        return self.matched and self.mode == "live"

    def failing(self) -> tuple[Finding, ...]:
        """Return the innermost conditions that kept it from matching; nothing when it matched."""
        return self.finding.failing()

    def touched(self) -> bool:
        """Whether something in the text speaks for it, though it may not match."""
        return self.rank <= MOST_SUGGESTED and _touched(self.finding)


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with all its reasons."""

    text: str
    facts: Facts
    rules: tuple[RuleReport, ...]
    """Every rule, in visible order."""
    groups: tuple[GroupSum, ...]
    """Where the points come from."""
    by_points: str
    """The priority that the points alone give."""
    verdict: Verdict
    names: Mapping[str, PerLanguage] = {}
    """What tags and rules are called in a language, where that is another name than their own."""
    kept: Verdict | None = None
    """The verdict that was to be explained, where it was not made just now."""

    @property
    def same(self) -> bool:
        """Whether these rules, asked again, say what the kept verdict says."""
        if self.kept is None:
            return True
        said = msgspec.structs.replace(self.kept, engine=self.verdict.engine, facts=self.verdict.facts)
        return said == self.verdict

    def called(self, name: str, lang: str) -> str:
        """Return what a tag or a rule is called in a language, with its own name behind it where that is another."""
        found = self.names.get(name)
        other = (found.zh if lang == "zh" else found.en) if found else ""
        return f"{other} ({name})" if other else name

    def found(self) -> tuple[Span, ...]:
        """Return where in the text as written the matching rules found something, in order, without overlaps."""
        spans = {span for report in self.rules if report.matched for span in report.finding.found()}
        joined: list[Span] = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)

    def report(self, rule_id: str) -> RuleReport | None:
        """Return what is to be said of one rule."""
        return next((report for report in self.rules if report.id == rule_id), None)

    def why_not(self, rule_id: str) -> tuple[Message, ...]:
        """Return why a rule had no effect: what its failing conditions saw; nothing when it acted.

        Raises KeyError when there is no such rule.
        """
        report = self.report(rule_id)
        if report is None:
            raise KeyError(rule_id)
        if report.matched:
            return () if report.acts else (Message(f"rules.mode_{report.mode}"),)
        return tuple(finding.saw for finding in report.failing())

    def rivals(self) -> tuple[RuleReport, ...]:
        """Return the matching rules that name a route, the winner first."""
        return tuple(self.rules[number - 1] for number in self.verdict.routes)


def explain(ruleset: RuleSet, text: str, facts: Facts) -> Explanation:
    """Judge a message and keep every reason."""
    return _explain(ruleset, text, facts, None)


def explain_verdict(
    ruleset: RuleSet, verdict: Verdict, text: str, subject: str = "", earlier: tuple[str, ...] = ()
) -> Explanation:
    """Return the reasons of a kept verdict, from the rule set of that day and the facts that it saw.

    `subject` and `earlier` are the ticket's other texts, for rules that read them too.
    """
    return _explain(ruleset, text, restored(verdict.facts, subject, earlier), verdict)


def _explain(ruleset: RuleSet, text: str, facts: Facts, kept: Verdict | None) -> Explanation:
    engine = ruleset.engine
    normal = normalise(text[:MOST_JUDGED])
    finder = Finder(engine.compiled, engine.look(normal.text, facts), normal, text, facts)
    standings = {
        standing.rule: (rank, outcome, standing)
        for _, outcome in engine.outcomes(text, facts)
        for rank, standing in enumerate(outcome.standings, 1)
    }
    verdict = engine.judge(text, facts)
    live = [ruleset.rule(hit.rule) for hit in verdict.hits]
    return Explanation(
        text=text,
        facts=facts,
        rules=tuple(_report(rule, finder, standings.get(rule.number)) for rule in ruleset.rules),
        groups=group_sums(live, ruleset.caps),
        by_points=priority_of(verdict.points, ruleset.levels),
        verdict=verdict,
        names=ruleset.names,
        kept=kept,
    )


_Place = tuple[int, Outcome, Standing]
"""A rule's rank in its contest, how the contest ended, and how the rule did."""


def _report(rule: Rule, finder: Finder, place: _Place | None) -> RuleReport:
    finding = finder.find(rule.when)
    if rule.contest:
        finding = _contested(rule, finding, place)
    return RuleReport(
        number=rule.number,
        id=rule.id,
        mode=rule.mode,
        matched=finding.holds,
        finding=finding,
        points=rule.then.points,
        route=rule.then.route,
        flag=rule.then.flag,
        rank=place[0] if place else 0,
    )


def _contested(rule: Rule, finding: Finding, place: _Place | None) -> Finding:
    """Return what is to be said of a rule that competes: `finding` tells of its own conditions."""
    asks = Message("rules.asks_contest", {"contest": shown(rule.contest), "lead": f"{rule.lead:g}"})
    if place is None:
        return Finding(asks, Message("rules.saw_no_contest"), False, rule.place, (), (finding,))
    rank, outcome, standing = place
    code = "rules.saw_first_by" if rank == 1 else "rules.saw_behind"
    saw = Message(code, {"rank": rank, "sum": f"{standing.sum:g}", "lead": f"{abs(standing.lead):g}"})
    return Finding(asks, saw, outcome.winner == rule.number, rule.place, (), (finding,))


def _touched(finding: Finding) -> bool:
    return bool(finding.wanted and finding.spans) or any(_touched(part) for part in finding.parts)
