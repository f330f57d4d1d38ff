"""Safe text takes a known number of cells, so a row never runs into the pane beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from agentdesk.text import fit, safe, safe_line, width, wrap

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
chat = st.text("退款，。（）abc de,.!\n 😀é\u0301\u0e49", max_size=80)


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("refund", 6), ("退款", 4), ("退a款", 5), ("😀", 2), ("e\u0301", 1), ("❤", 1)]
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "fitted"),
    [
        ("退款", 6, "退款  "),
        ("退款", 4, "退款"),
        ("退款进度", 6, "退款… "),
        ("退款进度", 5, "退款…"),
        ("refund", 4, "ref…"),
        ("refund", 8, "refund  "),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("退款", 1, "…"),
        ("退款", 0, ""),
        ("refund", -1, ""),
    ],
)
def test_fit_cuts_and_pads_to_the_cell(text: str, cells: int, fitted: str) -> None:
    assert fit(text, cells) == fitted


def test_wrap_keeps_words_and_breaks_chinese_anywhere_but_before_its_punctuation() -> None:
    assert wrap("我买的衣服，already 七天了（还没有发货）。", 12) == [
        "我买的衣服，",
        "already 七天",
        "了（还没有发",
        "货）。",
    ]
    assert wrap("衣服还没有，发货", 10) == ["衣服还没", "有，发货"]
    assert wrap("please refund me now", 10) == ["please", "refund me", "now"]
    assert wrap("see https://example.com/refund/1", 12) == ["see", "https://exam", "ple.com/refu", "nd/1"]
    assert wrap("第一行\n\n  第二行", 20) == ["第一行", "", "  第二行"]
    assert wrap("", 10) == wrap(" " * 30, 10) == [""]
    assert wrap("        退款进度", 8) == [" 退款进", "度"]
    assert wrap("Привет", 4) == ["Прив", "ет"]


@given(any_text, st.integers(0, 30))
def test_a_fitted_text_is_exactly_as_wide_as_asked(text: str, cells: int) -> None:
    assert cell_len(fit(safe_line(text), cells)) == cells


@given(any_text)
def test_widths_are_those_the_screen_paints_with(text: str) -> None:
    assert width(safe(text)) == cell_len(safe(text)) == sum(map(width, safe(text)))


@given(any_text | chat, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces_and_no_line_is_too_wide(text: str, cells: int) -> None:
    clean = safe(text)
    lines = wrap(clean, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean.split())
    assert len(lines) >= clean.count("\n") + 1
    assert not any(line and width(line[0]) == 0 for line in lines)
