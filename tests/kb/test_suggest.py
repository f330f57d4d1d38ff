"""A ticket is opened, and the articles that answer its customer are there already."""

import msgspec

from agentdesk.desk import Desk
from agentdesk.desk.library import bring_articles
from agentdesk.model import Article
from tests.kb.shelf import ticket


def suggested(desk: Desk, number: int, text: str | None = None) -> list[str]:
    return [hit.id for hit in desk.kb.suggest(number, text)]


def test_what_the_rules_named_comes_first_then_what_the_words_find(desk: Desk) -> None:
    number = ticket(desk, "我的退款还没收到")
    assert suggested(desk, number)[:2] == ["KB-9", "KB-1"]


def test_the_last_message_that_says_something_weighs_most(desk: Desk) -> None:
    number = ticket(desk, "怎么开发票", "直播突然中断了怎么办", "在吗")
    found = suggested(desk, number)
    assert found[0] == "KB-3"
    assert "KB-2" in found


def test_the_tickets_language_comes_first(desk: Desk) -> None:
    bring_articles(desk, [Article(id="KB-40", title="livestream 中断", body="stream", lang="en")], "import")
    assert suggested(desk, ticket(desk, "直播中断 livestream"))[0] == "KB-3"


def test_a_draft_is_asked_instead_of_the_conversation(desk: Desk) -> None:
    number = ticket(desk, "直播突然中断了怎么办")
    assert suggested(desk, number, "发票怎么开")[0] == "KB-2"


def test_a_ticket_as_a_value_serves_too(desk: Desk) -> None:
    found = desk.reader().ticket(ticket(desk, "怎么开发票"))
    assert found is not None
    named = msgspec.structs.replace(found, articles=("KB-5", "KB-10", "gone"))
    hits = [hit.id for hit in desk.kb.suggest(named, limit=2)]
    assert hits == ["KB-5", "KB-2"]


def test_small_talk_and_unknown_tickets_suggest_nothing(desk: Desk) -> None:
    assert suggested(desk, ticket(desk, "嗯")) == []
    assert desk.kb.suggest(999) == ()
