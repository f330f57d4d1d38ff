"""Views that a person saved or shares with a team: a name and a filter's text, kept beside the desk's history."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from agentdesk.desk.filter import Filter, Names, read_filter
from agentdesk.lang import Message, Name, Param, Refusal, Why
from agentdesk.model import VIEWS, Agent, Team
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
    """Its text: understood anew, with the names of the day, by whoever opens it."""
    team: str | None = None
    """The team that shares it, None for one's own."""


def names_of(reader: Reader, me: Agent | None) -> Names:
    """Return whom and what a filter can name."""
    called = reader.rules_brief(reader.rules_hash()[0]).names
    return Names(teams=reader.teams(), agents=reader.agents(), me=me, tags=reader.tags(MOST_TAGS), called=called)


class SavedViews:
    """One person's views, and those of their teams."""

    def __init__(self, side: Side, me: Agent, names: Callable[[Agent], Names]) -> None:
        self._side = side
        self._me = me
        self._names = names

    def all(self) -> tuple[SavedView, ...]:
        """Return them by name: one's own, then those of each team."""
        return (*self._own(), *self._shared())

    def _own(self) -> Iterator[SavedView]:
        for name, text in self._side.view_states(self._me.id, PREFIX).items():
            yield SavedView(name, text)

    def _shared(self) -> Iterator[SavedView]:
        for team in self._me.teams:
            for name, text in self._side.view_states(_holder(self._me, team), PREFIX).items():
                yield SavedView(name, text, team)

    def text(self, name: str) -> str:
        """Return a view's filter, one's own before a team's; raises `Refusal` with the nearest name."""
        known = self.all()
        for view in known:
            if view.name == name:
                return view.filter
        raise _no_view(name, tuple(view.name for view in known))

    def filter(self, text: str) -> Filter:
        """Return a text as this person's filter; raises `FilterError`."""
        return read_filter(text, self._names(self._me))

    def save(self, name: str, text: str, team: str | None = None) -> SavedView:
        """Keep a filter under a name, in place of another of that name, for oneself or for a team.

        Raises `Refusal`, `FilterError`.
        """
        self._may_share(team)
        named = " ".join(name.split())
        if not named or len(named) > MOST_CHARS or not named.isprintable():
            raise Refusal(Why.INPUT, "filter.bad_name", name=named[:MOST_CHARS], most=MOST_CHARS)
        if named in VIEWS:
            raise Refusal(Why.INPUT, "filter.name_taken", name=named)
        if not self.filter(text).terms:
            raise Refusal(Why.INPUT, "filter.empty")
        holder = _holder(self._me, team)
        known = self._side.view_states(holder, PREFIX)
        if named not in known and len(known) >= MOST_VIEWS:
            raise Refusal(Why.INPUT, "filter.too_many", most=MOST_VIEWS)
        self._side.save_view_state(holder, PREFIX + named, text.strip())
        return SavedView(named, text.strip(), team)

    def kept(self, view: SavedView) -> Message:
        """Return what is said of a view that was saved."""
        told: dict[str, Param] = {"name": view.name, "filter": view.filter}
        if view.team is None:
            return Message("filter.saved", told)
        return Message("filter.shared", told | {"team": self._called(view.team)})

    def drop(self, name: str, team: str | None = None) -> None:
        """Forget a view of one's own, or of a team; raises `Refusal` with the nearest name."""
        self._may_share(team)
        holder = _holder(self._me, team)
        if not self._side.drop_view_state(holder, PREFIX + name):
            raise _no_view(name, tuple(self._side.view_states(holder, PREFIX)))

    def _may_share(self, team: str | None) -> None:
        """Raises `Refusal` for a team that one is not in, unless one leads."""
        if team is not None and team not in self._me.teams and not self._me.leads:
            raise Refusal(Why.FORBIDDEN, "filter.not_your_team", team=self._called(team))

    def _called(self, team: str) -> Name:
        known = next((one for one in self._names(self._me).teams if one.id == team), Team(id=team))
        return Name(zh=known.shown("zh"), en=known.shown("en"))


def _holder(me: Agent, team: str | None) -> str:
    """Under whom views are kept: a person, or a team."""
    return me.id if team is None else f"team:{team}"


def _no_view(name: str, known: tuple[str, ...]) -> Refusal:
    if not known:
        return Refusal(Why.MISSING, "filter.no_views", name=name[:MOST_CHARS])
    from agentdesk.desk.nearest import nearest_word

    return Refusal(Why.MISSING, "filter.no_view", name=name[:MOST_CHARS], near=nearest_word(name, known))
