"""Bring: conversations of another desk come in as history, without any effect, once."""

import pytest

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk import Keeper, View
from agentdesk.desk.inbound import InboundConversation, read_conversation
from agentdesk.lang import Refusal
from agentdesk.model import Json
from tests.desk.desks import NOW, Floor, code


def conversation(name: str, *turns: tuple[str, str], **fields: object) -> InboundConversation:
    """A conversation whose turns came a minute apart."""
    said = [{"from": who, "text": text, "at_offset_s": 60 * n} for n, (who, text) in enumerate(turns)]
    return read_conversation({"id": name, "turns": said, **fields})


ANSWERED = (("customer", "我要退款"), ("agent", "已退"))
WAITING = (("customer", "账号被盗号，快救我"), ("bot", "请稍候"), ("customer", "hello"))


def test_history_has_no_effects(floor: Floor) -> None:
    outcomes = floor.desk.bring([conversation("k1", *ANSWERED), conversation("k2", *WAITING)], open_waiting=False)
    assert outcomes == ["archived", "archived"]
    tickets = floor.desk.reader().history(9)
    assert [(ticket.archived, ticket.imported, ticket.due_at, ticket.tags) for ticket in tickets] == [
        (True, True, None, ())
    ] * 2
    assert floor.desk.queue(View(name="all")).total == floor.desk.queue(View(name="solved")).total == 0
    assert floor.desk.reader().next_due() is None
    floor.clock.advance(100 * DAY)
    cursor = floor.desk.reader().cursor()
    assert Keeper(floor.desk, "test").tick()
    assert floor.desk.reader().cursor() == cursor
    assert [found.ticket.id for found in floor.desk.find("退款")] == [tickets[1].id]


def test_those_that_wait_can_be_opened_and_are_judged_as_if_they_came_now(floor: Floor) -> None:
    outcomes = floor.desk.bring([conversation("k1", *ANSWERED), conversation("k2", *WAITING)], open_waiting=True)
    assert outcomes == ["archived", "opened"]
    (ticket,) = floor.desk.queue(View(name="all")).tickets
    assert (ticket.state, ticket.archived, ticket.imported, ticket.team) == ("open", False, True, "risk")
    assert (ticket.priority, ticket.lane, ticket.tags) == ("urgent", 0, ("盗号",))
    assert (ticket.received_at, ticket.waiting_since, ticket.first_due) == (NOW, NOW, NOW + 4 * HOUR)
    assert ticket.created_at == NOW - 2 * MINUTE
    messages = floor.messages(ticket.id)
    assert [message.author for message in messages] == ["customer", "bot", "customer"]
    assert [message.verdict is not None for message in messages] == [True, False, True]
    assert [message.at for message in messages] == [NOW - 2 * MINUTE, NOW - MINUTE, NOW]


@pytest.mark.parametrize("open_waiting", [False, True])
def test_twice_doubles_nothing(floor: Floor, open_waiting: bool) -> None:
    given = [conversation("k1", *ANSWERED), conversation("k2", *WAITING)]
    floor.desk.bring(given, open_waiting=open_waiting)
    cursor = floor.desk.reader().cursor()
    assert floor.desk.bring(given, open_waiting=open_waiting) == ["known", "known"]
    assert floor.desk.reader().cursor() == cursor


def test_a_conversation_that_went_on_gets_the_new_turns_only(floor: Floor) -> None:
    floor.desk.bring([conversation("k1", *ANSWERED)], open_waiting=False)
    longer = conversation("k1", *ANSWERED, ("customer", "谢谢"))
    assert floor.desk.bring([longer], open_waiting=False) == ["grown"]
    (ticket,) = floor.desk.reader().history(9)
    assert [message.text for message in floor.messages(ticket.id)] == ["我要退款", "已退", "谢谢"]
    assert ticket.messages == 3
    assert floor.desk.bring([longer], open_waiting=False) == ["known"]


def test_real_times_are_kept(floor: Floor) -> None:
    turns = [
        {"from": "customer", "text": "hi", "at": "2026-09-01T10:00:00+08:00"},
        {"from": "agent", "text": "hello"},
        {"from": "agent", "text": "still there?", "at": "2199-01-01T00:00:00Z"},
    ]
    floor.desk.bring([read_conversation({"id": "k1", "turns": turns})], open_waiting=False)
    (ticket,) = floor.desk.reader().history(1)
    first, second, third = floor.messages(ticket.id)
    assert first.at == second.at == ticket.created_at == ticket.first_answer_at
    assert third.at == NOW
    assert {event.recorded_at for event in floor.events(ticket.id)} == {NOW}


def test_fields_that_we_do_not_know_are_kept(floor: Floor) -> None:
    turns = [{"from": "customer", "text": "hi", "mood": 3}, {"from": "agent", "text": "hello", "satisfaction": 5}]
    floor.desk.bring([read_conversation({"id": "k1", "turns": turns, "source": "old desk"})], open_waiting=False)
    (ticket,) = floor.desk.reader().history(1)
    extras = [(event.body or {}).get("extra") for event in floor.events(ticket.id)]
    assert extras == [{"source": "old desk", "turn": {"mood": 3}}, {"turn": {"satisfaction": 5}}]


def test_a_customer_who_writes_again_reaches_the_opened_ticket(floor: Floor) -> None:
    floor.desk.bring([conversation("k2", *WAITING, channel="web")], open_waiting=True)
    receipt = floor.customer("还在吗", "k2")
    assert receipt.outcome == "added"
    floor.desk.bring([conversation("k1", *ANSWERED, channel="web")], open_waiting=True)
    later = floor.customer("又有问题", "k1")
    assert later.outcome == "new"
    archived = floor.ticket(later.ticket).parent
    assert archived is not None
    assert floor.ticket(archived).archived


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ([], "desk.bad_field"),
        ({"turns": [{"from": "customer", "text": "x"}]}, "desk.field_missing"),
        ({"id": "k", "turns": []}, "desk.field_missing"),
        ({"id": "k", "turns": {"from": "customer"}}, "desk.field_missing"),
        ({"id": "k", "turns": ["hello"]}, "desk.bad_field"),
        ({"id": "k", "turns": [{"from": "boss", "text": "x"}]}, "desk.bad_author"),
        ({"id": "k", "turns": [{"from": "agent", "text": "x", "at": "never"}]}, "desk.bad_time"),
    ],
)
def test_what_is_no_conversation_is_refused_with_the_field(document: Json, wanted: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_conversation(document)
    assert code(caught.value) == wanted
