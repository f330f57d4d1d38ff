"""Search of tickets: by number, by the customer's name, by the words of their messages."""

import msgspec

from agentdesk.desk.sifting import sifted_names
from agentdesk.model import ChatMessage, Ticket
from agentdesk.store.protocol import Reader
from agentdesk.text import fold
from agentdesk.text.cut import match_expression, runs_of

WIDER = 4
"""So many times as many of the newest messages are looked through where none holds all the words."""


class Found(msgspec.Struct, frozen=True):
    """A ticket that a search found, and the words around the hit."""

    ticket: Ticket
    snippet: str


def search(reader: Reader, query: str, limit: int, now: int) -> tuple[Found, ...]:
    """Return what `Desk.find` finds."""
    number = query.strip().lstrip("#")
    named = reader.ticket(int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
    found = [Found(named, named.preview)] if named else []
    if query.strip() and not number.isdigit():
        called = sifted_names(reader, query.strip(), limit, now)
        found += [Found(ticket, ticket.subject or ticket.preview) for ticket in called]
    known = {one.ticket.id for one in found}
    hits = [(ticket, message) for ticket, message in _hits(reader, query, limit) if ticket.id not in known]
    found += [Found(ticket, _around(message.text or "", query)) for ticket, message in hits]
    return tuple(found[:limit])


def _hits(reader: Reader, query: str, limit: int) -> list[tuple[Ticket, ChatMessage]]:
    """Return messages with all the words; else, of a longer query, those with most of them first."""
    every, some = match_expression(query, every=True), match_expression(query)
    if every is None or some is None:
        return []
    if hits := reader.search_messages(every, limit):
        return list(hits)
    parts = _parts(query)
    counted = [
        (sum(part in fold(hit[1].text or "") for part in parts), hit)
        for hit in reader.search_messages(some, WIDER * limit)
    ]
    best = max((count for count, _ in counted), default=0)
    return [hit for count, hit in sorted(counted, key=lambda one: -one[0]) if count or not best]


def _parts(query: str) -> frozenset[str]:
    """Return the words of a query, and of its Chinese the pairs of neighbours: one sign alone says little."""
    runs = runs_of(query)
    pairs = (run.text[at : at + 2] for run in runs if run.is_chinese for at in range(max(len(run.text) - 1, 1)))
    return frozenset((*pairs, *(run.text for run in runs if not run.is_chinese)))


def _around(text: str, query: str, chars: int = 40) -> str:
    at = max(0, text.lower().find(query.strip().lower()[:20]))
    start = max(0, at - chars // 2)
    return " ".join(text[start : start + 4 * chars].split())
