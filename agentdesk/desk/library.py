"""Bringing many articles into the desk."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.desk.verbs.knowledge import PutArticle
from agentdesk.model import Article

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk

BATCH = 200
"""Articles in one transaction."""


class Brought(msgspec.Struct, frozen=True):
    """What became of the articles that were brought in."""

    new: int = 0
    changed: int = 0
    same: int = 0


def bring_articles(
    desk: "Desk", articles: Sequence[Article], actor: str, progress: Callable[[int], None] = lambda done: None
) -> Brought:
    """Keep the articles, in durable batches; bringing the same again changes nothing. Raises `Refusal`.

    Past questions that an article here has learned stay with it, behind those that are brought.
    """
    total = Brought()
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        reader = desk.reader()
        known = {article.id: reader.article(article.id) for article in batch}
        done = desk.do(*(PutArticle(_with_learned(article, known[article.id])) for article in batch), actor=actor)
        new = sum(event.kind == "article.written" for event in done.events)
        changed = len(done.events) - new
        same = len(batch) - len(done.events)
        total = Brought(total.new + new, total.changed + changed, total.same + same)
        progress(start + len(batch))
    return total


def _with_learned(article: Article, known: Article | None) -> Article:
    learned = [question for question in known.similar if question not in article.similar] if known else []
    return msgspec.structs.replace(article, similar=(*article.similar, *learned)) if learned else article
