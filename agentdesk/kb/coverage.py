"""How much of a question an article speaks of: what bm25, which adds up fields, does not ask."""

from collections.abc import Mapping
from math import log

from agentdesk.model import Article
from agentdesk.text import fold
from agentdesk.text.pairs import Terms, bare

_WEIGHT = 0.5
"""What an article that holds nothing of the question loses of its score; one that holds all of it loses nothing."""
_BODY = 400
"""Characters of the body that are looked at: a long one holds anything somewhere."""


class Coverage:
    """The terms of a question, rare ones counting more."""

    def __init__(self, terms: Terms, frequency: Mapping[str, int]) -> None:
        wanted = (*terms.characters, *terms.pairs, *terms.words)
        self._weights = {bare(term): 1 / log(2 + frequency.get(term, 0)) for term in wanted}
        self._total = sum(self._weights.values()) or 1.0

    def factor(self, article: Article) -> float:
        """Return what an article's score is multiplied by, from `1 - _WEIGHT` to 1."""
        text = fold("\n".join((article.title, *article.similar, article.body[:_BODY])))
        share = sum(weight for term, weight in self._weights.items() if term in text) / self._total
        return 1 - _WEIGHT + _WEIGHT * share
