"""Many words in one pass over a text: Aho-Corasick, then borders and excepts."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Found = tuple[int, int, int]
"""Bits of the conditions a hit counts for, start and end in the text that was scanned."""

Span = tuple[int, int]
Around = tuple[str, int]
"""A longer word and where in it the short one begins."""

MOST_SEPARATORS = 2
"""How many separators may stand between two characters of a hidden word."""

_LEFT, _RIGHT = 1, 2
_FIRST_CJK = "\u2e80"
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_SEPARATORS = " .·•・*_~|/\\-"
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff"
_SEPARATED = re.compile(f"[{re.escape(_SEPARATORS)}{_INVISIBLE}]+(?=[{_CJK}])")
_IS_CJK = re.compile(f"[{_CJK}]")


def has_cjk(text: str) -> bool:
    """Whether a text holds a CJK character."""
    return _IS_CJK.search(text) is not None


class Term(msgspec.Struct, frozen=True):
    """A normalised word and the normalised longer words that cancel it."""

    word: str
    excepts: frozenset[str] = frozenset()
    hidden: bool = False
    part: bool = False
    """Whether it is also found inside longer Latin words."""

    @property
    def can_hide(self) -> bool:
        """Whether it is looked for with separators inside: it says so and has two CJK characters or more."""
        return self.hidden and len(_IS_CJK.findall(self.word)) > 1


def is_letter(char: str) -> bool:
    """Whether `char` joins with its neighbours to one word, as Latin letters and digits do and CJK does not."""
    return char < _FIRST_CJK and char.isalnum()


class Scanner:
    """Finds the terms of many conditions at once.

    `wanted` gives each term with the bits of the conditions it counts for.
    """

    def __init__(self, wanted: Iterable[tuple[Term, int]]) -> None:
        self._index: dict[str, int] = {}
        self._plain: list[int] = []
        self._parts: list[int] = []
        self._guarded: list[list[tuple[int, tuple[Around, ...]]]] = []
        self._edges: list[int] = []
        for term, bits in wanted:
            self._add(term, bits)
        self._engine: AhoCorasick | None = None
        if self._index:
            import ahocorasick_rs

            self._engine = ahocorasick_rs.AhoCorasick(self._index, store_patterns=False)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._engine is not None

    def scan(self, text: str) -> list[Found]:
        """Return every hit in `text`, which is normalised and holds no lone surrogates, in the order of their ends."""
        if self._engine is None:
            return []
        raw = self._engine.find_matches_as_indexes(text, overlapping=True)
        found: list[Found] = []
        plain, guarded, edges, parts = self._plain, self._guarded, self._edges, self._parts
        for pattern, start, end in raw:
            edge = edges[pattern]
            if edge and not bordered(text, start, end, edge):
                if parts[pattern]:
                    found.append((parts[pattern], start, end))
                continue
            bits = plain[pattern]
            for more, around in guarded[pattern]:
                if not inside(text, start, around):
                    bits |= more
            if bits:
                found.append((bits, start, end))
        return found

    def _add(self, term: Term, bits: int) -> None:
        number = self._index.setdefault(term.word, len(self._index))
        if number == len(self._plain):
            self._plain.append(0)
            self._parts.append(0)
            self._guarded.append([])
            self._edges.append(_edges(term.word))
        if term.part:
            self._parts[number] |= bits
        if term.excepts:
            self._guarded[number].append((bits, arounds(term)))
        else:
            self._plain[number] |= bits


def edges_of(term: Term) -> int:
    """Return at which ends of a term a border must be."""
    return 0 if term.part else _edges(term.word)


def _edges(word: str) -> int:
    return (_LEFT if is_letter(word[0]) else 0) | (_RIGHT if is_letter(word[-1]) else 0)


def arounds(term: Term) -> tuple[Around, ...]:
    """Return every place that `term` has in its excepts."""
    return tuple(
        (longer, offset)
        for longer in sorted(term.excepts)
        for offset in range(len(longer))
        if longer.startswith(term.word, offset)
    )


def inside(text: str, start: int, around: tuple[Around, ...]) -> bool:
    """Whether the word found at `start` lies inside one of its excepts."""
    for longer, offset in around:
        if start >= offset and text.startswith(longer, start - offset):
            return True
    return False


def sum_bits(many: Iterable[int]) -> int:
    """Return the bits of `many` together."""
    total = 0
    for bits in many:
        total |= bits
    return total


def bordered(text: str, start: int, end: int, edge: int) -> bool:
    """Whether no letter joins the word at the ends that `edge` names."""
    if edge & _LEFT and start and (before := text[start - 1]) < _FIRST_CJK and before.isalnum():
        return False
    return not (edge & _RIGHT and end < len(text) and (after := text[end]) < _FIRST_CJK and after.isalnum())


def unhide(text: str) -> tuple[str, list[int]] | None:
    """Return `text` without the separators (one or two) between CJK characters, and where each character stood.

    None when there are none.
    """
    cuts = [match.span() for match in _SEPARATED.finditer(text) if _hides(text, *match.span())]
    if not cuts:
        return None
    pieces: list[str] = []
    stood: list[int] = []
    begin = 0
    for start, end in [*cuts, (len(text), len(text))]:
        pieces.append(text[begin:start])
        stood.extend(range(begin, start))
        begin = end
    return "".join(pieces), stood


def _hides(text: str, start: int, end: int) -> bool:
    """Whether the run of separators before a CJK character is short and stands behind another one."""
    return (
        end - start <= MOST_SEPARATORS
        and start > 0
        and text[start - 1] >= _FIRST_CJK
        and _IS_CJK.match(text, start - 1) is not None
    )
