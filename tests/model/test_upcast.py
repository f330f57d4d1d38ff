"""Upcasting: an event of an older schema is brought to today's shape, step by step."""

import msgspec
import pytest

from agentdesk.model import Event
from agentdesk.model.upcast import upcast

OLD = Event(
    seq=1,
    recorded_at=1,
    at=1,
    stream="ticket:1",
    version=1,
    actor="a1",
    kind="tags.changed",
    schema=1,
    data={"t": "a"},
    body=None,
)


def named(event: Event) -> Event:
    """Schema 1 had one tag under `t`."""
    return msgspec.structs.replace(event, schema=2, data={"tag": event.data["t"]})


def several(event: Event) -> Event:
    """Schema 2 had one tag."""
    return msgspec.structs.replace(event, schema=3, data={"tags": [event.data["tag"]]})


STEPS = {("tags.changed", 1): named, ("tags.changed", 2): several}


def test_every_step_is_taken_in_turn() -> None:
    newest = upcast(OLD, STEPS)
    assert (newest.schema, newest.data) == (3, {"tags": ["a"]})
    assert OLD.data == {"t": "a"}


def test_an_event_of_today_or_of_another_kind_stays_as_it_is() -> None:
    newest = upcast(OLD, STEPS)
    assert upcast(newest, STEPS) is newest
    other = msgspec.structs.replace(OLD, kind="note.added")
    assert upcast(other, STEPS) is other
    assert upcast(OLD) is OLD


def test_a_step_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match=r"tags\.changed: schema 1 was not raised"):
        upcast(OLD, {("tags.changed", 1): lambda event: event})
