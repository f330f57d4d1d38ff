"""Finding articles while a person types."""

import msgspec

from agentdesk.kb.coverage import Coverage
from agentdesk.kb.expression import ranked_expression
from agentdesk.kb.hit import ArticleHit, Needles, hit_of, language_of
from agentdesk.model import Article
from agentdesk.store.protocol import Reader
from agentdesk.text import fold
from agentdesk.text.cut import match_expression, runs_of
from agentdesk.text.pairs import Terms, terms_of

LONGEST_QUERY = 400
"""Characters of a question that are looked at."""
SHORT = 4
"""So many characters and words at most, and articles that hold all of them come first."""
ONE_WORD = 2
"""So many are one word in Chinese: where articles hold it, those that hold a part of it are noise."""
ENOUGH = 5
"""With fewer articles that hold all of it, those that hold some of it follow."""
_TITLE_BEGINS = 1.5
_SAME_LANGUAGE = 1.1
_NAMED, _TITLED, _WHOLE, _SOME = range(4)
"""How well an article answers: by its id, its whole title, all of the words, some of them."""


class Question(msgspec.Struct, frozen=True):
    """A question with what is known of its terms."""

    text: str
    terms: Terms
    frequency: dict[str, int]


class Ranked(msgspec.Struct, frozen=True):
    """An article with its rank: the lower first; within a rank the higher score."""

    article: Article
    rank: int
    score: float

    @property
    def order(self) -> tuple[int, float, int, str]:
        """The key to sort by."""
        return self.rank, -self.score, -self.article.used, self.article.id


def ask(reader: Reader, text: str) -> Question:
    """Return a question about `text`."""
    text = text[:LONGEST_QUERY]
    terms = terms_of(text)
    return Question(text, terms, reader.article_frequency(terms.all) if terms.all else {})


def search(reader: Reader, query: str, lang: str, limit: int) -> tuple[ArticleHit, ...]:
    """Return the articles that answer a query, the best first."""
    question = ask(reader, query)
    found = {ranked.article.id: ranked for ranked in _named(reader, question.text)}
    coverage = Coverage(question.terms, question.frequency)
    for ranked in _candidates(reader, question, limit, enough=1 if found else ENOUGH):
        found.setdefault(ranked.article.id, _weighed(ranked, question.text, lang, coverage))
    needles = Needles(question.terms, question.frequency)
    best = sorted(found.values(), key=lambda ranked: ranked.order)[:limit]
    return tuple(hit_of(ranked.article, needles) for ranked in best)


def ranked_articles(reader: Reader, question: Question, limit: int) -> tuple[tuple[Article, float], ...]:
    """Return the articles that share terms with a question, with their scores, the best first."""
    expression = ranked_expression(question.terms, question.frequency)
    return reader.search_articles(expression, limit) if expression else ()


def _named(reader: Reader, text: str) -> list[Ranked]:
    name = text.strip()
    found = reader.article(name) or reader.article(name.upper()) if name else None
    return [Ranked(found, _NAMED, 0.0)] if found is not None and not found.retired else []


def _candidates(reader: Reader, question: Question, limit: int, enough: int) -> list[Ranked]:
    most = max(limit, 20)
    found: list[Ranked] = []
    length = _length(question.text)
    if length <= SHORT:
        whole = match_expression(question.text, every=True)
        found = [Ranked(a, _WHOLE, score) for a, score in reader.search_articles(whole, most)] if whole else []
    if len(found) < (enough if length > ONE_WORD else 1):
        held = {ranked.article.id for ranked in found}
        some = ranked_articles(reader, question, most)
        found += [Ranked(article, _SOME, score) for article, score in some if article.id not in held]
    return found


def _length(text: str) -> int:
    """Return of how many characters and words a question is made."""
    return sum(len(run.text) if run.is_chinese else 1 for run in runs_of(text))


def _weighed(ranked: Ranked, query: str, lang: str, coverage: Coverage) -> Ranked:
    """Return it with what its title, its language and the share of the question that it holds do to its score."""
    title, sought = fold(ranked.article.title).strip(), fold(query).strip()
    score, rank = ranked.score * coverage.factor(ranked.article), ranked.rank
    if title == sought:
        rank = _TITLED
    elif title.startswith(sought):
        score *= _TITLE_BEGINS
    if lang and language_of(ranked.article) == lang:
        score *= _SAME_LANGUAGE
    return Ranked(ranked.article, rank, score)
