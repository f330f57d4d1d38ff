"""A filter's text cut into pieces, each with its place."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

PLAIN: Final = str.maketrans("：＝！＜＞，、－", ":=!<>,,-")
"""Full-width signs, as an input method types them, and what they mean."""
QUOTES: Final = {'"': '"', "“": "”", "「": "」"}
_OPERATOR: Final = re.compile(r":?(>=|<=|!=|≥|≤|>|<|=)|:")
_SAME: Final = {"≥": ">=", "≤": "<=", "=": ":", "": ":"}


class Word(msgspec.Struct, frozen=True):
    """A value or a key, and where it begins; `quoted` when quotes stood around it."""

    text: str
    at: int
    quoted: bool = False


class Piece(msgspec.Struct, frozen=True):
    """One term as it stands there: `key` is None for a free word."""

    at: int
    end: int
    negated: bool
    key: Word | None
    op: str
    values: tuple[Word, ...]


class Unclosed(Exception):
    """A quote that is never closed; `at` is where it opens."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a filter in their order; raises `Unclosed`."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        end = _end(text, at)
        yield _piece(text, at, end)
        at = end


def _end(text: str, at: int) -> int:
    """Return where the piece that begins here ends: at a blank outside of quotes."""
    while at < len(text) and not text[at].isspace():
        if text[at] in QUOTES:
            close = text.find(QUOTES[text[at]], at + 1)
            if close < 0:
                raise Unclosed(at)
            at = close
        at += 1
    return at


def _piece(text: str, start: int, end: int) -> Piece:
    at = start
    plain = text.translate(PLAIN)
    negated = plain[at] in "-!" and end - at > 1
    at += negated
    found = None if text[at] in QUOTES else _OPERATOR.search(plain, at, end)
    if found is None or any(mark in text[at : found.start()] for mark in QUOTES):
        return Piece(start, end, negated, None, ":", (_word(text, at, end),))
    op = found[1] or ""
    differs = op == "!="
    key = Word(text[at : found.start()], at)
    values = tuple(_values(text, plain, found.end(), end))
    return Piece(start, end, negated != differs, key, ":" if differs else _SAME.get(op, op), values)


def _values(text: str, plain: str, at: int, end: int) -> Iterator[Word]:
    """Yield what commas part, outside of quotes."""
    begin = at
    while at <= end:
        if at == end or plain[at] == ",":
            yield _word(text, begin, at)
            begin = at + 1
        elif text[at] in QUOTES:
            at = text.find(QUOTES[text[at]], at + 1)
        at += 1


def _word(text: str, at: int, end: int) -> Word:
    if end - at > 1 and text[at] in QUOTES and text[end - 1] == QUOTES[text[at]]:
        return Word(text[at + 1 : end - 1], at, True)
    return Word(text[at:end], at)
