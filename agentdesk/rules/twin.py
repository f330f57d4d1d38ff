"""Two rule sets asked at once: what both look for is looked for once, so comparing costs little more than judging."""

from collections.abc import Mapping, Sequence

import msgspec

from agentdesk.rules.engine import Engine
from agentdesk.rules.facts import Facts
from agentdesk.rules.problem import Place
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.settle import Settled, settle
from agentdesk.rules.values import (
    All,
    AnyOf,
    Condition,
    Effects,
    Elsewhere,
    NoneOf,
    Rule,
    Score,
    Stance,
    Tone,
    Within,
    Words,
)

NOWHERE = Place("")
MOST_REMEMBERED = 65_536
"""Sets of matching conditions whose effects are kept."""


class Pair(msgspec.Struct, frozen=True):
    """What two rule sets say of a message; `number` names equal pairs, 0 where none was given."""

    number: int
    then: Settled
    now: Settled


class Twin:
    """Tells what a rule set and another one say of the same message."""

    def __init__(self, then: RuleSet, now: RuleSet) -> None:
        union = _Union()
        self._sides = [(union.take(ruleset), ruleset) for ruleset in (then, now)]
        self._engine = Engine("", union.rules, {}, then.levels)
        self._known: dict[tuple[int, ...], Pair] = {}

    def judge(self, text: str, facts: Facts) -> Pair:
        """Return the effects of both rule sets on one message."""
        matched = self._engine.matching(text, facts)
        pair = self._known.get(matched)
        if pair is None:
            then, now = (_effects(numbers, ruleset, matched) for numbers, ruleset in self._sides)
            known = len(self._known) < MOST_REMEMBERED
            pair = Pair(len(self._known) + 1 if known else 0, then, now)
            if known:
                self._known[matched] = pair
        return pair


class _Union:
    """The conditions of several rule sets as rules without effects; equal conditions are one rule."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._known: dict[Condition, int] = {}
        self._sets = 0

    def take(self, ruleset: RuleSet) -> Mapping[int, list[int]]:
        """Take in a set's live rules; return their numbers by the number of the rule that stands for them here."""
        self._sets += 1
        found: dict[int, list[int]] = {}
        for rule in ruleset.rules:
            if rule.mode == "live":
                found.setdefault(self._number(rule), []).append(rule.number)
        return found

    def _number(self, rule: Rule) -> int:
        when = bare(rule.when)
        if rule.contest:  # who wins depends on the whole set
            return self._add(when, f"{self._sets} {rule.contest}", rule.lead)
        if when not in self._known:
            self._known[when] = self._add(when, "", 0.0)
        return self._known[when]

    def _add(self, when: Condition, contest: str, lead: float) -> int:
        number = len(self.rules) + 1
        self.rules.append(
            Rule(number=number, id=str(number), when=when, then=Effects(), place=NOWHERE, contest=contest, lead=lead)
        )
        return number


def _effects(numbers: Mapping[int, list[int]], ruleset: RuleSet, matched: Sequence[int]) -> Settled:
    found = sorted(rule for condition in matched for rule in numbers.get(condition, ()))
    return settle([ruleset.rule(number) for number in found], ruleset.caps, ruleset.levels)


def bare(condition: Condition) -> Condition:
    """Return a condition without what does not change its meaning: places and names of lists."""
    match condition:
        case Words() | Score() | Tone():
            return msgspec.structs.replace(condition, named=(), place=NOWHERE)
        case Stance(words=words, cues=cues):
            bare_cues = tuple((name, _bare_text(cue)) for name, cue in cues)
            return msgspec.structs.replace(condition, words=_bare_text(words), cues=bare_cues, place=NOWHERE)
        case Elsewhere(part=part):
            return msgspec.structs.replace(condition, part=bare(part), place=NOWHERE)
        case Within(parts=texts):
            return msgspec.structs.replace(condition, parts=tuple(map(bare, texts)), place=NOWHERE)
        case All(parts=parts) | AnyOf(parts=parts) | NoneOf(parts=parts):
            return msgspec.structs.replace(condition, parts=tuple(map(bare, parts)), place=NOWHERE)
        case _:
            return msgspec.structs.replace(condition, place=NOWHERE)


def _bare_text(words: Words) -> Words:
    return msgspec.structs.replace(words, named=(), place=NOWHERE)
