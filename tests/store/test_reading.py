"""The contract of every store: what is asked about tickets and their kin is what a plain look at all of them finds."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import LIVE_STATES, NewEvent, Ticket, Timer
from agentdesk.store.protocol import Reader, Store
from tests.store.stores import KINDS, NOW, Place, message, put, ticket

ALL = 1_000_000
_others = st.none() | st.integers(1, 4)
_people = st.sampled_from([None, None, "a1", "a2"])
_teams = st.sampled_from([None, None, "funds", "risk"])
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(["open", "open", "pending", "snoozed", "solved", "closed"]),
            "owner": _people,
            "archived": st.sampled_from([0, 0, 0, 1]),
            "imported": st.sampled_from([0, 0, 1]),
            "customer": st.integers(1, 2),
            "conversation": st.sampled_from(["", "web:c1", "web:c2"]),
            "received_at": st.integers(0, 9),
            "tags": st.lists(st.sampled_from(["x", "y", "z"]), unique=True),
            "hands": st.lists(st.sampled_from(["team", "+x"]), unique=True),
            "incident": st.sampled_from([None, "i1", "i2"]),
            "parent": _others,
            "merged_into": _others,
            "about": _others,
            "sent_at": st.none() | st.just(5),
            "offered_to": _people,
            "offered_team": _teams,
        }
    ),
    max_size=10,
)


def is_live(found: Ticket) -> bool:
    """Whether a ticket stands in a queue."""
    return found.state in LIVE_STATES and not found.archived


def bounded(ask: Callable[[int], tuple[Any, ...]], wanted: list[Any]) -> None:
    """See that a question is answered so, and with the beginning of it where only some are asked for."""
    for limit in (0, 1, 3, ALL):
        assert list(ask(limit)) == wanted[:limit]


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(rows=_rows, first=st.integers(0, 11), last=st.integers(0, 11), at=st.integers(0, 10))
def test_each_question_is_a_plain_look(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[dict[str, Any]], first: int, last: int, at: int
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, *(ticket(number, **row) for number, row in enumerate(rows, 1)))
        reader = store.read()
        tickets = tuple(reversed(reader.history(ALL)))
        assert reader.next_ticket() == (len(rows) or 10_000) + 1
        _by_number(reader, tickets, first)
        _by_tag(reader, tickets, first, last)
        _by_link(reader, tickets, first)
        _handed(reader, tickets)
        came = sorted((one.received_at, one.id) for one in tickets if not one.imported and one.received_at >= at)
        assert reader.received_from(at) == (came[0][1] if came else None)
        for incident in ("i1", "i2", "i3"):
            theirs = [one for one in tickets if one.incident == incident]
            bounded(partial(reader.of_incident, incident, live=False), [one.id for one in theirs])
            bounded(partial(reader.of_incident, incident, live=True), [one.id for one in theirs if is_live(one)])


def _by_number(reader: Reader, tickets: tuple[Ticket, ...], first: int) -> None:
    newest = tickets[::-1]
    bounded(partial(reader.live_after, first), [one for one in tickets if one.id > first and is_live(one)])
    bounded(reader.handled, [one for one in newest if one.hands])
    bounded(lambda n: reader.handled(n, first), [one for one in newest if one.hands and one.id < first])
    bounded(partial(reader.tickets_of, 1), [one for one in newest if one.customer == 1])
    wanted = (first, 99, 1, 2)
    assert reader.tickets(wanted) == tuple(one for number in wanted for one in tickets if one.id == number)
    assert reader.tickets(()) == ()
    for conversation in ("web:c1", "web:c2", "web:none", ""):
        found = [one for one in newest if one.conversation == conversation and conversation]
        assert reader.conversation(conversation) == (found[0] if found else None)


def _by_tag(reader: Reader, tickets: tuple[Ticket, ...], first: int, last: int) -> None:
    between = Counter(tag for one in tickets if first <= one.id <= last for tag in one.tags)
    assert reader.tag_counts(first, last) == between
    bounded(reader.tags, sorted({tag for one in tickets for tag in one.tags}))
    for tag in ("x", "y", "none"):
        assert reader.tag_count(tag, first, last) == between[tag]
        bounded(partial(reader.tagged, tag, first), [one.id for one in tickets if one.id >= first and tag in one.tags])


def _by_link(reader: Reader, tickets: tuple[Ticket, ...], number: int) -> None:
    ways = ("merged_into", "parent", "about")
    wanted = [one for way in ways for one in tickets if getattr(one, way) == number]
    assert reader.linked(number) == tuple(dict.fromkeys(wanted))


def _handed(reader: Reader, tickets: tuple[Ticket, ...]) -> None:
    live = [one for one in tickets if is_live(one)]
    for teams in ((), ("funds",), ("risk", "funds")):
        wanted = [one for one in live if one.offered_to == "a1"]
        wanted += [one for one in live if one.owner == "a1" and one.sent_at is not None]
        wanted += [one for team in teams for one in live if one.offered_team == team]
        bounded(partial(reader.handed, "a1", teams), list(dict.fromkeys(wanted)))


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(
    rows=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["customer", "agent"]), st.integers(0, 9))),
    since=st.integers(0, 9),
)
def test_what_a_customer_wrote_is_a_plain_count(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[tuple[int, str, int]], since: int
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, ticket(1, customer=1), ticket(2, customer=1), ticket(3, customer=2))
        for number, author, at in sorted(rows, key=lambda row: row[2]):
            fields = {"last_customer_at": at} if author == "customer" else {}
            put(store, msgspec.structs.replace(message(number, "?", author, **fields), at=at))
        theirs = [at for number, author, at in rows if number in (1, 2) and author == "customer" and at >= since]
        for limit in (0, 2, ALL):
            assert store.read().wrote_since(1, since, limit) == min(len(theirs), limit)


def asked(number: int, n: int, team: str, at: int = NOW, **fields: Any) -> NewEvent:
    """An event that asks something about a ticket."""
    task = {"id": f"{number}-{n}", "team": team, "state": "open", "asked_at": at, **fields}
    return ticket(number, {"task": {"text": f"ask {n}"}}, "task.asked", data_task=task)


def test_what_is_asked_of_teams_comes_by_its_age_until_it_is_answered(store: Store) -> None:
    put(store, asked(1, 1, "funds", NOW + 1), asked(2, 1, "funds", NOW), asked(2, 2, "risk"), asked(1, 2, "funds", NOW))
    put(store, asked(3, 1, "", partner="顺丰"))
    reader = store.read()
    assert [task.id for task in reader.open_tasks(("funds",), 9)] == ["1-2", "2-1", "1-1"]
    assert [task.id for task in reader.open_tasks(("funds", "risk", "funds"), 2)] == ["1-2", "2-1", "2-2"]
    assert [(task.id, task.partner) for task in reader.open_tasks(("",), 9)] == [("3-1", "顺丰")]
    assert reader.open_tasks((), 9) == ()
    done = {"id": "2-1", "state": "done", "done_at": NOW + 9, "done_by": "a2"}
    put(store, ticket(2, {"task": {"answer": "yes"}}, "task.answered", data_task=done))
    put(store, ticket(1, kind="task.reminded", data_task={"id": "1-1", "reminded_at": NOW + 5}))
    assert [task.id for task in reader.open_tasks(("funds",), 9)] == ["1-2", "1-1"]
    task = reader.task("2-1")
    assert task is not None
    assert (task.ticket, task.text, task.answer, task.state, task.done_by) == (2, "ask 1", "yes", "done", "a2")
    assert reader.task("9-9") is None
    assert [(task.id, task.state) for task in reader.tasks(2)] == [("2-1", "done"), ("2-2", "open")]
    assert [(task.id, task.reminded_at) for task in reader.tasks(1)] == [("1-2", None), ("1-1", NOW + 5)]
    assert reader.tasks(9) == ()


def incident(name: str, stage: str, found_at: int = 0) -> NewEvent:
    """An event of an incident."""
    kept = {"stage": stage, "tag": "x"} | ({"found_at": found_at} if found_at else {})
    body = {"set": {"title": f"about {name}", "answer_en": "wait"}}
    return NewEvent(stream=f"incident:{name}", kind="incident.changed", data={"set": kept}, body=body)


def test_incidents_come_by_their_stage_the_newest_first(store: Store) -> None:
    put(store, *(incident(f"i{n}", "suspected", n) for n in (1, 2, 3)), incident("i4", "open", 4))
    reader = store.read()
    assert [one.id for one in reader.incidents(("open", "suspected"), 2)] == ["i4", "i3", "i2"]
    assert reader.incidents(("solved",), 9) == reader.incidents((), 9) == ()
    put(store, incident("i2", "open"))
    assert [one.id for one in reader.incidents(("open",), 9)] == ["i4", "i2"]
    assert [one.id for one in reader.incidents(("suspected",), 9)] == ["i3", "i1"]
    found = reader.incident("i2")
    assert found is not None
    assert (found.version, found.stage, found.title, found.answer("en")) == (2, "open", "about i2", "wait")
    assert reader.incident("i9") is None


def test_a_message_of_a_channel_is_known_again_by_its_key(store: Store) -> None:
    put(store, ticket(7), ticket(7, {"received": {"digest": "d1"}}, data_received="k1"))
    reader = store.read()
    assert reader.received("k1") == (7, 2, "d1")
    assert reader.received("k2") is None


def test_a_tickets_timers_and_what_fired(store: Store) -> None:
    put(store, ticket(1, data_timers=[["wake", 1, 500], ["close", 2, 100]]), ticket(2, data_timers=[["wake", 1, 1]]))
    reader = store.read()
    assert reader.timers(1) == (Timer(1, "close", 2, 100), Timer(1, "wake", 1, 500))
    assert reader.fired(1) == frozenset()
    put(store, ticket(1, data_fired=["close", 2]), ticket(1, data_fired=["wake", 0]))
    assert reader.timers(1) == (Timer(1, "wake", 1, 500),)
    assert reader.fired(1) == {("close", 2), ("wake", 0)}
    assert reader.fired(2) == frozenset()


def person(key: str, name: str, **fields: Any) -> NewEvent:
    """An event of somebody who works here."""
    return NewEvent(stream=f"agent:{key}", kind="agent.added", data={"set": fields}, body={"set": {"name": name}})


def test_people_are_found_by_id_and_name_teams_by_id(store: Store) -> None:
    put(store, person("a1", "cy", teams=["funds"]), person("a2", "ann", languages=["zh"]))
    for team in ("risk", "funds"):
        put(store, NewEvent(stream=f"team:{team}", kind="team.added", data={"set": {"name_en": team.title()}}))
    reader = store.read()
    assert [(one.id, one.name) for one in reader.agents()] == [("a2", "ann"), ("a1", "cy")]
    one, other = reader.agent("a1"), reader.agent_by_name("ann")
    assert one is not None
    assert other is not None
    assert (one.teams, one.capacity, other.id, other.languages) == (("funds",), 6, "a2", ("zh",))
    assert reader.agent("a9") is reader.agent_by_name("nobody") is reader.agent_by_name("") is None
    assert [(team.id, team.name_en) for team in reader.teams()] == [("funds", "Funds"), ("risk", "Risk")]
    put(store, ticket(1, data_given="a1", data_turn={"agent": "a1", "turn": 3}), now=NOW + 7)
    one = store.read().agent("a1")
    assert one is not None
    assert (one.given_at, one.turn, one.name) == (NOW + 7, 3, "cy")


def test_who_was_erased_has_no_name_by_which_anybody_is_found(store: Store) -> None:
    put(store, person("a1", ""), person("a2", ""))
    assert [one.name for one in store.read().agents()] == ["", ""]
    assert store.read().agent_by_name("") is None


def test_articles_that_serve_come_by_their_id(store: Store) -> None:
    def article(name: str, **fields: object) -> NewEvent:
        return NewEvent(stream=f"article:{name}", kind="article.written", data={"set": fields})

    put(store, article("KB-2", title="two"), article("KB-1", title="one"), article("KB-3", title="old", retired=1))
    put(store, ticket(1, data_used=[["KB-2", 4]]))
    reader = store.read()
    bounded(lambda n: tuple(one.id for one in reader.articles(n)), ["KB-1", "KB-2"])
    two, old = reader.article("KB-2"), reader.article("KB-3")
    assert two is not None
    assert old is not None
    assert (two.title, two.used, two.retired, old.retired) == ("two", 4, False, True)
    assert reader.article("KB-9") is None


def test_the_brief_of_a_rule_set_is_that_of_its_newest_application(store: Store) -> None:
    def applied(digest: str, zone: str) -> NewEvent:
        data = {"hash": digest, "files": {}, "brief": {"zone": zone, "rules": [["refund", 10]]}}
        return NewEvent(stream="rules", kind="rules.applied", data=data)

    assert store.read().rules_brief("aa").rules == ()
    put(store, applied("aa", "Asia/Tokyo"), applied("bb", "UTC"), applied("aa", "Asia/Shanghai"))
    reader = store.read()
    assert (reader.rules_brief("aa").zone, reader.rules_brief("bb").zone) == ("Asia/Shanghai", "UTC")
    assert reader.rules_brief("bb").rules == (("refund", 10),)
    found = reader.rule_set("aa")
    assert found is not None
    assert found.version == 3


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(links=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=5))
def test_one_person_is_everybody_that_links_lead_to(
    tmp_path_factory: pytest.TempPathFactory, kind: str, links: list[tuple[int, int]]
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        put(store, *(NewEvent(stream=f"customer:{number}", kind="customer.met") for number in range(1, 6)))
        kin: dict[int, set[int]] = {number: {number} for number in range(1, 6)}
        linked: set[int] = set()
        for one, other in links:
            if one in linked or kin[one] is kin[other]:  # who goes by another already; a circle
                continue
            linked.add(one)
            put(store, NewEvent(stream=f"customer:{one}", kind="customer.linked", data={"set": {"linked_to": other}}))
            both = kin[one] | kin[other]
            kin |= dict.fromkeys(both, both)
        for number, everybody in kin.items():
            found = store.read().same_customer(number)
            assert (found[0], set(found), len(found)) == (number, everybody, len(everybody))
