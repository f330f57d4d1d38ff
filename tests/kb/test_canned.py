"""Canned replies are found by a few letters and speak to the customer by name."""

from pathlib import Path

import pytest

from agentdesk.clock import SeededChance
from agentdesk.desk import Claim, Desk
from agentdesk.kb import Knowledge
from tests.kb.shelf import ticket


def found(desk: Desk, query: str, number: int | None = None) -> list[str]:
    return [reply.id for reply in desk.kb.canned(query, "zh", number)]


@pytest.mark.parametrize(
    ("query", "first"),
    [("greeting", "greeting"), ("问候", "greeting"), ("gretting", "greeting"), ("到账", "refund-status"),
     ("status", "refund-status"), ("愉快", "goodbye"), ("結束", "goodbye")],
)  # fmt: skip
def test_a_few_letters_find_it(desk: Desk, query: str, first: str) -> None:
    assert found(desk, query)[0] == first


def test_nothing_like_it_finds_nothing(desk: Desk) -> None:
    assert found(desk, "zzzzzz") == []


def test_without_a_query_all_are_there_those_the_rules_suggest_first(desk: Desk) -> None:
    assert found(desk, "") == ["greeting", "refund-status", "goodbye"]
    assert found(desk, "", ticket(desk, "我要退款")) == ["refund-status", "greeting", "goodbye"]


def test_customer_and_agent_are_named(desk: Desk) -> None:
    number = ticket(desk, "我要退款")
    (greeting,) = desk.kb.canned("greeting", "zh", number, "小安")
    assert (greeting.title, greeting.text) == ("开场问候", "您好 林晓，我是 小安。")


def test_it_speaks_the_customers_language_under_a_title_in_the_agents(desk: Desk) -> None:
    number = ticket(desk, "hello there", lang="en", name="Mia")
    (greeting,) = desk.kb.canned("greeting", "zh", number, "Ann")
    assert (greeting.title, greeting.text) == ("开场问候", "Hello Mia, this is Ann.")


def test_the_owner_signs_where_no_name_is_given(desk: Desk) -> None:
    number = ticket(desk, "我要退款")
    desk.do(Claim(number), actor=desk.sit("ann").id)
    assert desk.kb.canned("greeting", "zh", number)[0].text == "您好 林晓，我是 小安。"


def test_unknown_names_are_never_invented(desk: Desk) -> None:
    assert desk.kb.canned("greeting", "zh")[0].text == "您好 尊敬的用户，我是 {agent}。"
    assert desk.kb.canned("greeting", "en", agent_name="Ann")[0].text == "Hello dear customer, this is Ann."


def test_a_name_that_looks_like_a_field_stays_a_name(desk: Desk) -> None:
    number = ticket(desk, "我要退款", name="{agent}")
    assert desk.kb.canned("greeting", "zh", number, "小安")[0].text == "您好 {agent}，我是 小安。"


def test_a_desk_without_rules_has_none(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "desk.db", chance=SeededChance(1), create=True)
    assert isinstance(desk.kb, Knowledge)
    assert desk.kb.canned("", "zh") == ()
    desk.close()
