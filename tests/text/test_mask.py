"""Personal data is told by its shape, check digit or the word before it, and leaves the desk as stars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.text.mask import DEFAULT, Kind, Span, find_personal, mask
from tests.text.hostile import hostile

digits = st.text("0123456789-. \u200b＋+86xX一三八@a订单号", max_size=60)


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("打13800005521给我", "打138****5521给我"),
        ("138 0000 5521", "138 **** 5521"),
        ("+86-138-0000-5521", "+86-138-****-5521"),
        ("１３８００００５５２１", "１３８****５５２１"),
        ("一三八零零零零五五二一", "一三八****五五二一"),
        ("13\u200b800005521", "13\u200b8****5521"),
        ("第一13800005521", "第一138****5521"),
        ("身份证11010519491231002X", "身份证110***********002X"),
        ("110105 19491231 002x", "110*** ******** 002x"),
        ("卡号4111 1111 1111 1111", "卡号4111 **** **** 1111"),
        ("写信到 a.b+c@example.com 吧", "写信到 a***@example.com 吧"),
        ("护照E12345678", "护照E******78"),
        ("passport no. AB123456", "passport no. A*****56"),
        ("微信号: wxid_abc123def", "微信号: wx**_*********"),
        ("密码是abc123", "密码是******"),
        ("验证码：482913", "验证码：******"),
        ("车牌京A·12345", "车牌京A·***45"),
        ("建国路88号3号楼1201室", "建国路***********"),
    ],
)
def test_personal_data_is_masked(written: str, masked: str) -> None:
    assert mask(written) == masked


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "我要退款",
        "13800005521901",  # longer than a mobile number
        "110105194912310021",  # wrong check digit
        "6222021234567890123",  # fails Luhn
        "0000000000000000",
        "新iphone12 pro",
        "password is wrong",
        "微信支付 iPhone 客户端",
        "一三五有空",
        "订单号：4111111111111111",  # an order number that happens to pass Luhn
        "直播时间 2024-03-18 20:00",
    ],
)
def test_other_text_stays_as_written(kept: str) -> None:
    assert mask(kept) == kept


def test_an_order_number_is_masked_when_asked_for() -> None:
    written = "订单号：20240318123456"
    assert find_personal(written) == ()
    assert mask(written, DEFAULT | {Kind.ORDER}) == "订单号：20********3456"


def test_spans_are_of_the_text_as_written() -> None:
    written = "\u200b我是13800005521，邮箱x@example.com"
    assert find_personal(written) == (Span(3, 14, Kind.MOBILE), Span(17, 30, Kind.EMAIL))


def test_only_the_kinds_asked_for_are_masked() -> None:
    assert mask("13800005521 x@example.com", {Kind.EMAIL}) == "13800005521 x***@example.com"


@given(digits)
def test_spans_lie_in_order_in_the_text_and_masking_again_changes_nothing(text: str) -> None:
    spans = find_personal(text, frozenset(Kind))
    places = [place for span in spans for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(("name", "text"), hostile())
def test_a_hostile_message_is_masked_in_linear_time(name: str, text: str) -> None:
    mask(text)
    assert all(text[span.start : span.end] for span in find_personal(text)), name
