"""Rules that compete: of a contest at most the best-scoring rule acts, and only where it is sure."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from agentdesk.rules.sighting import Sighting
from agentdesk.rules.tree import Test
from agentdesk.rules.values import All, Condition, Rule, Score
from agentdesk.rules.weights import ScoreTest

MOST_SUGGESTED = 3
"""So many of the best are suggested where none is sure."""


class Standing(msgspec.Struct, frozen=True):
    """How one rule of a contest did: its sum, and by how much it leads the next (negative: trails the first)."""

    rule: int
    sum: float
    lead: float


class Outcome(msgspec.Struct, frozen=True):
    """All rules of a contest that stand, the best first; `winner` is 0 when none is sure."""

    standings: tuple[Standing, ...]
    winner: int

    @property
    def suggested(self) -> tuple[int, ...]:
        """The rules whose tags a person may choose from; empty where one acts by itself."""
        if self.winner:
            return ()
        return tuple(standing.rule for standing in self.standings[:MOST_SUGGESTED] if standing.sum > 0)


class _Member(msgspec.Struct, frozen=True):
    number: int
    score: ScoreTest
    gate: Test | None
    """What must hold beside the score for the rule to take part."""
    lead: float


class Contest:
    """The rules of one contest; those under trial compete apart from those that are live."""

    def __init__(self, name: str, mode: str, rules: Sequence[Rule], compiled: Callable[[Condition], Test]) -> None:
        self.name = name
        self.mode = mode
        self._members = [_member(rule, compiled) for rule in rules]
        self._by_number = {member.number: member for member in self._members}

    def __contains__(self, number: object) -> bool:
        return number in self._by_number

    def outcome(self, bits: int, seen: Sighting) -> Outcome:
        """Return who stands where in a text whose true conditions are `bits`."""
        taking_part = [one for one in self._members if one.gate is None or one.gate.holds(bits, seen)]
        sums = sorted(((-one.score.sum(seen), one.number) for one in taking_part), key=lambda pair: pair)
        if not sums:
            return Outcome((), 0)
        best, number = -sums[0][0], sums[0][1]
        lead = round(best + (sums[1][0] if len(sums) > 1 else 0.0), 2)
        first = Standing(number, best, lead)
        others = (Standing(other, -minus, round(-minus - best, 2)) for minus, other in sums[1:])
        member = self._by_number[number]
        sure = best > 0 and member.score.reached(best) and lead >= member.lead
        return Outcome((first, *others), number if sure else 0)


def contests(rules: Sequence[Rule], compiled: Callable[[Condition], Test]) -> list[Contest]:
    """Return the contests of `rules`, in the order of their first rules; rules that are off take no part."""
    members: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        if rule.contest and rule.mode != "off":
            members.setdefault((rule.contest, rule.mode), []).append(rule)
    return [Contest(name, mode, many, compiled) for (name, mode), many in members.items()]


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that must all hold, one by one."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from parts_of(part)
    else:
        yield condition


def score_of(condition: Condition) -> Score | None:
    """Return the one score that a condition of a contest has; None when it has none or several."""
    scores = [part for part in parts_of(condition) if isinstance(part, Score)]
    return scores[0] if len(scores) == 1 else None


def _member(rule: Rule, compiled: Callable[[Condition], Test]) -> _Member:
    score = score_of(rule.when)
    test = compiled(score) if score is not None else None
    if not isinstance(test, ScoreTest):
        raise TypeError(rule.id)
    rest = tuple(part for part in parts_of(rule.when) if part is not score)
    return _Member(rule.number, test, compiled(All(rest, rule.place)) if rest else None, rule.lead)
