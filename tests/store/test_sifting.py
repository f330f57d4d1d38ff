"""The contract of sifting: what passes is what a plain look at every ticket finds, and no table is ever scanned."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import NewEvent, Ticket
from agentdesk.store.protocol import Reader
from agentdesk.store.queries import Queries
from agentdesk.store.sieve import Check, Clause, Sieve
from agentdesk.store.sifting import plans
from tests.store.stores import KINDS, Place, put, ticket

ALL = 1_000_000
LANES = {"open": (0, 1), "pending": (2,), "snoozed": (2,), "solved": (3,), "closed": (3,)}
AMOUNTS = ("due_at", "waiting_since", "created_at", "messages", "follow_up_at", "escalated_at")


@st.composite
def _rows(draw: st.DrawFn) -> dict[str, Any]:
    state = draw(st.sampled_from(["open", "open", "open", "pending", "snoozed", "solved", "closed"]))
    amounts = {name: draw(st.none() | st.integers(0, 4)) for name in AMOUNTS}
    return {
        "state": state,
        "lane": draw(st.sampled_from(LANES[state])),
        "order_at": draw(st.integers(-3, 3)),
        "owner": draw(st.sampled_from([None, "a1", "a2"])),
        "team": draw(st.sampled_from([None, "funds", "risk"])),
        "tags": draw(st.lists(st.sampled_from(["x", "y"]), unique=True)),
        "tier": draw(st.sampled_from(["ordinary", "vip"])),
        "subject": draw(st.sampled_from(["", "退款 Refund", "换货"])),
        "archived": draw(st.sampled_from([0, 0, 0, 1])) if state in ("solved", "closed") else 0,
        "task": draw(st.sampled_from([None, None, "funds", "risk"])),
        **amounts,
        "created_at": amounts["created_at"] or 0,
        "messages": amounts["messages"] or 0,
    }


_choices = st.sampled_from(
    [("owner", (None, "a1", "a2")), ("team", (None, "funds", "risk")), ("tier", ("vip", "none such"))]
)


@st.composite
def _checks(draw: st.DrawFn) -> Check:
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return Check(
            draw(st.sampled_from(AMOUNTS)), draw(st.sampled_from(["<", "<=", ">", ">="])), (draw(st.integers(0, 4)),)
        )
    if kind == 1:
        return Check("tag", "in", tuple(draw(st.lists(st.sampled_from([None, "x", "y"]), min_size=1, unique=True))))
    if kind == 2:
        return Check("task", "in", tuple(draw(st.lists(st.sampled_from(["funds", "risk"]), max_size=2, unique=True))))
    if kind == 3:
        return draw(
            st.sampled_from(
                [Check("words", "holds", ("refund",)), Check("follow_up_at", "is"), Check("escalated_at", "is")]
            )
        )
    field, values = draw(_choices)
    return Check(field, "in", tuple(draw(st.lists(st.sampled_from(values), min_size=1, unique=True))))


_clauses = st.builds(Clause, st.lists(_checks(), min_size=1, max_size=2).map(tuple), negated=st.booleans())
_sieves = st.builds(
    Sieve,
    states=st.lists(st.sampled_from(list(LANES)), min_size=1, unique=True).map(tuple),
    clauses=st.lists(_clauses, max_size=3).map(tuple),
)


def holds(check: Check, found: Ticket, tasks: dict[int, str]) -> bool:
    """Whether a check is so, looked at plainly."""
    if check.field == "tag":
        return bool(set(check.values) & set(found.tags)) or (None in check.values and not found.tags)
    if check.field == "task":
        return found.id in tasks and (not check.values or tasks[found.id] in check.values)
    if check.field == "words":
        return any(str(value).lower() in found.subject.lower() for value in check.values)
    value = getattr(found, check.field)
    if check.op == "in":
        return value in check.values
    if value is None or check.op == "is":
        return value is not None
    other = check.values[0]
    return bool({"<": value < other, "<=": value <= other, ">": value > other, ">=": value >= other}[check.op])


def passes(sieve: Sieve, found: Ticket, tasks: dict[int, str]) -> bool:
    """Whether a ticket passes, looked at plainly."""
    return (
        found.state in sieve.states
        and not found.archived
        and all(any(holds(check, found, tasks) for check in each.any) != each.negated for each in sieve.clauses)
    )


def event(number: int, row: dict[str, Any]) -> NewEvent:
    """The event that makes a ticket of a row, with its task if it has one."""
    fields = {name: value for name, value in row.items() if name != "task"}
    task: dict[str, Any] = {"data_task": {"id": f"{number}-1", "team": row["task"]}} if row["task"] else {}
    return ticket(number, **fields, **task)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(rows=st.lists(_rows(), max_size=14), sieves=st.lists(_sieves, min_size=1, max_size=5), budget=st.integers(1, 6))
def test_what_passes_is_what_a_plain_look_finds(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[dict[str, Any]], sieves: list[Sieve], budget: int
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, *(event(number, row) for number, row in enumerate(rows, 1)))
        reader = store.read()
        tasks = {number: row["task"] for number, row in enumerate(rows, 1) if row["task"]}
        for sieve in sieves:
            chosen = [found for found in reader.history(ALL) if passes(sieve, found, tasks)]
            wanted = {
                lane: tuple(t.id for t in sorted(chosen, key=lambda t: (t.order_at, t.id)) if t.lane == lane)
                for lane in range(4)
            }
            sifted = reader.sift(sieve, ALL, ALL)
            assert {lane: sifted.lane(lane) for lane in range(4)} == wanted
            assert not sifted.more
            _within_a_budget(reader, sieve, budget, wanted)


def _within_a_budget(reader: Reader, sieve: Sieve, budget: int, wanted: dict[int, tuple[int, ...]]) -> None:
    """With too small a budget nothing wrong is found, and whatever is missing is told."""
    for limit in (1, ALL):
        sifted = reader.sift(sieve, limit, budget)
        for lane in range(4):
            found = sifted.lane(lane)
            assert set(found) <= set(wanted[lane])
            assert list(found) == [number for number in wanted[lane] if number in found]
            assert sifted.more or found == wanted[lane]


def test_a_tag_follows_its_ticket_to_another_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    sieve = Sieve(clauses=(Clause((Check("tag", "in", ("x",)),)),))
    with Place(tmp_path_factory.mktemp("store"), KINDS["sqlite"]).opened() as store:
        for number in (1, 2, 3):
            put(store, ticket(number, tags=["x"], order_at=number))
        put(store, ticket(1, order_at=9), ticket(2, lane=0), ticket(3, tags=["x", "y"]))
        assert store.read().sift(sieve, 10, 10).lanes == {0: (2,), 1: (3, 1)}


_PARTIAL = "tasks_by_team|escalated_by_team"
"""Indexes that hold only what is asked for: the whole of one is a range."""
_SCAN = re.compile(rf"SCAN (?!\(|CONSTANT|seen$|[kt] USING (COVERING )?INDEX ({_PARTIAL}))")


@pytest.fixture
def queries(tmp_path: Path) -> Iterator[Queries]:
    """Questions to an empty store."""
    with Place(tmp_path, KINDS["sqlite"]).opened() as store:
        reader = store.read()
        assert isinstance(reader, Queries)
        yield reader


@given(sieve=_sieves)
def test_no_question_scans_a_table(queries: Queries, sieve: Sieve) -> None:
    steps = list(plans(queries.connection, sieve, 10, 100))
    assert any("SEARCH" in step for step in steps)
    assert [step for step in steps if _SCAN.match(step)] == []
