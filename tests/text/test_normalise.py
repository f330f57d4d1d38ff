"""What is written in many ways is matched in one, and a match leads back to the text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.text import fold, normalise
from agentdesk.text._table import AFTER, BEFORE, IGNORED
from tests.text.hostile import hostile

any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("ＲＥＦＵＮＤ", "refund"),
        ("我要退貨，已經七天了", "我要退货,已经七天了"),
        ("Café déjà VU", "cafe deja vu"),
        ("cafe\u0301", "cafe"),
        ("don’t “stop”", 'don\'t "stop"'),
        ("１３８－００００", "138-0000"),
        ("𝐑𝐞𝐟𝐮𝐧𝐝", "refund"),
        ("ｱﾌﾟﾘ", "アフ\u309aリ"),
        ("⼀", "一"),
        ("İstanbul", "istanbul"),
        ("й", "й"),
        ("妳好", "你好"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_many_ways_to_write_become_one(written: str, matched: str) -> None:
    assert fold(written) == matched


@pytest.mark.parametrize("kept", ["㍿", "ﬁ", "½", "…", "。", "、", "ß", "订单12345", "退款\n换货", ""])
def test_what_would_grow_or_means_something_stays(kept: str) -> None:
    assert fold(kept) == kept


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u0336", "\U000e0041", "\x00", "\ufe0f"]
)
def test_an_invisible_character_hides_no_word(hidden: str) -> None:
    written = f"我要退{hidden}款。"
    plain = normalise(written)
    start = plain.text.index("退款")
    first, end = plain.span(start, start + 2)
    assert written[first:end] == f"退{hidden}款"


def test_offsets_are_spared_where_every_character_keeps_its_place() -> None:
    assert normalise("我要退款, REFUND！").offsets is None
    assert normalise("我要\u200b退款").offsets == (0, 1, 3, 4)


def test_an_empty_span_has_a_place_in_the_text_as_written() -> None:
    plain = normalise("\u200b退\u200b款")
    assert [plain.span(place, place) for place in range(3)] == [(1, 1), (3, 3), (4, 4)]
    assert normalise("\u200b").span(0, 0) == (0, 0)
    assert normalise("退款").span(2, 2) == (2, 2)


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert fold("退\ud83d款") == "退\ufffd款"


@given(any_text)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    once.encode()


@given(any_text)
def test_each_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    plain = normalise(text)
    spans = [plain.span(place, place + 1) for place in range(len(plain.text))]
    assert [fold(text[start:end]) for start, end in spans] == list(plain.text)
    assert spans == sorted(set(spans))


@pytest.mark.parametrize(("name", "text"), hostile())
def test_hostile_text_is_normalised_like_any_other(name: str, text: str) -> None:
    plain = normalise(text)
    assert plain.span(0, len(plain.text))[1] <= len(text), name


def test_the_stored_table_is_what_its_maker_makes() -> None:
    build_table = pytest.importorskip("agentdesk.text.build_table")
    opencc = pytest.importorskip("opencc")
    changes = build_table.table(opencc.OpenCC("t2s"))
    stored = dict(zip(BEFORE, AFTER, strict=True)) | {
        chr(code): build_table.IGNORED for first, last in IGNORED for code in range(first, last + 1)
    }
    differing = {before for before in changes.keys() | stored.keys() if changes.get(before) != stored.get(before)}
    # A newer Python knows more characters, a newer OpenCC more pairs; a common one may not differ.
    assert not differing & set("退貨換錢歐麥ＡＢａÉ１，？")
    assert len(differing) < 500
