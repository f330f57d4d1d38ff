"""The knowledge base as the desk asks it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from agentdesk.kb.canned import Canned, fill, find_canned
from agentdesk.kb.hit import ArticleHit, language_of_text
from agentdesk.lang import Refusal, Why
from agentdesk.model import Article, Author, Ticket
from agentdesk.store.protocol import Reader, Store

if TYPE_CHECKING:
    from agentdesk.rules.values import Reply


class Knowledge:
    """Finds articles and canned replies; cheap to make, and any thread may use it."""

    def __init__(self, store: Store, replies: "Callable[[], Mapping[str, Reply]]") -> None:
        """`replies` gives the canned replies in force; it may raise `Refusal` when there are no rules yet."""
        self._store = store
        self._replies = replies

    def search(self, query: str, lang: str = "", limit: int = 20) -> tuple[ArticleHit, ...]:
        """Return the articles that answer what was typed so far, the best first; `lang` is the language preferred.

        A short query finds what holds all of it first, a longer one what holds most of it. An id finds itself.
        """
        from agentdesk.kb.search import search

        with self._store.snapshot() as reader:
            return search(reader, query, lang, limit)

    def suggest(self, ticket: Ticket | int, text: str | None = None, limit: int = 5) -> tuple[ArticleHit, ...]:
        """Return the articles that suit a ticket: those that the rules named, then those that answer its customer.

        The customer's last message that says something counts most; with `text` that is asked instead.
        """
        from agentdesk.kb.suggest import suggest

        with self._store.snapshot() as reader:
            found = reader.ticket(ticket) if isinstance(ticket, int) else ticket
            return suggest(reader, found, text, limit) if found is not None else ()

    def article(self, article: str) -> Article:
        """Return an article; raises `Refusal` when there is none."""
        found = self._store.read().article(article)
        if found is None:
            raise Refusal(Why.MISSING, "kb.no_article", article=article[:60])
        return found

    def canned(
        self, query: str, lang: str, ticket: Ticket | int | None = None, agent_name: str = ""
    ) -> tuple[Canned, ...]:
        """Return the canned replies that a query means, filled in for the ticket's customer, in that one's language.

        Those that the rules suggested for the last message come first among equals. `lang` is the agent's language;
        without `agent_name` the ticket's owner signs.
        """
        try:
            replies = self._replies()
        except Refusal:
            return ()
        with self._store.snapshot() as reader:
            found = reader.ticket(ticket) if isinstance(ticket, int) else ticket
            suggested = _suggested_replies(reader, found.id) if found is not None else ()
            agent = agent_name or _owner_name(reader, found)
        customer = found.customer_name if found is not None else ""
        speaks = _speaks(found) or lang
        return tuple(fill(reply, speaks, lang, customer, agent) for reply in find_canned(replies, query, suggested))


def _suggested_replies(reader: Reader, ticket: int) -> tuple[str, ...]:
    for message in reversed(reader.messages(ticket)):
        if message.author == Author.CUSTOMER and message.verdict is not None:
            return message.verdict.replies
    return ()


def _owner_name(reader: Reader, ticket: Ticket | None) -> str:
    owner = reader.agent(ticket.owner) if ticket is not None and ticket.owner else None
    return owner.shown if owner is not None else ""


def _speaks(ticket: Ticket | None) -> str:
    return "" if ticket is None else ticket.lang or language_of_text(ticket.preview)
