"""Every question to the tables is a range of an index: none scans or sorts a table. No index is kept for nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from agentdesk.desk.queue import SIFTED, View, scope_of
from agentdesk.model import VIEWS
from agentdesk.store.driver import Connection
from agentdesk.store.protocol import Reader, Scope
from agentdesk.store.queries import Queries
from agentdesk.store.schema import FOLDED, INDEXES
from agentdesk.store.sieve import Check, Clause, Sieve
from agentdesk.store.sifting import plans
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import put, ticket

QUESTIONS: tuple[tuple[str, tuple[Any, ...], str], ...] = (
    ("ticket", (1,), "INTEGER PRIMARY KEY"),
    ("tickets", ((1, 2),), "INTEGER PRIMARY KEY"),
    ("backlog", ("funds", (5, 1), 9), "INDEX backlog_by_team"),
    ("backlog", (None, None, 9), "INDEX backlog_by_team"),
    ("held", (("a1", "a2"),), "INDEX live_load"),
    ("owned", ("a1", 9), "INDEX live_by_owner"),
    ("skipped", ("a1", 9), "COVERING INDEX skips_by_time"),
    ("tags", (9,), "COVERING INDEX tags_by_order"),
    ("waits_since", ("funds",), "INDEX waiting_by_team"),
    ("waits_since", (None,), "INDEX waiting_by_team"),
    ("solved_since", ("funds", 5, 9), "INDEX solved_by_team"),
    ("solved_since", (None, 5, 9), "INDEX solved_by_team"),
    ("rated_since", ("funds", 5, 9), "INDEX rated_by_team"),
    ("rated_since", (None, 5, 9), "INDEX rated_by_team"),
    ("written", ("agent", 5, 9, 9), "COVERING INDEX messages_by_time"),
    ("live_after", (1, 9), "INDEX live_by_id"),
    ("handled", (9,), "INDEX handled_by_id"),
    ("handled", (9, 5), "INDEX handled_by_id"),
    ("messages", (1,), "PRIMARY KEY"),
    ("message", (1, 1), "PRIMARY KEY"),
    ("whispered", ("a1", 5, 9), "INDEX whispers_by_time"),
    ("events", ("ticket:1", 5), "INDEX sqlite_autoindex_events_1"),
    ("tasks", (1,), "INDEX tasks_by_ticket"),
    ("task", ("1-2",), "PRIMARY KEY"),
    ("open_tasks", (("funds", ""), 9), "INDEX tasks_by_team"),
    ("handed", ("a1", (), 9), "INDEX offered_by_agent"),
    ("handed", ("a1", (), 9), "INDEX sent_by_owner"),
    ("handed", ("a1", ("funds", "risk"), 9), "INDEX offered_by_team"),
    ("linked", (1,), "INDEX merged_by_main"),
    ("linked", (1,), "INDEX tickets_by_parent"),
    ("linked", (1,), "INDEX tickets_about"),
    ("incident", ("i",), "PRIMARY KEY"),
    ("incidents", (("open", "suspected"), 9), "INDEX incidents_by_stage"),
    ("of_incident", ("i", 9), "COVERING INDEX tickets_by_incident"),
    ("received_from", (5,), "INDEX tickets_by_receipt"),
    ("tag_counts", (1, 9), "COVERING INDEX tags_by_ticket"),
    ("tag_count", ("x", 1, 9), "PRIMARY KEY"),
    ("tagged", ("x", 1, 9), "PRIMARY KEY"),
    ("received", ("key",), "PRIMARY KEY"),
    ("conversation", ("web:c1",), "INDEX tickets_by_conversation"),
    ("customer", (1,), "INTEGER PRIMARY KEY"),
    ("customer_by", ("web", "u1"), "PRIMARY KEY"),
    ("same_customer", (1,), "INDEX customers_by_link"),
    ("external_of", (1, "web"), "COVERING INDEX identities_by_customer"),
    ("tickets_of", (1,), "COVERING INDEX tickets_by_customer"),
    ("wrote_since", (1, 5, 9), "COVERING INDEX tickets_by_writing"),
    ("wrote_since", (1, 5, 9), "COVERING INDEX messages_by_writing"),
    ("next_ticket", (), "SEARCH tickets"),
    ("next_customer", (), "SEARCH customers"),
    ("agent", ("a1",), "PRIMARY KEY"),
    ("agent_by_name", ("ann",), "INDEX agents_by_name"),
    ("article", ("KB-1",), "INDEX sqlite_autoindex_articles_1"),
    ("search_articles", ('"a"', 9), "VIRTUAL TABLE INDEX"),
    ("article_frequency", (("a", "b"),), "VIRTUAL TABLE INDEX"),
    ("search_messages", ('"a"', 9), "VIRTUAL TABLE INDEX"),
    ("rule_set", ("hash",), "INDEX rule_sets_by_hash"),
    ("rules_brief", ("hash",), "INDEX rule_sets_by_hash"),
    ("timers_due", (5, 9), "INDEX timers_by_due"),
    ("timers", (1,), "PRIMARY KEY"),
    ("timer", (1, "wake"), "PRIMARY KEY"),
    ("fired", (1,), "PRIMARY KEY"),
    ("next_due", (), "COVERING INDEX timers_by_due"),
    ("next_due", (), "COVERING INDEX deliveries_by_due"),
    ("delivery", (1, 1), "PRIMARY KEY"),
    ("deliveries", (("held",), 5, 9), "INDEX deliveries_by_due"),
    ("cursor", (), "SEARCH events"),
    ("changes", ("5",), "INTEGER PRIMARY KEY"),
    ("journal", ("5", 9), "INTEGER PRIMARY KEY"),
)
"""Each question, what it is asked about, and what finds the answer."""
WHOLE = {
    "agents": "everybody who works here, by name",
    "teams": "all of them",
    "articles": "all of them, to be written into files",
    "article_count": "asked by hand only",
    "rule_sets": "every one that was ever applied",
    "rules_in_force": "the last row",
    "rules_hash": "the last row",
    "history": "from the last row on, as many as are asked for",
    "latest_acts": "so many of the last rows",
}
"""Questions whose answer is a table, or its end."""
LANES = {"lane", "lane_count", "lane_rank", "due"}
"""Questions about a view."""
ELSEWHERE = {"sift"}
"""Its plans are those of `test_sifting`."""
SORTS = {
    "tasks": "those of one ticket",
    "tag_counts": "those of one window",
    "search_articles": "those that match, by their score",
}
"""Questions that put in order what an index found."""

_TABLES = "|".join((*FOLDED, "events", "bodies", "heads", "[a-z]"))
_FAULT = re.compile(rf"SCAN ({_TABLES})( USING .*)?$|.*AUTOMATIC")
_SORT = "USE TEMP B-TREE"


class Watched:
    """A connection that notes how SQLite goes about each question that it is asked."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.steps: list[str] = []

    def execute(self, sql: str, given: tuple[object, ...] = ()) -> object:
        """Answer, and note the plan."""
        self.steps += [str(row[3]) for row in self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
        return self.connection.execute(sql, given)


class Asked:
    """Questions to a store, with the steps that SQLite takes for each."""

    def __init__(self, store: SqliteStore) -> None:
        reader: Any = store.read()
        watched: Any = Watched(reader.connection)
        self.watched: Watched = watched
        self.reader = Queries(watched)

    def steps(self, question: str, *given: Any, **named: Any) -> list[str]:
        """Ask, and return how it was answered."""
        self.watched.steps = []
        getattr(self.reader, question)(*given, **named)
        return list(self.watched.steps)


@pytest.fixture
def asked(sqlite: SqliteStore) -> Asked:
    """A store with a ticket of each kind that a view shows."""
    mine: dict[str, Any] = {"owner": "a1", "waiting_since": 1}
    put(
        sqlite, ticket(1, team="funds", due_at=1, lane=0), ticket(2, **mine), ticket(3, **mine, state="snoozed", lane=2)
    )
    put(sqlite, ticket(4, state="solved", lane=3))
    return Asked(sqlite)


def test_every_question_of_a_reader_is_looked_at() -> None:
    questions = {name for name in vars(Reader) if not name.startswith("_")}
    assert questions == {name for name, *_ in QUESTIONS} | WHOLE.keys() | LANES | ELSEWHERE


@pytest.mark.parametrize(("question", "given", "found_by"), QUESTIONS)
def test_a_question_is_a_range_of_an_index(asked: Asked, question: str, given: tuple[Any, ...], found_by: str) -> None:
    named = {"live": False} if question == "of_incident" else {}
    steps = asked.steps(question, *given, **named)
    assert any(found_by in step for step in steps), steps
    assert [step for step in steps if _FAULT.match(step)] == []
    assert question in SORTS or not any(_SORT in step for step in steps), steps


def test_an_incidents_live_tickets_are_found_among_its_own(asked: Asked) -> None:
    steps = asked.steps("of_incident", "i", 9, live=True)
    assert steps == ["SEARCH tickets USING INDEX tickets_by_incident (incident=?)"]


def scopes() -> Iterator[tuple[str, Scope]]:
    """What the store is asked for each view: for everybody, for one team, for several and none."""
    for name in VIEWS:
        if name not in SIFTED:
            for teams in ((), ("funds",), ("funds", None)):
                yield name, scope_of(View(name=name, agent="a1", teams=teams), 5)


@pytest.mark.parametrize(("view", "scope"), list(scopes()))
def test_a_view_is_a_range_of_an_index(asked: Asked, view: str, scope: Scope) -> None:
    """Where several teams are put together, only that is sorted: as many of each as are asked for."""
    steps = [asked.steps("lane_count", scope, None, 9), *view_steps(asked, view, scope)]
    merged = 1 if scope.teams is not None and len(scope.teams) > 1 else 0
    for each in steps:
        assert any("tickets USING" in step for step in each), each
        assert [step for step in each if re.match(rf"SCAN ({_TABLES})$|.*AUTOMATIC", step)] == []
        assert sum(_SORT in step for step in each) <= merged, each


def view_steps(asked: Asked, view: str, scope: Scope) -> Iterator[list[str]]:
    """Ask what a view asks beside its length: what is due, else its lanes and the place of each ticket."""
    if view == "breaching":
        yield asked.steps("due", scope, 9, 1)
        return
    for lane in range(4):
        yield asked.steps("lane", scope, lane, 9, 1)
        yield asked.steps("lane_count", scope, lane, 9)
    for found in asked.reader.history(9):
        yield asked.steps("lane_rank", scope, found, 9)


CHECKS = (
    Check("team", "in", ("funds",)),
    Check("owner", "in", ("a1",)),
    Check("tag", "in", ("x",)),
    Check("tag", "in", (None,)),
    Check("due_at", "<=", (5,)),
    Check("waiting_since", "<=", (5,)),
    Check("task", "in", ("funds",)),
    Check("follow_up_at", "is"),
    Check("escalated_at", "is"),
)


def test_no_index_is_kept_for_nothing(asked: Asked) -> None:
    steps = [
        step for question, given, _ in QUESTIONS if question != "of_incident" for step in asked.steps(question, *given)
    ]
    steps += asked.steps("of_incident", "i", 9, live=True)
    for view, scope in scopes():
        steps += [step for each in view_steps(asked, view, scope) for step in each]
    for check in CHECKS:
        sieve = Sieve(states=("open", "pending", "snoozed", "solved", "closed"), clauses=(Clause((check,)),))
        steps += plans(asked.watched.connection, sieve, 9, 9)
    free = Sieve(clauses=(Clause((Check("owner", "in", (None,)),)), Clause((CHECKS[0],))))
    steps += plans(asked.watched.connection, free, 9, 9)
    known = [re.findall(r"INDEX (\w+) ON", statement)[0] for statement in INDEXES]
    assert [name for name in known if not any(re.search(rf"INDEX {name}\b", step) for step in steps)] == []
