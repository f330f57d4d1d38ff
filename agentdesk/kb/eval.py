"""How well search finds what should be found: queries with the articles that answer them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from agentdesk.kb.problem import Place, Problems, RuleErrors, read_object, read_text

DEPTH = 10
"""So many hits of each search are looked at."""


class Query(msgspec.Struct, frozen=True):
    """What a person typed, and the ids of the articles that answer it."""

    query: str
    relevant: tuple[str, ...]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of 1, each the mean over the queries."""

    queries: int
    mrr_10: float
    """One divided by the place of the first relevant article, 0 when none is among the first ten."""
    recall_1: float
    """Share of the relevant articles that are among the first one, five, ten."""
    recall_5: float
    recall_10: float


def evaluate(search: Callable[[str], Sequence[str]], queries: Iterable[Query]) -> Figures:
    """Return the figures of `search`, which gives the ids that a query finds, the best first."""
    asked = list(queries)
    found = [(list(search(query.query))[:DEPTH], frozenset(query.relevant)) for query in asked]
    return Figures(
        queries=len(asked),
        mrr_10=_mean([_reciprocal_rank(ids, relevant) for ids, relevant in found]),
        recall_1=_mean([_recall(ids[:1], relevant) for ids, relevant in found]),
        recall_5=_mean([_recall(ids[:5], relevant) for ids, relevant in found]),
        recall_10=_mean([_recall(ids, relevant) for ids, relevant in found]),
    )


def read_queries(path: Path) -> tuple[Query, ...]:
    """Return the queries of a file with one `{"query", "relevant": [ids]}` a line; raises `RuleErrors`."""
    problems = Problems()
    text = read_text(path, problems) or ""
    lines = enumerate(text.split("\n"), 1)
    found = [_query(Place(str(path), number), line, problems) for number, line in lines if line.strip()]
    if not found and not problems.errors():
        problems.error(Place(str(path)), "kb.no_queries")
    if problems.errors():
        raise RuleErrors(problems.sorted())
    return tuple(query for query in found if query is not None)


def _query(place: Place, line: str, problems: Problems) -> Query | None:
    given = read_object(place, line, problems)
    if given is None:
        return None
    try:
        return msgspec.convert({name: given.get(name) for name in Query.__struct_fields__}, Query)
    except msgspec.ValidationError:
        problems.error(place, "kb.bad_query")
        return None


def _reciprocal_rank(ids: Sequence[str], relevant: frozenset[str]) -> float:
    return next((1 / place for place, name in enumerate(ids, 1) if name in relevant), 0.0)


def _recall(ids: Sequence[str], relevant: frozenset[str]) -> float:
    return len(relevant.intersection(ids)) / len(relevant) if relevant else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
