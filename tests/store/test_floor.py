"""The contract of every store: the numbers of the floor are those of a plain count, and each stands in an index."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.store.driver import connect
from agentdesk.store.protocol import Store
from agentdesk.store.side import PRESENCE_MS, Side
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import KINDS, NOW, Place, put, ticket

_tickets = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(["open", "open", "pending", "solved", "closed"]),
            "team": st.sampled_from([None, "funds", "risk"]),
            "waiting_since": st.none() | st.integers(0, 9),
            "solved_at": st.none() | st.integers(0, 9),
            "archived": st.sampled_from([0, 0, 1]),
            "rated_team": st.sampled_from([None, "funds", "risk"]),
            "rated_at": st.none() | st.integers(0, 9),
            "rating": st.integers(1, 5),
        }
    ),
    max_size=12,
)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(rows=_tickets, team=st.sampled_from([None, "funds", "risk", "no such team"]), since=st.integers(0, 9))
def test_a_teams_numbers_are_a_plain_count(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[dict[str, Any]], team: str | None, since: int
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, *(ticket(number, **row) for number, row in enumerate(rows, 1)))
        reader = store.read()
        mine = [found for found in reader.history(100) if found.team == team and not found.archived]
        waits = [found.waiting_since for found in mine if found.state == "open" and found.waiting_since is not None]
        done = [found for found in mine if found.state in {"solved", "closed"} and found.solved_at is not None]
        solved = [found for found in done if found.solved_at is not None and found.solved_at >= since]
        assert reader.waits_since(team) == min(waits, default=None)
        assert reader.solved_since(team, since, 100) == len(solved)
        assert reader.solved_since(team, since, 2) == min(len(solved), 2)
        theirs = [found for found in reader.history(100) if found.rated_team == team and not found.archived]
        ratings = [found.rating or 0 for found in theirs if found.rated_at is not None and found.rated_at >= since]
        assert reader.rated_since(team, since, 100) == (len(ratings), sum(ratings))
        assert reader.rated_since(team, since, 1)[0] == min(len(ratings), 1)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(
    rows=st.lists(st.tuples(st.sampled_from(["customer", "agent", "bot", "note"]), st.integers(0, 9), st.booleans())),
    since=st.integers(0, 9),
    length=st.integers(0, 9),
)
def test_what_was_written_in_a_span_is_a_plain_count(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[tuple[str, int, bool]], since: int, length: int
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        for author, at, withdrawn in rows:
            message = {"author": author, "withdrawn": int(withdrawn)}
            put(store, msgspec.structs.replace(ticket(1, data_message=message), at=at))
        for author in ("customer", "agent"):
            wanted = [at for a, at, gone in rows if a == author and not gone and since <= at < since + length]
            assert store.read().written(author, since, since + length, 100) == len(wanted)
            assert store.read().written(author, since, since + length, 1) == min(len(wanted), 1)


def test_what_was_left_for_somebody_alone(store: Store) -> None:
    for at, audience in ((NOW, "a1"), (NOW + 1, "a2"), (NOW + 2, "a1"), (NOW + 3, None)):
        note = {"author": "note", "audience": audience}
        put(
            store, msgspec.structs.replace(ticket(1, {"message": {"text": f"at {at - NOW}"}}, data_message=note), at=at)
        )
    reader = store.read()
    assert [word.text for word in reader.whispered("a1", NOW - 1, 9)] == ["at 0", "at 2"]
    assert [word.text for word in reader.whispered("a1", NOW, 9)] == ["at 2"]
    assert len(reader.whispered("a1", NOW - 1, 1)) == 1
    assert reader.whispered("a3", 0, 9) == ()


def test_who_did_something_last_and_when(store: Store) -> None:
    put(store, ticket(1), actor="a1", now=NOW)
    put(store, ticket(2), actor="a2", now=NOW + 1)
    put(store, ticket(3), actor="a1", now=NOW + 2)
    assert store.read().latest_acts(10) == {"a1": NOW + 2, "a2": NOW + 1}
    assert store.read().latest_acts(1) == {"a1": NOW + 2}


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (
            "SELECT min(waiting_since) FROM tickets WHERE team = 'x' AND waiting_since IS NOT NULL AND "
            "state = 'open' AND archived = 0",
            "waiting_by_team",
        ),
        (
            "SELECT 1 FROM tickets WHERE team = 'x' AND solved_at IS NOT NULL AND state IN ('solved', 'closed') "
            "AND archived = 0 AND solved_at >= 5",
            "solved_by_team",
        ),
        (
            "SELECT id FROM tickets WHERE state IN ('open', 'pending', 'snoozed') AND archived = 0 AND state = 'open' "
            "AND owner = 'a1' ORDER BY lane, order_at, id",
            "live_by_owner",
        ),
        (
            "SELECT rating FROM tickets WHERE rated_team = 'x' AND rated_at IS NOT NULL AND archived = 0 "
            "AND rated_at >= 5",
            "rated_by_team",
        ),
        (
            "SELECT 1 FROM messages WHERE author = 'agent' AND author IN ('customer', 'agent') AND withdrawn = 0 "
            "AND at >= 5 AND at < 9",
            "COVERING messages_by_time",
        ),
        (
            "SELECT m.n FROM messages m WHERE m.audience IS NOT NULL AND m.audience = 'a1' AND m.at > 5 ORDER BY m.at",
            "whispers_by_time",
        ),
    ],
)
def test_no_number_of_the_floor_scans_the_tickets(sqlite: SqliteStore, question: str, index: str) -> None:
    connection = connect(sqlite.files.database, read_only=True)
    (plan,) = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}")]
    connection.close()
    covering, _, name = index.rpartition(" ")
    assert f"{covering} INDEX {name} (".lstrip() in plan
    assert plan.startswith("SEARCH")


def test_who_has_the_desk_on_the_screen(sqlite: SqliteStore) -> None:
    side = Side(sqlite.files.side)
    side.here("a1", 7, True, NOW)
    side.here("a2", None, False, NOW)
    side.here("a3", 9, False, NOW)
    side.gone("a3")
    assert [(sign.agent, sign.ticket, sign.typing) for sign in side.present(NOW)] == [
        ("a1", 7, True),
        ("a2", None, False),
    ]
    assert side.present(NOW + PRESENCE_MS) == ()
    side.close()


def test_since_when_a_ticket_is_open_on_a_screen(sqlite: SqliteStore) -> None:
    side = Side(sqlite.files.side)

    def since(now: int) -> int:
        return side.present(now)[0].since

    side.here("a1", 7, False, NOW)
    side.here("a1", 7, True, NOW + 20_000)
    assert since(NOW + 20_000) == NOW
    side.here("a1", 8, False, NOW + 30_000)
    assert since(NOW + 30_000) == NOW + 30_000
    side.here("a1", None, False, NOW + 31_000)
    side.here("a1", 8, False, NOW + 32_000)
    assert since(NOW + 32_000) == NOW + 32_000
    late = NOW + 32_000 + PRESENCE_MS
    side.here("a1", 8, False, late)
    assert since(late) == late
    side.close()
