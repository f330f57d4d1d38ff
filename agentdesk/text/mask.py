"""Personal data in a text: where it is, and the text without it.

Found are forms that can be told by their shape, a check digit or the word before them; a name in running text cannot.
"""

import re
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import msgspec

from agentdesk.text.normalise import normalise


class Kind(StrEnum):
    """What sort of personal data it is."""

    ID_CARD = "id_card"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    PASSPORT = "passport"
    CHAT_ID = "chat_id"
    SECRET = "secret"
    PLATE = "plate"
    ADDRESS = "address"
    ORDER = "order"


DEFAULT = frozenset(Kind) - {Kind.ORDER}
"""What is masked unless told otherwise: an order number is what an agent works with."""


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters `start` to `end` (exclusive) of the text as written, and what they are."""

    start: int
    end: int
    kind: Kind


_PERHAPS = re.compile("[0-9@_-]")
"""Every form holds one of these; where only plain letters stand, there is nothing to look for."""
_NUMERALS = str.maketrans("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "001234567891234567891")
_ID_CARD = r"[1-9]\d{5}[ -]?(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dx]"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class _Form(NamedTuple):
    """How a kind looks in normalised text (group 1), its check, and how many letters and digits the mask leaves."""

    kind: Kind
    pattern: str
    head: int
    tail: int
    is_right: Callable[[str], bool] = bool
    is_number: bool = False


def find_personal(text: str, kinds: Collection[Kind] = DEFAULT) -> tuple[Span, ...]:
    """Where the text holds personal data of these kinds, in order and without overlaps."""
    if text.isascii() and not _PERHAPS.search(text):
        return ()
    plain = normalise(text)
    taken = bytearray(len(plain.text))
    spans = []
    for kind, start, end in _found(plain.text):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            spans.append(Span(*plain.span(start, end), kind))
    return tuple(sorted(span for span in spans if span.kind in kinds))


def mask(text: str, kinds: Collection[Kind] = DEFAULT) -> str:
    """The text with most letters and digits of its personal data as stars (138****5521); all else as written."""
    parts, done = [], 0
    for span in find_personal(text, kinds):
        parts += [text[done : span.start], _starred(text[span.start : span.end], _form(span.kind))]
        done = span.end
    return "".join((*parts, text[done:]))


def _found(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Every sighting, those first that win where two overlap."""
    numerals = text.translate(_NUMERALS)
    for form in _FORMS:
        for line in (text, numerals) if form.is_number and numerals != text else (text,):
            for match in _pattern(form.pattern).finditer(line):
                if form.is_right(match[1]):
                    yield form.kind, *match.span(1)


def _starred(text: str, form: _Form) -> str:
    if form.kind is Kind.EMAIL:
        name, at, host = text.rpartition("@") if "@" in text else text.rpartition("＠")
        return name[:1] + "***" + at + host
    if form.kind is Kind.SECRET:
        return "******"
    places = [place for place, character in enumerate(text) if character.isalnum()]
    hidden = set(places[form.head : len(places) - form.tail])
    return "".join("*" if place in hidden else character for place, character in enumerate(text))


def _form(kind: Kind) -> _Form:
    return next(form for form in _FORMS if form.kind is kind)


def _is_luhn(number: str) -> bool:
    """The check digit of ISO/IEC 7812-1, and not one digit over and over."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_id_card(number: str) -> bool:
    """The check digit of GB 11643-1999 (ISO 7064, MOD 11-2)."""
    signs = [character for character in number if character.isalnum()]
    total = sum(int(sign) * (1 << 17 - place) for place, sign in enumerate(signs[:17]))
    return "10x98765432"[total % 11] == signs[17]


_FORMS = (
    _Form(
        Kind.ORDER,
        r"(?:订单号?|单号|编号|order)(?: |no|number|是|为|#|:|\.){0,4}([a-z]{0,4}\d[\d-]{5,31})",
        head=2,
        tail=4,
    ),
    _Form(Kind.ID_CARD, rf"(?<![\da-z])({_ID_CARD})(?![\da-z])", 3, 4, _is_id_card, is_number=True),
    _Form(Kind.MOBILE, r"(?<!\d)(?:(?:\+|00)?86[ -]?)?(1[3-9](?:[ .-]?\d){9})(?!\d)", 3, 4, is_number=True),
    _Form(Kind.BANK_CARD, r"(?<!\d)([2-69](?:[ -]?\d){12,18})(?!\d)", 4, 4, _is_luhn, is_number=True),
    _Form(Kind.EMAIL, r"(?<![a-z\d._%+-])([a-z\d._%+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4})", 1, 0),
    _Form(Kind.PASSPORT, r"(?<![a-z\d])([eg]\d{8}|e[a-z]\d{7})(?![a-z\d])", 1, 2),
    _Form(
        Kind.PASSPORT,
        r"(?:护照|通行证|passport)(?: |no|number|号码|号|是|为|:|\.){0,4}([a-z]{0,2}\d{6,9})(?![a-z\d])",
        head=1,
        tail=2,
    ),
    _Form(
        Kind.CHAT_ID,
        r"(?a)(?:微信号?|[vw]信|vx|wx|wechat|v❤|q号|qq号?)(?:[ :是为]|id){0,4}"
        r"((?=[a-z]{0,19}[\d_-])[a-z\d][\w-]{4,19})",
        head=2,
        tail=0,
    ),
    _Form(
        Kind.SECRET,
        r"(?:密码|口令|验证码|password|pwd|passcode)(?: |是|为|:|=|is){1,3}((?=[!-/:-~]{0,31}\d)[!-~]{4,32})",
        head=0,
        tail=0,
    ),
    _Form(
        Kind.PLATE,
        rf"([{_PROVINCES}][a-hj-np-z][· .]?(?=(?:[a-z]?\d){{3}})[a-z\d]{{5,6}})(?![a-z\d])",
        head=2,
        tail=2,
    ),
    _Form(
        Kind.ADDRESS,
        r"(?:路|街|道|胡同|巷|弄|村)(\d{1,5}(?:号|弄|栋|幢)(?:[\da-z一-龥-]{0,20}(?:室|单元|楼|层|号|户))?)",
        head=0,
        tail=0,
    ),
)
"""In the order of who wins. Each repetition is bounded, so that no text takes more than linear time."""

_pattern = cache(re.compile)
"""Made at the first use, since they take milliseconds together."""
