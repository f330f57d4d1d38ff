"""Bringing articles in: many at once, durable, and twice is once."""

from agentdesk.desk import Desk
from agentdesk.desk.library import BATCH, Brought, bring_articles
from agentdesk.desk.verbs.knowledge import LearnQuestion
from agentdesk.model import Article
from tests.kb.shelf import ARTICLES


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    before = desk.reader().cursor()
    assert bring_articles(desk, ARTICLES, "import") == Brought(same=len(ARTICLES))
    assert desk.reader().cursor() == before


def test_new_changed_and_unchanged_are_counted_over_all_batches(desk: Desk) -> None:
    fresh = [Article(id=f"N{n}", title=f"文 {n}") for n in range(BATCH + 5)]
    seen: list[int] = []
    assert bring_articles(desk, fresh, "import", seen.append) == Brought(new=BATCH + 5)
    assert seen == [BATCH, BATCH + 5]
    fresh[0] = Article(id="N0", title="改")
    assert bring_articles(desk, fresh, "import") == Brought(changed=1, same=BATCH + 4)


def test_questions_that_were_learned_stay(desk: Desk) -> None:
    desk.do(LearnQuestion("KB-2", "专票怎么开"), actor=desk.sit("ann").id)
    assert bring_articles(desk, ARTICLES, "import") == Brought(same=len(ARTICLES))
    assert desk.kb.article("KB-2").similar == ("专票怎么开",)


def test_a_rebuilt_desk_finds_the_same(desk: Desk) -> None:
    before = desk.kb.search("退款", "zh")
    desk.store.rebuild()
    assert desk.kb.search("退款", "zh") == before
