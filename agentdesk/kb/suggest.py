"""Suggesting articles for the ticket that is open."""

from collections.abc import Iterable, Sequence

from agentdesk.kb.hit import ArticleHit, Needles, hit_of, language_of, language_of_text
from agentdesk.kb.search import Question, ask, ranked_articles
from agentdesk.model import Article, Author, ChatMessage, Ticket
from agentdesk.store.protocol import Reader
from agentdesk.text.pairs import Terms, terms_of

_MESSAGE_WEIGHTS = (1.0, 0.5, 0.25)
"""What the customer's last message with substance counts, and the ones before it."""
_SIDE_WEIGHT = 0.3
"""What subject, category and tags count: they are general words."""
_LEAST = 4
"""A message with fewer characters (a word counts three) says nothing to search by."""
_FAINT = 0.3
"""Articles that score below this share of the best are left out."""
_LOOKED_AT = 20


def suggest(reader: Reader, ticket: Ticket, text: str | None, limit: int) -> tuple[ArticleHit, ...]:
    """Return those that the rules named, then those that answer the customer, in the ticket's language first."""
    messages = reader.messages(ticket.id) if text is None else ()
    said = [text] if text is not None else _with_substance(messages)
    asked = [(ask(reader, words), weight) for words, weight in _questions(ticket, said)]
    named = [article for name in ticket.articles if (article := reader.article(name)) and not article.retired]
    lang = ticket.lang or language_of_text(said[0] if said else ticket.preview)
    found = _scored(reader, asked, {article.id for article in named})
    ordered = sorted(found, key=lambda pair: (language_of(pair[0]) != lang, -pair[1], pair[0].id))
    question = asked[0][0] if asked else Question("", terms_of(""), {})
    needles = Needles(question.terms, question.frequency)
    return tuple(hit_of(article, needles) for article in [*named, *(article for article, _ in ordered)][:limit])


def _with_substance(messages: Sequence[ChatMessage]) -> list[str]:
    """Return the customer's messages that say something, the newest first."""
    said = (
        message.text for message in reversed(messages) if message.author == Author.CUSTOMER and not message.withdrawn
    )
    return [text for text in said if text and _says_something(terms_of(text[:200]))][: len(_MESSAGE_WEIGHTS)]


def _says_something(terms: Terms) -> bool:
    return len(terms.characters) + 3 * len(terms.words) >= _LEAST


def _questions(ticket: Ticket, said: Sequence[str]) -> list[tuple[str, float]]:
    asked = list(zip(said, _MESSAGE_WEIGHTS, strict=False))
    # Without a subject of the channel's the ticket bears the beginning of its first message.
    is_repeated = any(text.startswith(ticket.subject.rstrip("…")) for text in said)
    side = " ".join(("" if is_repeated else ticket.subject, ticket.category, *ticket.tags)).strip()
    return [*asked, (side, _SIDE_WEIGHT)] if side else asked


def _scored(reader: Reader, asked: Iterable[tuple[Question, float]], without: set[str]) -> list[tuple[Article, float]]:
    scores: dict[str, float] = {}
    articles: dict[str, Article] = {}
    for question, weight in asked:
        for article, score in ranked_articles(reader, question, _LOOKED_AT):
            articles[article.id] = article
            scores[article.id] = scores.get(article.id, 0.0) + weight * score
    best = max(scores.values(), default=0.0)
    return [(articles[name], score) for name, score in scores.items() if name not in without and score >= _FAINT * best]
