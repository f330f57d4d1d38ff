"""Automatic replies: once a conversation, to what a customer just wrote, never in a loop."""

import pytest

from agentdesk.clock import HOUR, SECOND
from agentdesk.desk import Claim, Undo
from agentdesk.desk.verbs.rules import ApplyRules
from agentdesk.model import Author, Sending
from tests.desk.desks import FILES, NOW, Floor
from tests.desk.test_bring import conversation

RULES = """
replies: [{id: soon, text: {zh: "{customer}，我们上班后马上回复您", en: "{customer}, we answer when we open"}}]
rules: [{id: night, when: {calendar: off_hours}, then: {auto_reply: soon}}]
"""


@pytest.fixture
def night(floor: Floor) -> Floor:
    floor.desk.do(ApplyRules({**FILES, "night.yaml": RULES}, "nights"), actor=floor.ids["root"])
    return floor


def said(floor: Floor, ticket: int) -> list[str | None]:
    """Return what was sent by itself."""
    return [message.text for message in floor.messages(ticket) if message.author == Author.BOT]


def test_a_customer_is_answered_at_once_in_their_language(night: Floor) -> None:
    ticket = night.customer("在吗").ticket
    english = night.customer("Hello", "c2", lang="en").ticket
    assert said(night, ticket) == ["李四，我们上班后马上回复您"]
    assert said(night, english) == ["李四, we answer when we open"]


def test_it_goes_once_and_counts_as_nobodys_answer(night: Floor) -> None:
    ticket = night.customer("在吗").ticket
    night.customer("在吗？")
    assert len(said(night, ticket)) == 1
    stands = night.ticket(ticket)
    assert (stands.state, stands.first_answer_at, stands.waiting_since) == ("open", None, NOW)
    assert stands.first_due is not None


def test_it_leaves_like_an_answer_and_can_be_taken_back_as_long(night: Floor) -> None:
    ticket = night.customer("在吗").ticket
    (message,) = [one for one in night.messages(ticket) if one.author == Author.BOT]
    assert message.delivery == Sending.HELD
    night.do("bo", Undo(ticket))
    (message,) = [one for one in night.messages(ticket) if one.author == Author.BOT]
    assert (message.delivery, message.withdrawn) == (Sending.WITHDRAWN, True)


def test_nobody_is_answered_by_itself_whose_ticket_somebody_owns(night: Floor) -> None:
    night.clock.advance(11 * HOUR)
    ticket = night.customer("在吗").ticket
    night.do("ann", Claim(ticket))
    night.clock.advance(12 * HOUR)
    night.customer("还在吗")
    assert said(night, ticket) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "自动回复：我正在休假"},
        {"text": "Out of office: back on Monday"},
        {"text": "Hello", "auto-submitted": "auto-replied"},
        {"text": "在吗", "at": "2026-09-21T08:00:00Z"},
    ],
)
def test_machines_and_old_messages_get_none(night: Floor, fields: dict[str, str]) -> None:
    assert said(night, night.customer(fields.pop("text"), **fields).ticket) == []


def test_two_machines_do_not_write_to_each_other_by_ever_new_tickets(night: Floor) -> None:
    who = {"id": "machine", "name": "M"}
    first = night.customer("ping", "k1", customer=who).ticket
    second = night.customer("ping", "k2", customer=who).ticket
    assert (len(said(night, first)), len(said(night, second))) == (1, 0)
    night.clock.advance(HOUR + SECOND)
    assert len(said(night, night.customer("ping", "k3", customer=who).ticket)) == 1


def test_history_that_is_brought_in_answers_nobody(night: Floor) -> None:
    night.desk.bring([conversation("old", ("customer", "在吗"))], open_waiting=True)
    (ticket,) = [one for one in night.desk.reader().history(10) if one.imported]
    assert said(night, ticket.id) == []
