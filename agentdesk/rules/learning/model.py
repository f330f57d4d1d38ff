"""Weights by training: one linear score a tag, trained together so that the scores can be compared.

Multinomial logistic regression with a margin (softmax margin, Gimpel and Smith 2010) and an L2 penalty, over tf-idf of
the grams, each counted once, in rows of length one.
There is no intercept, so dividing a message's row by its length changes no order: the plain sum of `weight` over the
grams in a message ranks the tags as the model does. Needs numpy and scipy, the extra `agentdesk[learn]`.
"""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import msgspec

from agentdesk.lang import Refusal, Why
from agentdesk.rules.learning.grams import Gram, grams

PENALTY = 0.1
MARGIN = 3.0
"""By so much the right tag's score is to lead the others while training."""
LEAST_MESSAGES = 2
"""A gram must stand in so many messages."""
MOST_GRAMS = 50_000
"""The commonest that are looked at."""
LIGHTEST = 0.05
"""Weights below change little and are left out."""
ROUNDS = 60
STEPS = (1_000, 200, 50)
"""Words a tag at which is trained again on the way down."""
AGAINST = 0.5
"""How much a word that speaks against a tag counts when words are chosen, beside one that speaks for it."""


class Model(msgspec.Struct, frozen=True):
    """The weight of each gram (rows) for each tag (columns), to two decimals; 0 where the tag's list lacks it."""

    tags: tuple[str, ...]
    grams: tuple[Gram, ...]
    weights: Any
    """numpy array."""

    def words(self, tag: int) -> list[tuple[Gram, float]]:
        """Return the list of one tag, what speaks most for it first."""
        column = self.weights[:, tag]
        found = [(self.grams[row], float(column[row])) for row in column.nonzero()[0]]
        return sorted(found, key=lambda word: (-word[1], word[0]))

    def sums(self, bags: Sequence[set[Gram]]) -> Any:
        """Return the sum of each tag (columns) for each message (rows), as the engine adds it up."""
        return _matrix(bags, {gram: row for row, gram in enumerate(self.grams)}) @ self.weights


def require() -> None:
    """Raise `Refusal` where the extra is not installed."""
    if find_spec("scipy") is None or find_spec("numpy") is None:
        raise Refusal(Why.INPUT, "rules.learn_extra")


def bags_of(texts: Sequence[str]) -> list[set[Gram]]:
    """Return the grams of each text."""
    return [grams(text) for text in texts]


def train(bags: Sequence[set[Gram]], labels: Sequence[str], terms: int | None = None) -> Model:
    """Return the weights that tell the labels apart, with at most `terms` words a tag."""
    return next(model for _, model in train_sizes(bags, labels, (terms,)))


def train_sizes(
    bags: Sequence[set[Gram]], labels: Sequence[str], sizes: Sequence[int | None]
) -> Iterator[tuple[int | None, Model]]:
    """Yield each size with its model, the largest first; None is without a bound.

    Words are left out step by step and the rest is trained again, so that smaller sizes cost one training more.
    """
    import numpy as np

    tags = tuple(sorted(set(labels)))
    known = _known(bags)
    present = _matrix(bags, {gram: row for row, gram in enumerate(known)})
    right = np.array([tags.index(label) for label in labels])
    rarity = 1.0 + np.log((1 + len(bags)) / (1 + np.asarray(present.sum(axis=0)).ravel()))
    length = np.sqrt(np.maximum(present @ (rarity**2), 1e-9))
    rows = present.multiply(rarity[None, :]).multiply(1.0 / length[:, None]).tocsr()
    chosen = np.ones((len(known), len(tags)), bool)
    weights = _fit(rows, right, chosen)
    scale = rarity[:, None] / np.median(length)
    if None in sizes:
        yield None, _model(tags, known, weights * scale)
    bounds = {size for size in sizes if size is not None}
    for most in sorted({*bounds, *(step for step in STEPS if step > min(bounds))}, reverse=True) if bounds else ():
        chosen &= _heaviest(weights, present, right, most)
        weights = _fit(rows, right, chosen)
        if most in bounds:
            yield most, _model(tags, known, weights * scale)


def _model(tags: tuple[str, ...], known: Sequence[Gram], weights: Any) -> Model:
    import numpy as np

    found = np.round(weights, 2)
    found[np.abs(found) < LIGHTEST] = 0.0
    kept = np.flatnonzero(np.abs(found).sum(axis=1))
    return Model(tags, tuple(known[row] for row in kept.tolist()), np.clip(found[kept], -100, 100))


def _known(bags: Sequence[set[Gram]]) -> list[Gram]:
    count: dict[Gram, int] = {}
    for bag in bags:
        for gram in bag:
            count[gram] = count.get(gram, 0) + 1
    often = [gram for gram, times in count.items() if times >= LEAST_MESSAGES]
    return sorted(sorted(often, key=lambda gram: (-count[gram], gram))[:MOST_GRAMS])


def _matrix(bags: Sequence[set[Gram]], row_of: dict[Gram, int]) -> Any:
    """Return messages by grams: 1 where the gram stands in the message."""
    import numpy as np
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    columns: list[int] = []
    ends = [0]
    for bag in bags:
        columns.extend(sorted(row_of[gram] for gram in bag if gram in row_of))
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(bags), len(row_of)))


def _fit(rows: Any, right: Any, chosen: Any) -> Any:
    """Return the weights, zero where not `chosen`, that make the right tags likeliest."""
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    places = np.flatnonzero(chosen.ravel())
    turned = rows.T.tocsr()
    everyone = np.arange(len(right))
    whole = np.zeros(chosen.size)

    def loss(free: Any) -> tuple[float, Any]:
        whole[places] = free
        scores = rows @ whole.reshape(chosen.shape)
        scores[everyone, right] -= MARGIN
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        missed = float((np.log(total[:, 0]) - scores[everyone, right]).sum())
        likely /= total
        likely[everyone, right] -= 1.0
        slope = (turned @ likely).ravel()[places] + PENALTY * free
        return missed + 0.5 * PENALTY * float(free @ free), slope

    found = minimize(loss, np.zeros(len(places)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "maxcor": 6})
    weights = np.zeros(chosen.size)
    weights[places] = found.x
    return weights.reshape(chosen.shape)


def _heaviest(weights: Any, present: Any, right: Any, most: int) -> Any:
    """Return which grams each tag keeps: those that weigh much and are often there, with the tag above all."""
    import numpy as np

    theirs = np.eye(weights.shape[1])[right]
    often = np.sqrt(present.T @ theirs + 0.3 * np.asarray(present.sum(axis=0)).reshape(-1, 1))
    worth = np.where(weights > 0, weights, -AGAINST * weights) * often
    chosen = np.zeros(weights.shape, bool)
    np.put_along_axis(chosen, np.argsort(-worth, axis=0, kind="stable")[:most], True, axis=0)
    return chosen
