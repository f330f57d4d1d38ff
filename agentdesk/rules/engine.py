"""The judging of messages: look once, then read only the rules that something in the text touched."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence

from agentdesk.model.verdict import Hit, Span, Verdict
from agentdesk.rules.bits import joined, places
from agentdesk.rules.compiled import Compiled
from agentdesk.rules.contest import Contest, Outcome, contests
from agentdesk.rules.facts import Facts, Keeper
from agentdesk.rules.settle import Settled, settle
from agentdesk.rules.sighting import Sighting
from agentdesk.rules.tree import Test
from agentdesk.rules.values import Rule
from agentdesk.text.normalise import Normalised, normalise

ENGINE = 2
"""Version of how rules are judged; it grows when the same rules would say something else of the same message."""
MOST_JUDGED = 20_000
"""Characters of a message that are judged; what comes after is stored and shown, but no rule reads it."""
MOST_SPANS = 8
"""Spans that a verdict keeps of one rule."""
MOST_REMEMBERED = 4_096
"""Sets of matching rules whose common effects are kept."""


class Engine:
    """Judges by `rules`, which are in visible order and numbered from 1."""

    def __init__(self, name: str, rules: Sequence[Rule], caps: Mapping[str, int], levels: Mapping[str, int]) -> None:
        self._name = name
        self._rules = rules
        self._caps = caps
        self._levels = levels
        self.compiled = Compiled(rules)
        test = self.compiled.test
        self.tests: dict[int, Test] = {rule.number: test(rule.when) for rule in rules if rule.mode != "off"}
        self._always: list[int] = []
        self._watched = 0
        self._watchers: list[tuple[int, ...]] = []
        self._shadow = frozenset(rule.number for rule in rules if rule.mode == "shadow")
        self._settled: dict[tuple[int, ...], Settled] = {}
        self._contests = contests(rules, test)
        self.asked = frozenset(self.compiled.asked)
        """Names of the facts that some rule asks for, of those that are not off."""
        self.windows = frozenset(self.compiled.facts.windows)
        """For how many minutes back some rule asks how often the customer wrote."""
        self._keeper = Keeper(self.asked, self.compiled.facts.attributes)
        self.tests |= {rule.number: test(rule.when) for rule in rules if rule.mode == "off"}
        self._watch_all()

    def judge(self, text: str, facts: Facts) -> Verdict:
        """Return the verdict on one message; the same for the same message, facts and rules."""
        normal = normalise(text[:MOST_JUDGED])
        seen = self.look(normal.text, facts)
        bits = seen.bits | self.compiled.facts.bits(facts, len(text))
        matched = self._matched(bits, seen)
        suggested = self._contested(bits, seen, matched) if self._contests else ()
        hits = [Hit(number, self._spans(number, bits, seen, normal)) for number in matched]
        if self._shadow:
            live = tuple(hit for hit in hits if hit.rule not in self._shadow)
            shadow = tuple(hit for hit in hits if hit.rule in self._shadow)
        else:
            live, shadow = tuple(hits), ()
        settled = self._settle(tuple(hit.rule for hit in live))
        return Verdict(
            rules=self._name,
            engine=ENGINE,
            facts=self._keeper.kept(facts),
            hits=live,
            shadow=shadow,
            tags=settled.tags,
            points=settled.points,
            priority=settled.priority,
            sla=settled.sla,
            route=settled.route,
            routes=settled.routes,
            articles=settled.articles,
            replies=settled.replies,
            untags=settled.untags,
            skills=settled.skills,
            auto=settled.auto,
            checks=settled.checks,
            flags=settled.flags,
            avoid_accused=settled.avoid_accused,
            suggested=tuple(tag for tag in suggested if tag not in settled.tags) if suggested else (),
        )

    def outcomes(self, text: str, facts: Facts) -> list[tuple[Contest, Outcome]]:
        """Return every contest with who stands where for one message."""
        seen = self.look(normalise(text[:MOST_JUDGED]).text, facts)
        bits = seen.bits | self.compiled.facts.bits(facts, len(text))
        return [(contest, contest.outcome(bits, seen)) for contest in self._contests]

    def matching(self, text: str, facts: Facts) -> tuple[int, ...]:
        """Return the numbers of the rules that match a message, those tried without effect too."""
        seen = self.look(normalise(text[:MOST_JUDGED]).text, facts)
        bits = seen.bits | self.compiled.facts.bits(facts, len(text))
        matched = self._matched(bits, seen)
        if self._contests:
            self._contested(bits, seen, matched)
        return tuple(matched)

    def effects(self, numbers: Sequence[int]) -> Settled:
        """Return what these rules, live and in visible order, do together."""
        return self._settle(tuple(numbers))

    def look(self, normal: str, facts: Facts) -> Sighting:
        """Return what is in a normalised text."""
        return self.compiled.sight.look(normal, facts)

    def _watch_all(self) -> None:
        """Note which rules to read when a bit is set, by its place: powers of two share 61 hashes."""
        watchers: dict[int, list[int]] = {}
        for rule in self._rules:
            if rule.mode == "off" or rule.contest:
                continue
            watched = self.tests[rule.number].watched()
            if watched is None:
                self._always.append(rule.number)
            for bit in watched or ():
                watchers.setdefault(bit.bit_length() - 1, []).append(rule.number)
        self._watched = joined(watchers)
        self._watchers = [tuple(watchers.get(place, ())) for place in range(max(watchers, default=-1) + 1)]

    def _matched(self, bits: int, seen: Sighting) -> list[int]:
        touched = set(self._always)
        for place in places(bits & self._watched):
            touched.update(self._watchers[place])
        tests = self.tests
        return [number for number in sorted(touched) if tests[number].holds(bits, seen)]

    def _contested(self, bits: int, seen: Sighting, matched: list[int]) -> Iterable[str]:
        """Add the rules that win a contest to `matched`; return the tags to suggest where none does."""
        suggested: dict[str, None] = {}
        for contest in self._contests:
            outcome = contest.outcome(bits, seen)
            if outcome.winner:
                insort(matched, outcome.winner)
            elif contest.mode == "live":
                suggested.update(
                    (tag, None) for number in outcome.suggested for tag in self._rules[number - 1].then.tags
                )
        return suggested

    def _spans(self, number: int, bits: int, seen: Sighting, normal: Normalised) -> tuple[Span, ...]:
        places: set[Span] = set()
        evidence = self.tests[number].evidence(bits, seen, places)
        if evidence:
            places |= seen.evidence(evidence)
        found = sorted(places)[:MOST_SPANS]
        return tuple(found) if normal.offsets is None else tuple(normal.span(*span) for span in found)

    def _settle(self, numbers: tuple[int, ...]) -> Settled:
        settled = self._settled.get(numbers)
        if settled is None:
            settled = settle([self._rules[number - 1] for number in numbers], self._caps, self._levels)
            if len(self._settled) < MOST_REMEMBERED:
                self._settled[numbers] = settled
        return settled
