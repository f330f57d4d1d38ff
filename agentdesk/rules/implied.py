"""Whether one condition holding means that another one holds, as far as their form shows it."""

from agentdesk.rules.twin import bare
from agentdesk.rules.values import (
    Age,
    All,
    AnyOf,
    Attribute,
    Condition,
    Difficulty,
    Elsewhere,
    Fact,
    Length,
    NoneOf,
    Stance,
    Within,
    Words,
    Wrote,
)


def implies(condition: Condition, other: Condition) -> bool:
    """Whether `other` holds whenever `condition` does. False where their form does not tell."""
    return _implies(bare(condition), bare(other))


def never(condition: Condition) -> bool:
    """Whether a condition cannot hold: it wants something and wants the same not."""
    parts = _flat(condition)
    refused = [part for one in parts if isinstance(one, NoneOf) for part in one.parts]
    return any(implies(wanted, part) for wanted in parts if not isinstance(wanted, NoneOf) for part in refused)


def _flat(condition: Condition) -> list[Condition]:
    if isinstance(condition, All):
        return [deeper for part in condition.parts for deeper in _flat(part)]
    return [condition]


def _implies(one: Condition, other: Condition) -> bool:
    if one == other:
        return True
    if isinstance(one, AnyOf):
        return all(_implies(part, other) for part in one.parts)
    if isinstance(other, All):
        return all(_implies(one, part) for part in other.parts)
    if isinstance(other, AnyOf) and any(_implies(one, part) for part in other.parts):
        return True
    if isinstance(other, NoneOf) and isinstance(one, NoneOf):
        return all(any(_implies(part, less) for less in one.parts) for part in other.parts)
    if isinstance(one, All | Within):
        return any(_implies(part, other) for part in one.parts)
    if isinstance(one, Stance) and not isinstance(other, Stance):
        return _implies(one.words, other)
    return _narrower(one, other)


def _narrower(one: Condition, other: Condition) -> bool:
    match one, other:
        case Words(words=words), Words(words=more):
            return set(words) <= set(more)
        case Fact(name=name, values=values), Fact(name=same, values=more):
            return name == same and set(values) <= set(more)
        case Attribute(name=name, values=values), Attribute(name=same, values=more):
            return name == same and set(values) <= set(more)
        case Wrote(minutes=minutes), Wrote(minutes=same):
            return minutes == same and _inside(one, other)
        case Age(of=of), Age(of=same):
            return of == same and _inside(one, other)
        case (Length(), Length()) | (Difficulty(), Difficulty()):
            return _inside(one, other)
        case Elsewhere(where=where, part=part), Elsewhere(where=same, part=more):
            return where == same and _implies(part, more)
        case _:
            return False


def _inside(one: Condition, other: Condition) -> bool:
    ranges = (Wrote, Age, Length, Difficulty)
    assert isinstance(one, ranges)
    assert isinstance(other, ranges)
    return other.least <= one.least and one.most <= other.most
