"""The contract of every store: streams, versions, transactions, snapshots."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import NewEvent, Ticket
from agentdesk.store.appending import Conflict
from agentdesk.store.protocol import Store
from tests.store.stores import KINDS, NOW, Place, message, put, ticket


def test_versions_count_from_one_within_their_stream(store: Store) -> None:
    with store.write() as tx:
        versions = [tx.append(ticket(n), actor="a1", now=NOW).version for n in (7, 8, 7, 7, 8)]
    assert versions == [1, 1, 2, 3, 2]
    assert [event.version for event in store.read().events("ticket:7")] == [1, 2, 3]
    assert [event.version for event in store.read().events("ticket:7", since=2)] == [3]


def test_an_event_comes_back_as_it_was_given(store: Store) -> None:
    given = NewEvent(
        stream="ticket:7",
        kind="note.added",
        data={"set": {"messages": 1}, "message": {"author": "note", "agent": "a2"}},
        body={"message": {"text": "退款 \x00 \u202e 👩‍🔧\n\x1b[31m"}},
        at=NOW - 5,
        schema=1,
    )
    with store.write() as tx:
        stored = tx.append(given, actor="a2", now=NOW)
    (read,) = store.read().events("ticket:7")
    assert read == stored
    assert (read.recorded_at, read.at, read.actor, read.kind) == (NOW, NOW - 5, "a2", "note.added")
    assert (read.data, read.body) == (given.data, given.body)
    assert store.read().messages(7)[0].text == "退款 \x00 \u202e 👩‍🔧\n\x1b[31m"


def test_compare_and_set_refuses_a_version_that_is_past(store: Store) -> None:
    put(store, ticket(7), ticket(7))
    with pytest.raises(Conflict) as caught, store.write() as tx:
        tx.append(ticket(7, owner="a1"), actor="a1", now=NOW, expect=1)
    assert (caught.value.stream, caught.value.expected, caught.value.actual) == ("ticket:7", 1, 2)
    with store.write() as tx:
        assert tx.append(ticket(7, owner="a1"), actor="a1", now=NOW, expect=2).version == 3
        assert tx.append(ticket(8), actor="a1", now=NOW, expect=0).version == 1


def test_a_transaction_over_several_streams_happens_whole_or_not_at_all(store: Store) -> None:
    put(store, message(7, "first", subject="before"))
    dump, cursor = store.dump(), store.read().cursor()
    second = message(7, "second", subject="after", tags=["x"])
    events = [second, *(NewEvent(stream=name, kind="something.done") for name in ("customer:1", "bulk:1"))]
    with pytest.raises(InterruptedError):
        break_off(store, *events)
    assert store.dump() == dump
    assert store.read().cursor() == cursor
    assert store.read().events("customer:1") == store.read().events("bulk:1") == ()
    assert store.read().search_messages("second", 5) == ()
    put(store, message(7, "third"))
    assert [event.version for event in store.read().events("ticket:7")] == [1, 2]
    assert list(store.verify()) == []


def test_a_transaction_sees_its_own_writes_and_others_only_what_is_committed(place: Place) -> None:
    with place.opened() as ours, place.opened(2) as theirs:
        with ours.write() as tx:
            tx.append(ticket(7, owner="a1"), actor="a1", now=NOW)
            mine = tx.ticket(7)
            assert mine is not None
            assert mine.owner == "a1"
            assert theirs.read().ticket(7) is None
        assert theirs.read().ticket(7) == ours.read().ticket(7) is not None


def test_a_snapshot_holds_one_moment(place: Place) -> None:
    with place.opened() as ours, place.opened(2) as theirs:
        put(ours, ticket(7, priority="low"))
        with theirs.snapshot() as reader:
            assert _priority(reader.ticket(7)) == "low"
            put(ours, ticket(7, priority="high"))
            assert _priority(reader.ticket(7)) == "low"
            with theirs.snapshot() as inner:
                assert _priority(inner.ticket(7)) == "low"
        assert _priority(theirs.read().ticket(7)) == "high"


def test_what_was_closed_is_there_when_it_is_opened_again(place: Place) -> None:
    with place.opened() as store:
        put(store, message(7, "still here", priority="high"))
        dump = store.dump()
    with place.opened(2) as store:
        assert store.dump() == dump
        assert list(store.verify()) == []


def test_a_number_beyond_all_numbers_is_no_ticket(store: Store) -> None:
    assert store.read().ticket(10**30) is None


def break_off(store: Store, *events: NewEvent) -> None:
    """Append events, and fail before the end."""
    with store.write() as tx:
        for event in events:
            tx.append(event, actor="a1", now=NOW)
        raise InterruptedError


_writes = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["open", "pending", "solved"]),
        st.lists(st.sampled_from(["退款", "vip", "a b"]), unique=True),
        st.text(max_size=30) | st.none(),
        st.booleans(),
    ),
    max_size=25,
)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(writes=_writes)
def test_tables_made_again_from_the_journal_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, kind: str, writes: list[tuple[int, str, list[str], str | None, bool]]
) -> None:
    with Place(tmp_path_factory.mktemp("store"), KINDS[kind]).opened() as store:
        for number, state, tags, text, commits in writes:
            event = ticket(number, state=state, tags=tags) if text is None else message(number, text, tags=tags)
            if commits:
                put(store, event)
            else:
                with suppress(InterruptedError):
                    break_off(store, event)
        dump = store.dump()
        assert store.rebuild() == sum(commits for *_, commits in writes)
        assert store.dump() == dump
        assert list(store.verify()) == []


def _priority(found: Ticket | None) -> str:
    assert found is not None
    return found.priority


def test_a_rehearsal_takes_events_by_the_same_rules_and_keeps_none(store: Store) -> None:
    put(store, ticket(7), ticket(7))
    dump, cursor = store.dump(), store.read().cursor()
    with store.rehearse() as tx:
        assert tx.append(ticket(7, owner="a1"), actor="a1", now=NOW, expect=2).version == 3
        assert tx.append(ticket(8), actor="a1", now=NOW).version == 1
        with pytest.raises(Conflict):
            tx.append(ticket(7), actor="a1", now=NOW, expect=1)
    assert (store.dump(), store.read().cursor()) == (dump, cursor)
