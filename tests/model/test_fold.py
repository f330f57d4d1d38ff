"""The fold copies what an event carries; it decides nothing, and lives with what was erased."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import Event, Json, Priority, key_of, stream_of
from agentdesk.model.fold import Drop, Put, fold


def event(stream: str, data: Json, body: Json | None = None, version: int = 3) -> Event:
    """An event of a stream, recorded later than it happened."""
    return Event(
        seq=9,
        recorded_at=200,
        at=100,
        stream=stream,
        version=version,
        actor="a1",
        kind="k",
        schema=1,
        data=data,
        body=body,
    )


def test_a_ticket_gets_its_fields_from_both_parts_and_its_version() -> None:
    writes = list(fold(event("ticket:7", {"set": {"state": "open"}}, {"set": {"subject": "退款"}})))
    values = {"state": "open", "subject": "退款", "version": 3, "updated_at": 100}
    assert writes == [Put("tickets", {"id": 7}, values)]


def test_tags_are_replaced_as_a_whole() -> None:
    _ticket, gone, *tags = fold(event("ticket:7", {"set": {"tags": ["a", "b"]}}))
    assert gone == Drop("ticket_tags", {"ticket": 7})
    assert tags == [Put("ticket_tags", {"ticket": 7, "tag": tag}, {}) for tag in ("a", "b")]


def test_a_new_message_has_its_number_and_time_and_an_erased_one_has_no_text() -> None:
    data = {"message": {"author": "customer"}}
    (_, whole) = fold(event("ticket:7", data, {"message": {"text": "hello"}}))
    (_, erased) = fold(event("ticket:7", data))
    key = {"ticket": 7, "n": 3}
    assert whole == Put("messages", key, {"author": "customer", "text": "hello", "at": 100})
    assert isinstance(erased, Put)
    assert (erased.table, erased.key, erased.values.get("text")) == ("messages", key, None)


def test_a_change_of_an_earlier_message_touches_nothing_else() -> None:
    (_, write) = fold(event("ticket:7", {"message": {"n": 1, "withdrawn": 1}}))
    assert write == Put("messages", {"ticket": 7, "n": 1}, {"withdrawn": 1})


def test_a_timer_that_fired_is_gone_and_remembered() -> None:
    data = {"timers": [["wake", 2, 500], ["close", 0, None]], "fired": ["remind", 2]}
    _, *writes = fold(event("ticket:7", data))
    assert writes == [
        Put("timers", {"ticket": 7, "timer": "wake"}, {"step": 2, "due_at": 500}),
        Drop("timers", {"ticket": 7, "timer": "close"}),
        Drop("timers", {"ticket": 7, "timer": "remind", "step": 2}),
        Put("fired", {"ticket": 7, "timer": "remind", "step": 2}, {"at": 100}),
    ]


@pytest.mark.parametrize("stream", ["bulk:1", "unheard of:2", "nothing"])
def test_a_stream_that_has_no_table_writes_nothing(stream: str) -> None:
    assert list(fold(event(stream, {"set": {"state": "open"}}))) == []


@given(st.dictionaries(st.sampled_from(["state", "owner", "points", "order_at"]), st.none() | st.integers()))
def test_what_an_event_carries_is_copied_unchanged(values: dict[str, int | None]) -> None:
    (put,) = fold(event("ticket:7", {"set": values}))
    assert isinstance(put, Put)
    assert {name: value for name, value in put.values.items() if name not in ("version", "updated_at")} == values


def test_a_streams_name_says_what_it_is_of() -> None:
    assert stream_of("ticket", 10428) == "ticket:10428"
    assert key_of("ticket:10428") == "10428"
    assert key_of("rules") == ""


def test_urgent_stands_before_low() -> None:
    assert [priority.rank for priority in Priority] == [0, 1, 2, 3]
    assert msgspec.json.encode(Priority.URGENT) == b'"urgent"'
