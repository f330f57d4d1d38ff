"""Outside text passes one door, behind which a terminal has nothing to obey."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.text import Safe, has_raw, safe, safe_line, width
from tests.text.hostile import hostile

any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[2J\x1b[H退款已到账", "␛[2J␛[H退款已到账"),
        ("\x1b]52;c;QUFB\x07", "␛]52;c;QUFB␇"),
        ("\u009b31m红", "\ufffd31m红"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\tb", "a    b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202e已退款 0001 元", "已退款 0001 元"),
        ("退\u200b款", "退款"),
        ("hi\U000e0041\U000e0042\U000e007f", "hi"),
        ("❤\ufe0f👍🏽", "❤👍"),
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("🇨🇳🇺", "🇨🇳U"),
        ("\ud83d", "\ufffd"),
        ("\ue000\U000f0000", "\ufffd\ufffd"),
        ("a\u00a0b", "a b"),
        ("\u2800\u3164", " "),
        ("Z" + "\u0301" * 40 + "!", "Z\u0301\u0301!"),
        ("\u0301x", "\u25cc\u0301x"),
        ("한", "한"),
        ("[/b] [@click=app.bell]x[/]", "[/b] [@click=app.bell]x[/]"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_or_dropped(written: str, shown: str) -> None:
    assert safe(written) == shown


@pytest.mark.parametrize(
    "honest", ["", "我要退款！！", "Thanks :) — see you", "第一行\n第二行", "ｱﾞ ①②③ ℃ 🇨🇳 😀", "Привет", "สวัสดี"]
)
def test_honest_text_stays_as_written(honest: str) -> None:
    assert safe(honest) == honest
    assert not has_raw(honest)


@pytest.mark.parametrize(
    ("written", "line"),
    [("第一行\n\n  第二行\n", "第一行 ⏎ 第二行"), ("  plain  ", "  plain  "), ("a\u2029b", "a ⏎ b"), ("\n", "")],
)
def test_a_row_gets_one_line(written: str, line: str) -> None:
    assert safe_line(written) == line


def test_only_the_door_makes_safe_text() -> None:
    assert type(safe("退款")) is Safe
    assert Safe("\x1b[c") == "␛[c"
    assert type(safe("a") + "b") is str
    assert safe(once := safe("退\x1b款")) is once


def test_the_last_guard_sees_what_the_door_would_not_let_pass() -> None:
    assert all(map(has_raw, ["\x1b[c", "a\tb", "\u202e", "\u200b", "\u009b", "\ud800", "\ufe0f", "\ue000"]))


@given(any_text)
def test_safe_text_has_nothing_raw_whatever_was_written(text: str) -> None:
    clean = safe(text)
    assert not has_raw(clean)
    assert {unicodedata.category(sign) for sign in clean if sign != "\n"}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    assert str(safe(str(clean))) == clean
    assert "\n" not in safe_line(text)
    clean.encode()


@given(st.text("a\n\u0301\u0e49\u20dd\u200b\u1161", max_size=40))
def test_marks_do_not_pile_up_nor_join_what_stands_before(text: str) -> None:
    clean = safe(text)
    for line in clean.split("\n"):
        assert not line or width(line[0]) == 1
    stacked = "".join("m" if sign in "\u0301\u0e49\u20dd\u1161" else "." for sign in clean)
    assert "mmm" not in stacked


@pytest.mark.parametrize(("name", "text"), hostile())
def test_no_hostile_message_gets_through(name: str, text: str) -> None:
    for clean in (safe(text), safe_line(text)):
        assert not has_raw(clean), name
        assert not any((sign < " " and sign != "\n") or "\x7f" <= sign <= "\x9f" for sign in clean), name


@pytest.mark.parametrize(("name", "text"), hostile("markup", "csv"))
def test_a_message_in_plain_signs_is_shown_word_for_word(name: str, text: str) -> None:
    plain = text if text.isascii() and text.isprintable() else safe(text)
    assert safe(text) == plain, name
