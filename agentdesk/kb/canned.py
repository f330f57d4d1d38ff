"""Canned replies: finding one by a few letters, and filling it in for a customer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.lang import Message, say
from agentdesk.text import fold

if TYPE_CHECKING:
    from agentdesk.rules.values import Reply

_FIELD = re.compile(r"\{(customer|agent)\}")
_LEAST_LIKE = 60.0
"""Of 100: less alike is not what was meant."""


class Canned(msgspec.Struct, frozen=True):
    """A canned reply, filled in."""

    id: str
    title: str
    """In the agent's language."""
    text: str
    """In the customer's language."""


def find_canned(replies: "Mapping[str, Reply]", query: str, suggested: Sequence[str]) -> "list[Reply]":
    """Return the replies that a query means, the nearest first; of equal ones, and without a query, suggested first.

    The query is compared with id, titles and tags; a reply whose text holds it comes behind those.
    """
    places = {name: place for place, name in enumerate(suggested)}
    sought = fold(query).strip()
    likeness = {name: _likeness(reply, sought) if sought else 100.0 for name, reply in replies.items()}
    kept = [name for name, like in likeness.items() if like >= _LEAST_LIKE]
    kept.sort(key=lambda name: (-likeness[name], places.get(name, len(places))))
    return [replies[name] for name in kept]


def fill(reply: "Reply", lang: str, titles_lang: str, customer: str, agent: str) -> Canned:
    """Return a reply with the names put in; a customer whose name is unknown is spoken to without one.

    An unknown agent's `{agent}` stays, so that it is seen and filled in by hand.
    """
    names = {"customer": customer or say(Message("kb.nameless"), lang), "agent": agent or "{agent}"}
    text = _FIELD.sub(lambda field: names[field[1]], reply.text.in_language(lang))
    return Canned(reply.id, reply.title.in_language(titles_lang), text)


def _likeness(reply: "Reply", sought: str) -> float:
    from rapidfuzz import fuzz

    names = [fold(name) for name in _names(reply)]
    if any(name.startswith(sought) for name in names):
        return 100.0
    if any(sought in name for name in names):
        return 95.0
    if any(sought in fold(text) for text in (reply.text.zh, reply.text.en)):
        return _LEAST_LIKE
    return max(fuzz.ratio(sought, word) for name in names for word in (name, *name.replace("-", " ").split()))


def _names(reply: "Reply") -> Iterable[str]:
    return (name for name in (reply.id, reply.title.zh, reply.title.en, *reply.tags) if name)
