"""A filter as a value: what was typed, understood."""

import msgspec


class Term(msgspec.Struct, frozen=True):
    """One condition. `key` is a key of the language ("team", "wait", …), or "words" for free words.

    `op` is ":" (one of the values), "<", "<=", ">" or ">=". `values` are ids and the journal's own words, lengths
    in ms, counts, or texts; None stands for «none».
    """

    key: str
    op: str
    values: tuple[str | int | None, ...]
    negated: bool = False


class Filter(msgspec.Struct, frozen=True):
    """All terms hold; without any every open ticket passes."""

    terms: tuple[Term, ...] = ()
