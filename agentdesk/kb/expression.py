"""Which articles a question is compared with, as an FTS5 expression."""

from collections.abc import Iterable, Mapping

from agentdesk.text.cut import MOST_TERMS
from agentdesk.text.pairs import Terms

MOST_ROWS = 2_000
"""Fields of articles that the rare terms of a question may bring in; each costs about 2 µs to rank."""
WORD_WEIGHT = 3
"""A word is named so many times, since its trigrams would outweigh it: .72 → .74 of reciprocal rank in English."""


def ranked_expression(terms: Terms, frequency: Mapping[str, int]) -> str | None:
    """An expression whose bm25 score ranks articles against a question; None when no article holds any of its terms.

    The rarest terms, until they bring in `MOST_ROWS` fields, choose the articles; all terms rank them. So a common
    character costs nothing where a rare word was said, and still counts. `frequency` says in how many fields each is.
    """
    known = sorted((term for term in terms.all if term in frequency), key=lambda term: frequency[term])[:MOST_TERMS]
    if not known:
        return None
    rare: list[str] = []
    rows = 0
    for term in known:
        rows += frequency[term]
        if rare and rows > MOST_ROWS:
            break
        rare.append(term)
    every = _any_of(_weighted(known, frozenset(terms.words)))
    return every if len(rare) == len(known) else f"({_any_of(rare)}) AND ({every})"


def _weighted(known: Iterable[str], words: frozenset[str]) -> Iterable[str]:
    for term in known:
        yield from [term] * (WORD_WEIGHT if term in words else 1)


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)
