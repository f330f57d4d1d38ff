"""Knowledge: articles are written, changed and retired; every version stays in the journal."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Article, stream_of

CONTENT = ("title", "body", "lang", "tags", "similar", "extra")


class PutArticle(Command, frozen=True):
    """Keep an article as it is given; the same content again changes nothing."""

    article: Article
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record what differs; refused without id or title, and when someone changed it since version `seen`."""
        given = self.article
        if not given.id.strip() or not given.title.strip():
            raise Refusal(Why.INPUT, "desk.article_untitled", article=given.id[:60])
        known = work.tx.article(given.id)
        if known is not None and self.seen is not None and known.version != self.seen:
            raise Refusal(Why.CONFLICT, "desk.article_changed", article=given.id)
        changed: dict[str, Any] = {
            name: getattr(given, name)
            for name in (*CONTENT, "retired")
            if known is None or getattr(given, name) != getattr(known, name)
        }
        if not changed:
            return
        kind = "article.written" if known is None else "article.changed"
        similar = changed.pop("similar", None)  # questions that customers asked are their own words
        body = {"set": {"similar": similar}} if similar is not None else None
        work.record(stream_of("article", given.id), kind, {"set": {**changed, "retired": int(given.retired)}}, body)
        work.say("desk.article_kept", article=given.id)


class LearnQuestion(Command, frozen=True):
    """An article answered this customer's question: it remembers it, at most so many, the newest last."""

    article: str
    question: str
    most: int = 20

    def decide(self, work: Work) -> None:
        """Record it in the erasable body, since it is a customer's own words."""
        known = work.tx.article(self.article)
        question = " ".join(self.question.split())[:200]
        if known is None:
            raise Refusal(Why.MISSING, "desk.no_article", article=self.article)
        if question and question not in known.similar:
            similar = (*known.similar, question)[-self.most :]
            work.record(stream_of("article", known.id), "article.learned", {}, {"set": {"similar": similar}})
