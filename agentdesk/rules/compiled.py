"""A rule set's conditions as bits, scanners and trees."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from agentdesk.rules.difficulty import DifficultyTest
from agentdesk.rules.fact_table import FactCondition, FactTable
from agentdesk.rules.problem import Place
from agentdesk.rules.regexes import widened
from agentdesk.rules.scanner import Scanner, Term
from agentdesk.rules.sighting import Sight
from agentdesk.rules.stance import StanceTest
from agentdesk.rules.tree import Every, Leaf, Near, Nothing, Other, Some, Test
from agentdesk.rules.values import (
    All,
    AnyOf,
    Condition,
    Difficulty,
    Elsewhere,
    NoneOf,
    Regex,
    Rule,
    Score,
    Stance,
    Tone,
    Within,
    Word,
    Words,
)
from agentdesk.rules.weights import ScoreTest, Weigher
from agentdesk.text.normalise import fold

_NOWHERE = Place("")
_NO_LIMIT = float("inf")
_ROUNDED = 0.01
"""A sum is rounded to two decimals before it is compared."""
TextLeaf = frozenset[Term] | str
"""What makes two text conditions the same: the words, or the pattern."""


def term_of(word: Word) -> Term:
    """Return `word` as it meets normalised text."""
    excepts = frozenset(fold(longer) for longer in word.excepts)
    return Term(fold(word.text), excepts, word.hidden, word.part)


class Compiled:
    """Every condition of `rules`, ready to be looked for; equal text conditions share one bit."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._text_bits: dict[TextLeaf, int] = {}
        self._terms: dict[Words, frozenset[Term]] = {}
        leaves = [leaf for rule in rules for leaf in leaves_of(rule.when)]
        for leaf in leaves:
            if isinstance(leaf, Words | Regex):
                self._text_bits.setdefault(self._key(leaf), 1 << len(self._text_bits))
        for rule in rules:
            if not rule.contest:  # those of a contest are all weighed, whatever the text holds
                for leaf in leaves_of(rule.when):
                    if isinstance(leaf, Score | Tone) and (tipping := tipping_of(leaf)):
                        self._text_bits.setdefault(tipping, 1 << len(self._text_bits))
        scores = dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Score | Tone | Difficulty))
        self._scores = {score: number for number, score in enumerate(scores)}
        self._first_fact = self._next = 1 << len(self._text_bits)
        self._fact_bits: dict[FactCondition, int] = {}
        self.facts = FactTable()
        self.asked = self.facts.asked
        """Names of the facts that some rule asks for."""
        self.sight = self._sight()

    def test(self, condition: Condition) -> Test:
        """Return the compiled condition."""
        match condition:
            case Words() | Regex():
                return Leaf(self.text_bit(condition), is_text=True)
            case Within(chars=chars, parts=texts):
                return Near([self.text_bit(part) for part in texts], chars)
            case Score() | Tone():
                return self.score(condition)
            case Difficulty():
                return self.difficulty(condition)
            case Elsewhere(where=where, part=part):
                self.asked.add(other_of(where))
                return Other(other_of(where), self.test(part), also=where == "any")
            case Stance():
                return self.stance(condition)
            case All(parts=parts):
                return Every([self.test(part) for part in parts], self._first_fact)
            case AnyOf(parts=parts):
                return Some([self.test(part) for part in parts])
            case NoneOf(parts=parts):
                return Nothing([self.test(part) for part in parts])
            case _:
                return Leaf(self._fact_bit(condition), is_text=False)

    def _fact_bit(self, condition: FactCondition) -> int:
        """Return the bit of a condition of facts; equal ones share it, wherever they stand."""
        key = msgspec.structs.replace(condition, place=_NOWHERE)
        if key not in self._fact_bits:
            self._fact_bits[key], self._next = self._next, self._next << 1
            self.facts.add(condition, self._fact_bits[key])
        return self._fact_bits[key]

    def text_bit(self, leaf: Words | Regex) -> int:
        """Return the bit that says `leaf` is in the text."""
        return self._text_bits[self._key(leaf)]

    def stance(self, condition: Stance) -> StanceTest:
        """Return the compiled condition of a subject's stance."""
        cues = {name: self.text_bit(words) for name, words in condition.cues}
        return StanceTest(self.text_bit(condition.words), cues, condition.wanted)

    def score(self, condition: Score | Tone) -> ScoreTest:
        """Return the compiled condition of a sum of weights."""
        number = self._scores[condition]
        tips = self._text_bits.get(tipping_of(condition), 0)
        if isinstance(condition, Score):
            return ScoreTest(self.sight.weigher, number, condition.least, condition.bias, tips=tips)
        return ScoreTest(self.sight.weigher, number, condition.least, most=condition.most, tips=tips)

    def difficulty(self, condition: Difficulty) -> DifficultyTest:
        """Return the compiled condition of how hard the matter looks."""
        self.asked.add("difficulty")
        return DifficultyTest(self._scores[condition], condition.least, condition.most)

    def terms(self, leaf: Words) -> frozenset[Term]:
        """Return the words of `leaf`, normalised."""
        found = self._terms.get(leaf)
        if found is None:
            found = self._terms[leaf] = frozenset(map(term_of, leaf.words))
        return found

    def _key(self, leaf: Words | Regex) -> TextLeaf:
        return self.terms(leaf) if isinstance(leaf, Words) else widened(leaf.pattern)

    def _sight(self) -> Sight:
        wanted: dict[Term, int] = {}
        patterns: list[tuple[str, int]] = []
        for leaf, bit in self._text_bits.items():
            if isinstance(leaf, str):
                patterns.append((leaf, bit))
            else:
                wanted.update({term: wanted.get(term, 0) | bit for term in leaf})
        hidden = [(term, bits) for term, bits in wanted.items() if term.can_hide]
        weigher = Weigher(
            [[(term_of(word), word.weight) for word in score.words if word.weight] for score in self._scores]
        )
        return Sight(Scanner(wanted.items()), Scanner(hidden), patterns, weigher)


def tipping_of(condition: Score | Tone) -> frozenset[Term]:
    """Return the words without one of which a sum is never enough; none where it may be enough without any word."""
    bias, most = (condition.bias, _NO_LIMIT) if isinstance(condition, Score) else (0.0, condition.most)
    if condition.least - bias > _ROUNDED:
        return frozenset(term_of(word) for word in condition.words if word.weight > 0)
    if most < -_ROUNDED:
        return frozenset(term_of(word) for word in condition.words if word.weight < 0)
    return frozenset()


def other_of(where: str) -> str:
    """Return which other text `in` means: "subject" or "earlier"."""
    return "earlier" if where == "any" else where


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions without parts, those inside `within` and `stance` included."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts) | NoneOf(parts=parts):
            yield from _leaves_of_many(parts)
        case Elsewhere(part=part):
            yield from leaves_of(part)
        case Within(parts=parts):
            yield from parts
        case Stance(words=words, cues=cues):
            yield words
            yield from (cue for _, cue in cues)
        case _:
            yield condition


def _leaves_of_many(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for condition in conditions:
        yield from leaves_of(condition)
