"""What is not history: drafts, presence, view settings, leases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.store.side import LEASE_MS, PRESENCE_MS, Draft, Presence, Side
from tests.store.stores import NOW


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Side]:
    """An empty side database."""
    opened = Side(tmp_path / "side.db")
    yield opened
    opened.close()


def test_a_draft_is_kept_until_it_is_emptied_or_dropped(side: Side, tmp_path: Path) -> None:
    side.save_draft("a1", 7, "reply", "您好", NOW)
    side.save_draft("a1", 7, "note", "您好，", NOW + 1)
    side.save_draft("a2", 7, "reply", "mine", NOW)
    side.save_draft("a1", 8, "reply", "another", NOW)
    again = Side(tmp_path / "side.db")
    assert again.draft("a1", 7) == Draft("note", "您好，", NOW + 1)
    again.close()
    assert side.drafts("a1") == (7, 8)
    side.save_draft("a1", 7, "note", "", NOW + 2)
    side.drop_draft("a1", 8)
    assert side.drafts("a1") == ()
    assert side.draft("a2", 7) == Draft("reply", "mine", NOW)


def test_who_looks_at_a_ticket_is_known_for_a_while(side: Side) -> None:
    side.here("a1", 7, False, NOW)
    side.here("a2", 7, True, NOW + 10)
    assert side.viewers(7, NOW + 10) == (Presence("a1", False), Presence("a2", True))
    side.here("a2", 8, False, NOW + 20)
    assert side.viewers(7, NOW + PRESENCE_MS - 1) == (Presence("a1", False),)
    assert side.viewers(7, NOW + PRESENCE_MS) == ()


def test_a_view_is_remembered_for_each_person(side: Side) -> None:
    side.save_view_state("a1", "queue", "mine")
    side.save_view_state("a1", "queue", "team")
    assert (side.view_state("a1", "queue"), side.view_state("a2", "queue")) == ("team", "")


def test_what_an_agent_has_seen_of_a_ticket_is_remembered_until_it_is_erased(side: Side) -> None:
    side.mark_seen("a1", 7, 2)
    side.mark_seen("a1", 7, 5)
    side.mark_seen("a2", 7, 1)
    assert side.seen("a1", (7, 8)) == {7: 5}
    side.forget_ticket(7)
    assert side.seen("a1", (7,)) == side.seen("a2", (7,)) == {}


def test_a_lease_has_one_holder_until_it_runs_out(side: Side) -> None:
    assert side.take_lease("keeper", "one", "ann@desk", NOW)
    assert not side.take_lease("keeper", "two", "bo@desk", NOW + LEASE_MS - 1)
    assert side.take_lease("keeper", "one", "ann@desk", NOW + 1_000)
    assert not side.take_lease("keeper", "two", "bo@desk", NOW + LEASE_MS)
    assert side.lease("keeper", NOW + LEASE_MS) == "ann@desk"
    assert side.lease("keeper", NOW + 1_000 + LEASE_MS) is None
    assert side.take_lease("keeper", "two", "bo@desk", NOW + 1_000 + LEASE_MS)
    side.drop_lease("keeper", "one")
    assert side.lease("keeper", NOW + 1_000 + LEASE_MS) == "bo@desk"
    side.drop_lease("keeper", "two")
    assert side.lease("keeper", NOW + 1_000 + LEASE_MS) is None
