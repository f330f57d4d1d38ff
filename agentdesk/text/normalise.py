"""Text as rules and search see it: one form for what people write in many ways, and the way back to what they wrote.

Case, width, compatibility forms, accents on Latin letters and Traditional characters are folded, one character for one
character. What nobody sees (zero-width, bidi, variation selectors, controls, skin tones) is dropped: it hides no word.
"""

import re
from functools import cache

import msgspec

_LISTED = 0x20000
"""Code points below are looked up in a list, which takes half the time of a dict; hardly any text holds others."""
_RARE = re.compile(f"[{chr(_LISTED)}-\U0010ffff]")
_PLAIN = re.compile(r"[\n -_a-~]*")
"""Such text changes in nothing but its case, and needs no table."""
_IGNORED = "\u200b"


class Normalised(msgspec.Struct, frozen=True):
    """Normalised text. `offsets` is None where each character stands for the one at the same place in the text as
    written; else it gives for each character the place it came from."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the text as written: from its first character to behind its last one."""
        if self.offsets is None:
            return start, end
        if start >= end:
            place = self.offsets[start] if start < len(self.offsets) else self.offsets[-1] + 1 if self.offsets else 0
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(text: str) -> Normalised:
    """The text in the one form rules and search compare, with the way back. Takes any string, lone surrogates too."""
    if _PLAIN.fullmatch(text):
        return Normalised(text.lower())
    folded = text.translate(_table())
    if _RARE.search(folded):
        folded = folded.translate(_rare_table())
    if _IGNORED not in folded:
        return Normalised(folded)
    parts = folded.split(_IGNORED)
    offsets: list[int] = []
    start = 0
    for part in parts:
        offsets.extend(range(start, start + len(part)))
        start += len(part) + 1
    return Normalised("".join(parts), tuple(offsets))


def fold(text: str) -> str:
    """The normalised text alone, for words that are to be found in normalised text."""
    return normalise(text).text


@cache
def _table() -> list[int]:
    """What stands for each code point below `_LISTED`. Built at the first use, in some milliseconds."""
    table = list(range(_LISTED))
    table[0xD800:0xE000] = [0xFFFD] * 0x800
    for before, after in _changes().items():
        if before < _LISTED:
            table[before] = after
    return table


@cache
def _rare_table() -> dict[int, int]:
    """The same for the code points from `_LISTED` on."""
    return {before: after for before, after in _changes().items() if before >= _LISTED}


def _changes() -> dict[int, int]:
    from agentdesk.text import _table as stored

    changes = dict(zip(map(ord, stored.BEFORE), map(ord, stored.AFTER), strict=True))
    for first, last in stored.IGNORED:
        changes.update(dict.fromkeys(range(first, last + 1), ord(_IGNORED)))
    return changes
