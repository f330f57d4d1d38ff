"""The queue: views of it, its order for one agent, and where a ticket stands."""

from collections.abc import Callable
from typing import Final

import msgspec

from agentdesk.clock import HOUR
from agentdesk.desk.filter.filter import Filter
from agentdesk.model import VIEWS, Agent, Ticket
from agentdesk.promises.order import DONE, REST, URGENT, WAITING, merge, place, window
from agentdesk.store.protocol import Reader, Scope

MOST_ROWS: Final = 2_000
"""How far a queue can be scrolled; beyond it a view says that there are more."""
LOOKED_AHEAD: Final = (4, 100, 10_000)
"""Among so many of the first tickets of a lane `next` looks for one that fits, the fewest first."""
MOST_COUNTED: Final = 1_000
BREACHING_WITHIN: Final = HOUR
LIVE: Final = ("open", "pending", "snoozed")
SIFTED: Final = frozenset({"followups", "tasks", "escalated"})
"""Views that are sifted even without a filter."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets, for whom. `name` is one of `VIEWS`; `teams` are the agent's, () for all of them.

    None among the teams stands for tickets that are no team's.
    """

    name: str
    agent: str = ""
    teams: tuple[str | None, ...] = ()
    filter: Filter = Filter()
    """What of it is looked for."""


class Window(msgspec.Struct, frozen=True):
    """A part of a view: its tickets from place `start` on, and how many the view holds (bounded; then `more`)."""

    tickets: tuple[Ticket, ...]
    start: int
    total: int
    more: bool


def scope_of(view: View, now: int = 0) -> Scope:
    """Return what the store is asked for a view; raises KeyError for a name that is none."""
    teams: tuple[str | None, ...] | None = view.teams or None
    scopes = {
        "mine": Scope(states=LIVE, owner=view.agent),
        "team": Scope(teams=teams),
        "unassigned": Scope(free=True, teams=(*teams, None) if teams else None),
        "waiting": Scope(states=LIVE, owner=view.agent, waiting=True),
        "breaching": Scope(teams=teams, due_before=now + BREACHING_WITHIN),
        "snoozed": Scope(states=LIVE, owner=view.agent, asleep=True),
        "all": Scope(),
        "solved": Scope(states=("solved", "closed")),
    }
    return scopes[view.name]


def is_sifted(view: View) -> bool:
    """Whether a view is found by sifting, within a budget, and not by an index range of its own."""
    return bool(view.filter.terms) or view.name in SIFTED


def queue_window(reader: Reader, view: View, start: int, size: int, turn: int, now: int) -> Window:
    """Return places `start` to `start + size` of a view, as it stands for an agent after `turn` pulls."""
    if is_sifted(view):
        from agentdesk.desk.sifting import sifted_window

        return sifted_window(reader, view, start, size, turn, now)
    scope = scope_of(view, now)
    bound = MOST_ROWS + 1
    if view.name == "breaching":
        total = reader.lane_count(scope, None, bound)
        return Window(reader.due(scope, size, start), start, min(total, MOST_ROWS), total > MOST_ROWS)
    urgent, rest = reader.lane_count(scope, URGENT, bound), reader.lane_count(scope, REST, bound)
    last = DONE if view.name == "solved" else WAITING
    behind = reader.lane_count(scope, last, bound) if scope.states != ("open",) else 0
    part = window(turn, start, size, urgent, rest)
    tickets = merge(
        reader.lane(scope, URGENT, part.urgent_count, part.urgent_from) if part.urgent_count else (),
        reader.lane(scope, REST, part.rest_count, part.rest_from) if part.rest_count else (),
        part.phase,
    )
    if behind and len(tickets) < size:
        tickets += reader.lane(scope, last, size - len(tickets), max(0, start - urgent - rest))
    total = urgent + rest + behind
    return Window(tuple(tickets), start, min(total, MOST_ROWS), total > MOST_ROWS)


def queue_rank(reader: Reader, view: View, ticket: Ticket, turn: int, now: int) -> int | None:
    """Return a ticket's place in a view, from 0; None when it is not in it or stands too far down."""
    if is_sifted(view):
        from agentdesk.desk.sifting import sifted_rank

        return sifted_rank(reader, view, ticket, turn, now)
    scope = scope_of(view, now)
    if view.name == "breaching":
        found = reader.due(scope, MOST_COUNTED)
        return next((index for index, other in enumerate(found) if other.id == ticket.id), None)
    index = reader.lane_rank(scope, ticket, MOST_ROWS + 1)
    if index is None or index > MOST_ROWS:
        return None
    if ticket.lane in (URGENT, REST):
        other = reader.lane_count(scope, REST if ticket.lane == URGENT else URGENT, 3 * index + 4)
        return place(ticket.lane, index, turn, other)
    return index + sum(reader.lane_count(scope, lane, MOST_ROWS + 1) for lane in (URGENT, REST))


def queue_head(reader: Reader, view: View, turn: int, fits: Callable[[Ticket], bool]) -> Ticket | None:
    """Return the ticket that `next` takes: the view's first that fits."""
    scope = scope_of(view)
    for most in LOOKED_AHEAD:
        found = merge(reader.lane(scope, URGENT, most), reader.lane(scope, REST, most), turn)
        head = next((ticket for ticket in found if fits(ticket)), None)
        if head is not None or len(found) < most:
            return head
    return None


def queue_counts(reader: Reader, agent: Agent, now: int) -> dict[str, int]:
    """Return how many tickets each view holds for an agent, counted to `MOST_COUNTED`."""
    views = {name: View(name=name, agent=agent.id, teams=agent.teams) for name in VIEWS if name != "solved"}
    return {name: _count(reader, view, now) for name, view in views.items()}


def _count(reader: Reader, view: View, now: int) -> int:
    if not is_sifted(view):
        return reader.lane_count(scope_of(view, now), None, MOST_COUNTED)
    from agentdesk.desk.sifting import sifted_count

    return sifted_count(reader, view, now, MOST_COUNTED)
