"""Writes `_table.py`, the character table behind `normalise`.

Run by a developer, after a change here or for a newer Unicode, with the `opencc` package installed:

    python -m agentdesk.text.build_table

The table is stored, not computed at start, so that a message is read alike under every Python version and so that the
program needs no converter at run time. Sources: Unicode compatibility decompositions and case (unicodedata), and the
character dictionary Traditional to Simplified of OpenCC (Apache License 2.0).
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

IGNORED = "\u200b"
"""The one character every ignorable character is first mapped to."""

_CHOSEN = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\u00ad",
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060",
    '"': "\u201c\u201d\u201e\u201f\u2033",
    "·": "\u2022\u2027\u2219\u22c5\u30fb\uff65\u25cf\u2024",
    " ": "\x1c\x1d\x1e\x1f\u1680\u2800",
    "\n": "\x0b\x0c\x85\u2028\u2029",
    "你": "妳",
    "了": "瞭",
}
"""Our own choices: signs people type for one another, and Traditional forms OpenCC only converts within phrases."""

_IGNORABLE = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F)),  # controls that are no white space
    *((0x00AD, 0x00AD), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A)),
    *((0x0300, 0x036F), (0x0483, 0x0489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)),
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0xE0000, 0xE0FFF),  # tags and the supplementary variation selectors
)
"""Default_Ignorable_Code_Point of Unicode, controls, marks stacked on Latin letters, and skin tones (inclusive)."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def table(converter: _Converter) -> dict[str, str]:
    """One character for one character: everything that `normalise` changes. Applying it twice changes nothing more."""
    chosen = {source: target for target, sources in _CHOSEN.items() for source in sources}
    ignored = {chr(code) for first, last in _IGNORABLE for code in range(first, last + 1)}
    found = {}
    for character in _characters():
        target = IGNORED if character in ignored else chosen.get(character) or _settled(character, converter, chosen)
        if target != character:
            found[character] = target
    return found


def _characters() -> Iterator[str]:
    return (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


def _settled(character: str, converter: _Converter, chosen: dict[str, str]) -> str:
    while (step := chosen.get(character) or _step(character, converter)) != character:
        character = step
    return character


def _step(character: str, converter: _Converter) -> str:
    """One rewriting of a character, or the character itself; a form that would grow longer is left alone."""
    forms = (unicodedata.normalize("NFKC", character), _unaccented(character), character.casefold())
    for form in (*forms, converter.convert(character)):
        if len(form) == 1 and form != character:
            return form
    return character


def _unaccented(character: str) -> str:
    """A Latin letter without its marks (é, e); other scripts keep theirs, where a mark makes another letter."""
    base, *marks = list(unicodedata.normalize("NFKD", character))
    latin = base.isascii() and base.isalpha()
    return base if latin and marks and all(map(unicodedata.combining, marks)) else character


def source(changes: dict[str, str]) -> str:
    """The text of `_table.py`: two strings of equal length, and the ranges of what is ignored."""
    singles = {before: after for before, after in changes.items() if after != IGNORED}
    lines = [
        '"""Which character stands for which, in order; written by `build_table.py`, not by hand."""',
        "",
        f'UNICODE_VERSION = "{unicodedata.unidata_version}"',
        "",
        *_constant("BEFORE", "".join(singles)),
        "",
        *_constant("AFTER", "".join(singles.values())),
        "",
        "IGNORED = (",
        *(f"    *[{', '.join(row)}]," for row in _rows([f"(0x{a:04X}, 0x{b:04X})" for a, b in _ranges(changes)])),
        ")",
    ]
    return "\n".join(lines) + "\n"


def _constant(name: str, text: str) -> Iterator[str]:
    """A string constant in lines of at most 120 columns, where everything not ASCII counts as two."""
    yield f"{name} = ("
    line, columns = "", 0
    for piece in map(_quoted, text):
        if columns > 108:
            yield f'    "{line}"'
            line, columns = "", 0
        line, columns = line + piece, columns + len(piece) * (1 if piece.isascii() else 2)
    yield f'    "{line}"'
    yield ")"


def _quoted(character: str) -> str:
    """A letter or digit as it is, anything else as an escape where it needs one."""
    if character.isalnum():
        return character
    return {'"': '\\"'}.get(character) or character.encode("unicode_escape").decode()


def _ranges(changes: dict[str, str]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for code in sorted(ord(before) for before, after in changes.items() if after == IGNORED):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges


def _rows(items: list[str]) -> Iterator[list[str]]:
    return (items[start : start + 5] for start in range(0, len(items), 5))


def main() -> None:
    """Write the table beside this file."""
    from opencc import OpenCC

    Path(__file__).with_name("_table.py").write_text(source(table(OpenCC("t2s"))), encoding="utf-8")


if __name__ == "__main__":
    main()
