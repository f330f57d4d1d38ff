"""Words with weights: the sum that each `score` condition gives a text, each word counted once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.rules.scanner import Around, Span, Term, arounds, bordered, edges_of, inside

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from agentdesk.rules.sighting import Sighting

Weights = Sequence[tuple[Term, float]]
"""The words of one `score` condition."""
HEAVIEST = 4
"""So many of the words that speak most for a sum are its evidence."""
_TINY = 1e-9
"""Sums of decimals are a little off; a limit counts as reached within this."""


class Weighed(msgspec.Struct, frozen=True):
    """A text on the scales: the sum of each condition, and where each word was found, by its number."""

    sums: list[float]
    hits: dict[int, list[Span]]


class Weigher:
    """Weighs a text by several conditions in one pass; `scores` are numbered from 0."""

    def __init__(self, scores: Sequence[Weights]) -> None:
        self._terms: list[Term] = []
        self._shares: list[list[tuple[int, float]]] = []
        self._variants: list[list[tuple[int, int, tuple[Around, ...]]]] = []
        self._count = len(scores)
        self._engine: AhoCorasick | None = None
        self._add(scores)

    def weigh(self, text: str) -> Weighed:
        """Return the sums for `text`, which is normalised."""
        hits = self._scan(text)
        sums = [0.0] * self._count
        for number in hits:
            for score, weight in self._shares[number]:
                sums[score] += weight
        return Weighed(sums, hits)

    def found(self, score: int, weighed: Weighed) -> list[tuple[str, float, list[Span]]]:
        """Return the words of one condition that were found, with weight and places, the heaviest first."""
        mine = [
            (self._terms[number].word, weight, spans)
            for number, spans in weighed.hits.items()
            for which, weight in self._shares[number]
            if which == score
        ]
        return sorted(mine, key=lambda one: (-abs(one[1]), one[0]))

    def _scan(self, text: str) -> dict[int, list[Span]]:
        hits: dict[int, list[Span]] = {}
        if self._engine is None:
            return hits
        for pattern, start, end in self._engine.find_matches_as_indexes(text, overlapping=True):
            for number, edge, around in self._variants[pattern]:
                if edge and not bordered(text, start, end, edge):
                    continue
                if around and inside(text, start, around):
                    continue
                hits.setdefault(number, []).append((start, end))
        return hits

    def _add(self, scores: Sequence[Weights]) -> None:
        numbers: dict[Term, int] = {}
        patterns: dict[str, int] = {}
        for score, words in enumerate(scores):
            for term, weight in words:
                number = numbers.setdefault(term, len(numbers))
                if number == len(self._terms):
                    self._know(term, number, patterns)
                self._shares[number].append((score, weight))
        if patterns:
            import ahocorasick_rs

            self._engine = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False)

    def _know(self, term: Term, number: int, patterns: dict[str, int]) -> None:
        self._terms.append(term)
        self._shares.append([])
        pattern = patterns.setdefault(term.word, len(patterns))
        if pattern == len(self._variants):
            self._variants.append([])
        self._variants[pattern].append((number, edges_of(term), arounds(term)))


class ScoreTest:
    """The sum of one condition reaches `least`."""

    def __init__(
        self,
        weigher: Weigher,
        score: int,
        least: float,
        bias: float = 0.0,
        most: float = float("inf"),
        tips: int = 0,
    ) -> None:
        """`tips` is the bit of the words without one of which the sum is never enough; 0 where it may be."""
        self._weigher = weigher
        self._score = score
        self.least = least
        self._most = most
        self._bias = bias
        self._tips = tips

    def sum(self, seen: "Sighting") -> float:
        """Return the sum for a text, to two decimals."""
        return round(seen.weighed.sums[self._score] + self._bias, 2)

    def reached(self, total: float) -> bool:
        """Whether a sum is enough."""
        return self.least - _TINY <= total <= self._most + _TINY

    def found(self, seen: "Sighting") -> list[tuple[str, float, list[Span]]]:
        """Return the words that were found, with weight and places in normalised text, the heaviest first."""
        return self._weigher.found(self._score, seen.weighed)

    def holds(self, bits: int, seen: "Sighting") -> bool:
        """Whether the sum is enough; most texts hold none of the words that could tip the scales."""
        if self._tips and not bits & self._tips:
            return False
        return self.reached(self.sum(seen))

    def evidence(self, bits: int, seen: "Sighting", windows: set[Span]) -> int:
        """The places of the words that speak most for it."""
        windows.update(self.places(seen))
        return 0

    def places(self, seen: "Sighting") -> list[Span]:
        """Return where the words that speak most for it stand, sorted."""
        speaking = [spans for _, weight, spans in self.found(seen) if weight > 0][:HEAVIEST]
        return sorted({span for spans in speaking for span in spans})

    def watched(self) -> frozenset[int] | None:
        """The words that tip the scales; None where the sum may be enough without any."""
        return frozenset((self._tips,)) if self._tips else None
