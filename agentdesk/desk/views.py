"""Views that a person saved: a name and a filter's text, kept beside the desk, not in its history."""

from collections.abc import Callable
from typing import Final

import msgspec

from agentdesk.desk.filter import Filter, Names, read_filter
from agentdesk.lang import Refusal, Why
from agentdesk.model import VIEWS, Agent
from agentdesk.store.protocol import Reader
from agentdesk.store.side import Side

PREFIX: Final = "saved:"
MOST_CHARS: Final = 30
MOST_VIEWS: Final = 50
MOST_TAGS: Final = 500
"""So many tags are offered."""


class SavedView(msgspec.Struct, frozen=True):
    """A filter under a name."""

    name: str
    filter: str
    """Its text: understood anew, with the names of the day, whenever it is opened."""


def names_of(reader: Reader, me: Agent | None) -> Names:
    """Return whom and what a filter can name."""
    called = reader.rules_brief(reader.rules_hash()[0]).names
    return Names(teams=reader.teams(), agents=reader.agents(), me=me, tags=reader.tags(MOST_TAGS), called=called)


class SavedViews:
    """One person's views."""

    def __init__(self, side: Side, me: Agent, names: Callable[[Agent], Names]) -> None:
        self._side = side
        self._me = me
        self._names = names

    def all(self) -> tuple[SavedView, ...]:
        """Return them by name."""
        return tuple(SavedView(name, text) for name, text in self._side.view_states(self._me.id, PREFIX).items())

    def text(self, name: str) -> str:
        """Return a view's filter; raises `Refusal` with the nearest name."""
        known = self._side.view_states(self._me.id, PREFIX)
        if name not in known:
            raise _no_view(name, tuple(known))
        return known[name]

    def filter(self, text: str) -> Filter:
        """Return a text as this person's filter; raises `FilterError`."""
        return read_filter(text, self._names(self._me))

    def save(self, name: str, text: str) -> SavedView:
        """Keep a filter under a name, in place of another of that name; raises `Refusal`, `FilterError`."""
        named = " ".join(name.split())
        if not named or len(named) > MOST_CHARS or not named.isprintable():
            raise Refusal(Why.INPUT, "filter.bad_name", name=named[:MOST_CHARS], most=MOST_CHARS)
        if named in VIEWS:
            raise Refusal(Why.INPUT, "filter.name_taken", name=named)
        if not self.filter(text).terms:
            raise Refusal(Why.INPUT, "filter.empty")
        known = self._side.view_states(self._me.id, PREFIX)
        if named not in known and len(known) >= MOST_VIEWS:
            raise Refusal(Why.INPUT, "filter.too_many", most=MOST_VIEWS)
        self._side.save_view_state(self._me.id, PREFIX + named, text.strip())
        return SavedView(named, text.strip())

    def drop(self, name: str) -> None:
        """Forget a view; raises `Refusal` with the nearest name."""
        if not self._side.drop_view_state(self._me.id, PREFIX + name):
            raise _no_view(name, tuple(view.name for view in self.all()))


def _no_view(name: str, known: tuple[str, ...]) -> Refusal:
    if not known:
        return Refusal(Why.MISSING, "filter.no_views", name=name[:MOST_CHARS])
    from agentdesk.desk.nearest import nearest_word

    return Refusal(Why.MISSING, "filter.no_view", name=name[:MOST_CHARS], near=nearest_word(name, known))
