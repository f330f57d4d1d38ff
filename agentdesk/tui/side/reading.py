"""What the side pane asks the search thread to do."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Article
from agentdesk.text import Safe, safe, safe_line

if TYPE_CHECKING:
    from agentdesk.desk import Desk

MOST_HITS = 30
SUGGESTED = 6
CANNED_MARK = "."
"""A query that begins so looks for canned replies."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the pane's list."""

    kind: str
    """"article" or "canned"."""
    id: str
    title: Safe
    snippet: Safe = safe("")
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the snippet the words sought stand."""
    text: Safe = safe("")
    """What a canned reply inserts."""
    used: int = 0


def found(desk: "Desk", query: str, lang: str, ticket: int | None, agent: str) -> tuple[Entry, ...]:
    """Return what a query finds; without one, what suits the ticket. `agent` signs canned replies."""
    if query.startswith(CANNED_MARK):
        return canned(desk, query[len(CANNED_MARK) :].strip(), lang, ticket, agent)
    if query.strip():
        hits = desk.kb.search(query, lang, limit=MOST_HITS)
    elif ticket is not None:
        hits = desk.kb.suggest(ticket, limit=SUGGESTED)
    else:
        return ()
    return tuple(
        Entry(
            kind="article",
            id=hit.id,
            title=safe_line(hit.title),
            snippet=safe_line(hit.snippet),
            spans=hit.spans,
            used=hit.used,
        )
        for hit in hits
    )


def canned(desk: "Desk", query: str, lang: str, ticket: int | None, agent: str) -> tuple[Entry, ...]:
    """Return the canned replies that suit a query, filled in for the ticket."""
    return tuple(
        Entry(
            kind="canned",
            id=reply.id,
            title=safe_line(reply.title),
            snippet=safe_line(reply.text),
            text=safe(reply.text),
        )
        for reply in desk.kb.canned(query, lang, ticket, agent)
    )


def article(desk: "Desk", entry: Entry) -> Article:
    """Read an article in full."""
    return desk.kb.article(entry.id)
