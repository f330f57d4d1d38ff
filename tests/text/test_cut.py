"""Chinese and Latin words are found in SQLite's full-text search, and nothing typed breaks it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.store.driver import connect
from agentdesk.text.cut import MOST_TERMS, cut, match_expression, query
from tests.text.hostile import hostile

Search = Callable[[str | None], list[int]]
"""The places of the articles an expression finds, best first; none for no expression."""

ARTICLES = (
    "退款多久到账：原路退回，1-3 个工作日",
    "How to ask for a refund of an order",
    "iPhone15手机壳退货流程",
    "主播提现失败怎么办，先核对银行卡",
    "商家拒绝退货时的投诉步骤",
    "订单 20240318 is an example, not a shop",
)
any_text = st.text(st.characters(exclude_categories=()), max_size=60)
operators = st.text('退款ab"*^:(){}+-., \x00', max_size=30)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    path: Path = tmp_path_factory.mktemp("shelf") / "shelf.db"
    with closing(connect(path, create=True)) as connection:
        connection.execute("CREATE VIRTUAL TABLE shelf USING fts5(words)")
        connection.executemany("INSERT INTO shelf (words) VALUES (?)", [(cut(article),) for article in ARTICLES])
        ranked = "SELECT rowid - 1 FROM shelf WHERE shelf MATCH ? ORDER BY bm25(shelf), rowid"
        yield lambda expression: [place for (place,) in connection.execute(ranked, (expression,))] if expression else []


def test_an_indexed_text_is_characters_words_and_trigrams() -> None:
    assert cut("退款 Refund") == "退 款 refund \ue000ref \ue000efu \ue000fun \ue000und"
    assert cut("，。！") == ""


def test_a_query_is_its_terms_each_once() -> None:
    assert query("退款退货 REFUND") == ("退", "款", "货", "refund")


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("退款", [0]),
        ("退貨", [2, 4]),
        ("款退", []),
        ("手机", [2]),
        ("投诉步骤", [4]),
        ("refund", [1]),
        ("REF", [1]),
        ("re", [1]),
        ("fund", [1]),
        ("iphone 退货", [2]),
        ("iphone15手机", [2]),
        ("0318", [5]),
        ("退\u200b款", [0]),
        ("the the", []),
    ],
)
def test_a_short_query_finds_what_holds_all_of_it(found: Search, typed: str, places: list[int]) -> None:
    assert sorted(found(match_expression(typed))) == places


def test_a_question_finds_the_nearest_article_first(found: Search) -> None:
    assert found(match_expression("我的主播收入提现一直失败是为什么"))[0] == 3
    assert found(match_expression("i want a refnd for my ordr please"))[0] == 1


def test_common_terms_are_left_out_while_others_remain(found: Search) -> None:
    expression = match_expression("商家不给退货怎么投诉", drop={"退", "货", "么"}, every=False)
    assert expression is not None
    assert '"退"' not in expression
    assert '"退 货"' not in expression
    assert found(expression)[0] == 4
    assert match_expression("退货", drop={"退", "货"}, every=False) == '"退 货" OR "退" OR "货"'


@pytest.mark.parametrize("typed", ["", "   ", '"', "(((((", "^*", "，。", "\x00", "\u200b", "_"])
def test_a_query_without_a_word_looks_nothing_up(typed: str) -> None:
    assert match_expression(typed) is None


@given(any_text | operators)
def test_nothing_typed_is_a_syntax_error(found: Search, text: str) -> None:
    for every in (None, True, False):
        found(match_expression(text, every=every))


@pytest.mark.parametrize(("name", "text"), hostile())
def test_a_hostile_query_stays_small_and_legal(found: Search, name: str, text: str) -> None:
    expression = match_expression(text)
    found(expression)
    assert expression is None or expression.count(" OR ") + expression.count(" AND ") < 2 * MOST_TERMS, name


@given(any_text.filter(lambda text: match_expression(text) is not None))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for term in query(text):
        assert term in cut(text).split(" ")
