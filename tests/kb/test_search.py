"""An agent types, and the article that answers stands on top."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.desk import Desk
from agentdesk.desk.library import bring_articles
from agentdesk.desk.verbs.knowledge import LearnQuestion, PutArticle
from agentdesk.kb.hit import Needles, hit_of
from agentdesk.model import Article
from agentdesk.text import has_raw
from agentdesk.text.pairs import terms_of
from tests.kb.shelf import ARTICLES, shelf


def ids(desk: Desk, query: str, lang: str = "") -> list[str]:
    return [hit.id for hit in desk.kb.search(query, lang)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("退", "KB-1"),
        ("退款", "KB-1"),
        ("發票", "KB-2"),
        ("推流码", "KB-3"),
        ("refund", "KB-4"),
        ("REF", "KB-4"),
        ("wi", "KB-5"),
        ("withdrawl fee", "KB-5"),
        ("KB-9", "KB-9"),
        ("kb-3", "KB-3"),
        ("退款多久到账", "KB-1"),
        ("请问我的钱什么时候能退给我啊", "KB-1"),
        ("直播播到一半断了怎么恢复", "KB-3"),
    ],
)
def test_the_article_that_answers_stands_on_top(desk: Desk, query: str, first: str) -> None:
    assert ids(desk, query)[0] == first


def test_what_is_typed_so_far_finds_it_key_by_key(desk: Desk) -> None:
    for typed in ("wi", "wit", "with", "withd", "withdraw", "withdrawals"):
        assert ids(desk, typed)[0] == "KB-5"


def test_a_short_query_wants_all_of_it_before_some_of_it(desk: Desk) -> None:
    assert ids(desk, "流水号")[:2] == ["KB-9", "KB-1"]


@pytest.mark.parametrize("query", ["", " ", "。，！", "qqq", "\x00", '"', "NEAR(", "* OR -"])
def test_what_nobody_wrote_finds_nothing(desk: Desk, query: str) -> None:
    assert desk.kb.search(query) == ()


def test_a_retired_article_is_not_found(desk: Desk) -> None:
    assert "KB-10" not in ids(desk, "退款")
    assert "KB-10" not in ids(desk, "KB-10")


def test_no_more_are_given_than_asked_for(desk: Desk) -> None:
    assert len(desk.kb.search("退款", limit=1)) == 1


def test_the_whole_title_beats_everything_but_the_id(desk: Desk) -> None:
    bring_articles(desk, [Article(id="KB-20", title="发票"), Article(id="发票", title="别的")], "import")
    assert ids(desk, "发票")[:2] == ["发票", "KB-20"]


def test_of_equal_articles_the_readers_language_comes_first(desk: Desk) -> None:
    twins = [Article(id=f"V-{lang}", title="VIP service", body="VIP", lang=lang) for lang in ("en", "zh")]
    bring_articles(desk, twins, "import")
    assert ids(desk, "vip", "zh")[0] == "V-zh"
    assert ids(desk, "vip", "en")[0] == "V-en"


def test_a_question_that_was_answered_is_found_again(desk: Desk) -> None:
    assert "KB-9" not in ids(desk, "卡注销了咋整")
    desk.do(LearnQuestion("KB-9", "卡注销了咋整"), actor=desk.sit("ann").id)
    assert ids(desk, "卡注销了咋整")[0] == "KB-9"


def test_a_changed_article_is_found_by_its_new_words_only(desk: Desk) -> None:
    desk.do(PutArticle(Article(id="KB-3", title="断流处理", body="重启推流", lang="zh")), actor=desk.sit("ann").id)
    assert ids(desk, "断流") == ["KB-3"]
    assert "KB-3" not in ids(desk, "恢复")


def test_the_snippet_is_the_sentence_with_the_hit_and_says_where(desk: Desk) -> None:
    hit = desk.kb.search("信用卡")[0]
    assert hit.snippet.startswith("原路退回")
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["信用卡"]


def test_a_question_is_the_snippet_where_the_body_says_nothing_of_it(desk: Desk) -> None:
    hit = desk.kb.search("还没收到")[0]
    assert (hit.id, hit.snippet) == ("KB-1", "退款还没收到")


def test_a_long_body_gives_the_part_that_answers_from_a_whole_word_on(desk: Desk) -> None:
    body = "Nothing of interest is said here. " * 20 + "and so the chargeback takes forty days " + "or more " * 40
    bring_articles(desk, [Article(id="KB-30", title="Disputes", body=body)], "import")
    (hit,) = desk.kb.search("chargeback")
    assert hit.snippet.startswith("…and so the chargeback takes forty days or more")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 98
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["chargeback"]


def test_common_characters_still_count_where_rare_words_choose(tmp_path: Path) -> None:
    many = tuple(Article(id=f"A{n:04}", title=f"我的问题{n}") for n in range(1500))
    telling, other = Article(id="C", title="话费问题"), Article(id="B", title="话费套餐")
    desk = shelf(tmp_path / "desk.db", (*many, telling, other))
    assert ids(desk, "这个月话费出了点问题")[:2] == ["C", "B"]
    desk.close()


@given(st.text())
def test_no_query_whatever_fails_and_no_snippet_is_raw(hostile: Desk, query: str) -> None:
    for hit in hostile.kb.search(query, "zh"):
        assert not has_raw(hit.snippet)
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.spans)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all generated queries, with an article that means harm."""
    body = "\x1b]52;c;aGk=\x07 退款 *\u200b* a\u200db refund"
    articles = (Article(id="H", title="\x1b[31m退款\u202e", body=body), *ARTICLES)
    desk = shelf(tmp_path_factory.mktemp("kb") / "desk.db", articles)
    yield desk
    desk.close()


@given(st.text(min_size=1), st.text(), st.text())
def test_a_snippet_of_any_body_whatever_is_one_safe_line(query: str, before: str, after: str) -> None:
    article = Article(id="X", title="X", body=f"{before}{query}{after}", similar=(query,))
    hit = hit_of(article, Needles(terms_of(query), {}))
    assert not has_raw(hit.snippet)
    assert "\n" not in hit.snippet
    assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.spans)
