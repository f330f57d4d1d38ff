"""The contract of every store: who has how much, what nobody owns, what was skipped."""

import re
from pathlib import Path
from typing import Any

import pytest

from agentdesk.model import NewEvent, Ticket
from agentdesk.store.protocol import Held, Reader
from agentdesk.store.queue import QueueQueries
from tests.store.stores import KINDS, Place, put, ticket

FREE: Any = {"state": "open", "team": "funds"}


def numbers(found: tuple[Ticket, ...]) -> list[int]:
    return [one.id for one in found]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_nobody_owns_comes_by_its_nearest_promise(tmp_path: Path, kind: str) -> None:
    with Place(tmp_path, KINDS[kind]).opened() as store:
        put(
            store,
            ticket(1, **FREE),
            ticket(2, **FREE, due_at=9),
            ticket(3, **FREE, due_at=5),
            ticket(4, **FREE, due_at=9),
        )
        put(store, ticket(5, **FREE, due_at=1, owner="a1"), ticket(6, state="solved", team="funds", due_at=1))
        put(store, ticket(7, state="open", due_at=1))
        reader = store.read()
        assert numbers(reader.backlog("funds", None, 9)) == [3, 2, 4, 1]
        assert numbers(reader.backlog("funds", None, 2)) == [3, 2]
        assert numbers(reader.backlog("funds", (9, 2), 9)) == [4, 1]
        assert numbers(reader.backlog(None, None, 9)) == [7]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_people_own_is_counted(tmp_path: Path, kind: str) -> None:
    with Place(tmp_path, KINDS[kind]).opened() as store:
        mine: Any = {"owner": "a1", "channel": "chat"}
        put(store, ticket(1, state="open", **mine), ticket(2, state="open", **mine), ticket(3, state="pending", **mine))
        put(store, ticket(4, state="solved", **mine), ticket(5, state="open", owner="a2"))
        put(store, ticket(6, state="open"), ticket(7, state="open", **mine, archived=1))
        reader: Reader = store.read()
        assert sorted(reader.held(("a1", "a3")), key=repr) == [
            Held("a1", "chat", "matter", "open", 2),
            Held("a1", "chat", "matter", "pending", 1),
        ]
        assert numbers(reader.owned("a1", 9)) == [1, 2, 3]
        assert numbers(reader.owned("a1", 2)) == [1, 2]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_was_skipped_is_known_for_a_while(tmp_path: Path, kind: str) -> None:
    with Place(tmp_path, KINDS[kind]).opened() as store:
        put(store, ticket(1, **FREE, data_skip={"agent": "a1", "until": 50}))
        put(store, ticket(2, **FREE, data_skip={"agent": "a2", "until": 99}))
        reader = store.read()
        assert (reader.skipped("a1", 49), reader.skipped("a1", 50)) == (frozenset({1}), frozenset())
        put(store, ticket(1, **FREE, data_skip={"agent": "a1", "until": 90}))
        assert store.read().skipped("a1", 60) == frozenset({1})


class Plans:
    """Notes how SQLite would answer."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.seen = connection, ""

    def execute(self, sql: str, given: tuple[object, ...] = ()) -> list[object]:
        """Look how it would be answered; find nothing."""
        rows = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        self.seen = " ".join(row[3] for row in rows)
        return []


def test_each_question_is_an_index_range(tmp_path: Path) -> None:
    with Place(tmp_path, KINDS["sqlite"]).opened() as store:
        put(store, NewEvent(stream="agent:a1", kind="agent.added", data={"set": {"active": 1}}))
        reader: Any = store.read()
        asked: Any = QueueQueries()
        plans = asked.connection = Plans(reader.connection)
        questions: dict[str, tuple[str, tuple[object, ...]]] = {
            "backlog_by_team": ("backlog", ("funds", (5, 1), 9)),
            "live_load": ("held", (("a1", "a2"),)),
            "live_by_owner": ("owned", ("a1", 9)),
            "skips_by_time": ("skipped", ("a1", 9)),
        }
        for index, (question, given) in questions.items():
            getattr(asked, question)(*given)
            assert re.search(rf"SEARCH \w+ USING (COVERING )?INDEX {index}", plans.seen), plans.seen
            assert "TEMP B-TREE" not in plans.seen
