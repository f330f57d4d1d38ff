"""Receive: a customer's message comes in, once, is judged, and gets its place."""

import msgspec
import pytest

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import Note
from agentdesk.desk.inbound import read_message
from agentdesk.lang import Refusal
from agentdesk.model import Json
from tests.desk.desks import NOW, Floor, code, inbound


def test_a_first_message_opens_a_ticket_that_is_judged_and_promised_something(floor: Floor) -> None:
    receipt = floor.customer("请给我退款", id="m1")
    ticket = floor.ticket(receipt.ticket)
    assert (receipt.outcome, receipt.team, receipt.tags) == ("new", "funds", ("退款",))
    assert (ticket.state, ticket.team, ticket.owner, ticket.points) == ("open", "funds", None, 10)
    assert (ticket.subject, ticket.customer_name, ticket.waiting_since) == ("请给我退款", "李四", NOW)
    assert (ticket.first_due, ticket.due_kind, ticket.lane) == (NOW + 4 * HOUR, "first_response", 1)
    assert ticket.order_at == NOW + 4 * HOUR - 10 * MINUTE
    (message,) = floor.messages(ticket.id)
    assert message.verdict == receipt.verdict
    assert message.verdict is not None
    assert message.verdict.hits[0].spans == ((3, 5),)
    assert any("refund" in line for line in floor.desk.why(ticket.id, "en"))


def test_a_conversation_goes_on_in_its_ticket(floor: Floor) -> None:
    first, other = floor.customer("我要退款"), floor.customer("hello", "c2")
    floor.clock.advance(MINUTE)
    second = floor.customer("账号被盗号了")
    assert (second.ticket, second.outcome) == (first.ticket, "added")
    assert other.ticket != first.ticket
    ticket = floor.ticket(first.ticket)
    assert (ticket.priority, ticket.lane, ticket.tags) == ("urgent", 0, ("退款", "盗号"))
    assert (ticket.team, ticket.proposed_team) == ("funds", "risk")
    assert (ticket.waiting_since, ticket.last_customer_at, ticket.messages) == (NOW, NOW + MINUTE, 2)


def test_without_a_conversation_a_customers_message_joins_their_ticket_on_that_channel(floor: Floor) -> None:
    def write(channel: str) -> int:
        return floor.receive({"channel": channel, "customer": {"id": "u1"}, "text": "hello"}).ticket

    phone = write("phone")
    assert write("phone") == phone
    assert write("email") != phone
    assert floor.receive({"channel": "phone", "customer": {"id": "u2"}, "text": "hello"}).ticket != phone


def test_the_same_message_twice_is_stored_once(floor: Floor) -> None:
    first = floor.customer("我要退款", id="m1")
    cursor = floor.desk.reader().cursor()
    again = floor.customer("我要退款", id="m1")
    assert (again.outcome, again.ticket, again.n) == ("repeated", first.ticket, first.n)
    assert floor.desk.reader().cursor() == cursor
    both = [{"channel": "web", "id": "m2", "conversation": "c1", "text": "twice in one batch"}] * 2
    outcomes = [receipt.outcome for receipt in floor.desk.receive([inbound(document) for document in both])]
    assert outcomes == ["added", "repeated"]


def test_the_same_id_with_another_text_is_kept_and_flagged(floor: Floor) -> None:
    first = floor.customer("我要退款 100", id="m1")
    changed = floor.customer("我要退款 900", id="m1")
    assert (changed.outcome, changed.ticket) == ("changed", first.ticket)
    assert floor.customer("我要退款 900", id="m1").outcome == "repeated"
    assert floor.customer("我要退款 100", id="m1").outcome == "repeated"
    original, other = floor.messages(first.ticket)
    assert (original.text, original.flagged) == ("我要退款 100", "")
    assert (other.text, other.flagged) == ("我要退款 900", "changed")
    assert floor.receive({"channel": "email", "id": "m1", "text": "another channel's m1"}).outcome == "new"


def test_a_bots_words_are_kept_and_not_judged(floor: Floor) -> None:
    receipt = floor.customer("您是要退款吗？", **{"from": "bot"})
    assert receipt.verdict is None
    ticket = floor.ticket(receipt.ticket)
    assert (ticket.tags, ticket.waiting_since) == ((), None)
    assert floor.messages(ticket.id)[0].author == "bot"


def test_fields_that_we_do_not_know_are_kept(floor: Floor) -> None:
    receipt = floor.customer("我要退款", order={"id": "A-1", "lines": [1, 2]}, device="ios")
    (event,) = floor.events(receipt.ticket)
    assert event.body is not None
    assert event.body["extra"] == {"order": {"id": "A-1", "lines": [1, 2]}, "device": "ios"}
    assert "extra" not in str(event.data.values())


def test_what_the_platform_tells_of_a_customer_is_kept_up_to_date(floor: Floor) -> None:
    def write(**fields: object) -> None:
        floor.receive({"channel": "chat", "customer": {"id": "u1", **fields}, "conversation": "c", "text": "hello"})

    write(name="李四", tier="VIP", verified="no", since=2019)
    write(verified="yes")
    customer = floor.desk.reader().customer_by("chat", "u1")
    assert customer is not None
    assert (customer.name, customer.tier, customer.attributes) == ("李四", "vip", {"verified": "yes", "since": "2019"})
    cursor = floor.desk.reader().cursor()
    write(name="李四")
    _, events = floor.desk.reader().journal(cursor, 9)
    assert [event.kind for event in events] == ["message.received"]


def test_a_message_from_the_future_came_now_and_an_old_one_keeps_its_time(floor: Floor) -> None:
    ahead = floor.customer("hello", at="2199-01-01T00:00:00Z")
    assert floor.ticket(ahead.ticket).received_at == NOW
    late = floor.customer("hello", "c2", at="2026-09-21T00:00:00Z")
    assert floor.ticket(late.ticket).received_at < NOW


def test_messages_that_come_in_the_wrong_order_do_not_turn_time_back(floor: Floor) -> None:
    number = floor.customer("second", at="2026-09-21T10:00:00+08:00").ticket
    before = floor.ticket(number).last_customer_at
    floor.customer("first", at="2026-09-21T09:00:00+08:00")
    ticket = floor.ticket(number)
    assert ticket.last_customer_at == before
    assert ticket.waiting_since is not None
    assert before is not None
    assert ticket.waiting_since < before


@pytest.mark.parametrize(
    "attachments",
    [
        [{"name": "小票.jpg", "url": "https://x/y", "size": 3}],
        [{"url": "https://x/y"}],
        [{"name": None, "size": "12"}],
        [{"name": 5, "size": -1.5, "url": []}],
        [{}],
        ["receipt.jpg", 7, None],
        [{"name": "a", "size": 10**30}],
    ],
)
def test_attachments_of_any_shape_can_be_read_again(floor: Floor, attachments: list[object]) -> None:
    receipt = floor.customer("see this", attachments=attachments)
    (message,) = floor.desk.story(receipt.ticket).messages
    assert len(message.attachments) == len(attachments)
    assert floor.desk.store.rebuild() > 0


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\x1b]0;title\x07",
        "\ud800 alone".encode("utf-8", "replace").decode(),
        "\u202eevil",
        "'; DROP TABLE",
        "a" * 300_000,
    ],
)
def test_text_of_any_kind_is_stored_as_it_came(floor: Floor, text: str) -> None:
    receipt = floor.customer(f"x{text}")
    assert floor.messages(receipt.ticket)[0].text == f"x{text}"
    assert len(floor.ticket(receipt.ticket).preview) <= 120


def test_an_agent_may_paste_anything_too(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Note(number, "half an emoji \ud83d and a NUL \x00"))
    text = floor.messages(number)[-1].text
    assert text is not None
    assert text.startswith("half an emoji ")


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ("hello", "desk.bad_field"),
        ({"text": ""}, "desk.field_missing"),
        ({"text": "  \n "}, "desk.field_missing"),
        ({"text": {"a": 1}}, "desk.bad_field"),
        ({"text": "x", "customer": 5}, "desk.bad_field"),
        ({"text": "x", "customer": {"attributes": "none"}}, "desk.bad_field"),
        ({"text": "x", "attachments": "a.jpg"}, "desk.bad_field"),
        ({"text": "x", "at": "yesterday"}, "desk.bad_time"),
        ({"text": "x", "at": "0001-01-01T00:00:00+14:00"}, "desk.bad_time"),
        ({"text": "x", "from": "agent"}, "desk.bad_author"),
    ],
)
def test_what_is_no_message_is_refused_with_the_field(document: Json, wanted: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_message(document)
    assert code(caught.value) == wanted


def test_a_batch_is_stored_whole_or_not_at_all(floor: Floor) -> None:
    cursor = floor.desk.reader().cursor()
    good = inbound({"text": "fine", "id": "m1", "channel": "web"})
    impossible = msgspec.structs.replace(good, id="m2", extra={"device": object()})
    with pytest.raises(TypeError):
        floor.desk.receive([good, impossible])
    assert floor.desk.reader().cursor() == cursor
    assert floor.desk.receive([good])[0].outcome == "new"


def test_no_channel_and_conversation_read_like_another_pair(floor: Floor) -> None:
    first = floor.customer("我要退款", "b:c", channel="a").ticket
    second = floor.customer("盗号了", "c", channel="a:b", customer={"id": "another", "name": "王五"}).ticket
    assert first != second
    one = floor.customer("我要退款", "d", channel="a", id="b\nc").ticket
    other = floor.customer("我要退款", "e", channel="a\nb", id="c").ticket
    assert one != other
