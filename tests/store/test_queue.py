"""The contract of every store: windows, counts and ranks of a queue are those of a plain sort."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import Ticket
from agentdesk.store.protocol import Reader, Scope
from tests.store.stores import KINDS, NOW, Place, put, ticket

ALL = 1_000_000

_tickets = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(["open", "open", "open", "pending", "snoozed", "solved", "closed"]),
            "owner": st.sampled_from([None, "a1", "a2"]),
            "team": st.sampled_from([None, "funds", "risk"]),
            "lane": st.integers(0, 1),
            "order_at": st.integers(-3, 3),
            "due_at": st.none() | st.integers(0, 5),
            "waiting_since": st.none() | st.just(NOW),
            "archived": st.sampled_from([0, 0, 0, 1]),
        }
    ),
    max_size=14,
)
_scopes = st.builds(
    Scope,
    states=st.sampled_from([("open",), ("open", "pending", "snoozed"), ("solved", "closed"), ("snoozed",)]),
    owner=st.sampled_from([None, None, "a1"]),
    free=st.booleans(),
    teams=st.none() | st.lists(st.sampled_from([None, "funds", "risk", "no such team"]), max_size=3).map(tuple),
    due_before=st.none() | st.integers(0, 5),
    waiting=st.booleans(),
)


def plain(tickets: tuple[Ticket, ...], scope: Scope) -> list[Ticket]:
    """The tickets of a scope, chosen one by one."""
    return [
        ticket
        for ticket in tickets
        if ticket.state in scope.states
        and not ticket.archived
        and (scope.owner is None or ticket.owner == scope.owner)
        and (not scope.free or ticket.owner is None)
        and (scope.teams is None or ticket.team in scope.teams)
        and (scope.due_before is None or (ticket.due_at is not None and ticket.due_at <= scope.due_before))
        and (not scope.waiting or ticket.waiting_since is not None)
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(rows=_tickets, scopes=st.lists(_scopes, min_size=1, max_size=4))
def test_a_queue_is_a_plain_sort(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[dict[str, Any]], scopes: list[Scope]
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, *(ticket(number, **row) for number, row in enumerate(rows, 1)))
        reader = store.read()
        everything = reader.history(ALL)
        assert [found.id for found in everything] == list(range(len(rows), 0, -1))
        for scope in scopes:
            chosen = plain(everything, scope)
            for lane in (0, 1):
                _same_lane(reader, scope, lane, sorted((t for t in chosen if t.lane == lane), key=_order))
            assert reader.lane_count(scope, None, ALL) == len(chosen)
            due = sorted((t for t in chosen if t.due_at is not None), key=lambda t: (t.due_at, t.id))
            assert list(reader.due(scope, ALL)) == due
            assert list(reader.due(scope, 2, 1)) == due[1:3]
            outside = [found for found in everything if found not in chosen]
            assert all(reader.lane_rank(scope, found, ALL) is None for found in outside)


def _order(found: Ticket) -> tuple[int, int]:
    return found.order_at, found.id


def _same_lane(reader: Reader, scope: Scope, lane: int, wanted: list[Ticket]) -> None:
    for offset, limit in product((0, 1, 5), (0, 1, 3, ALL)):
        assert list(reader.lane(scope, lane, limit, offset)) == wanted[offset : offset + limit]
    for limit in (0, 1, ALL):
        assert reader.lane_count(scope, lane, limit) == min(limit, len(wanted))
    for rank, found in enumerate(wanted):
        assert reader.lane_rank(scope, found, ALL) == rank
