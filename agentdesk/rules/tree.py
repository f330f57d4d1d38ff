"""Conditions made fast: each leaf is one bit, and a tree of `all`, `any`, `none` reads a number of bits.

Text conditions have the low bits, which a Sighting sets; facts have the bits above, which a FactTable sets.
"""

from collections.abc import Sequence
from typing import Protocol

from agentdesk.rules.scanner import sum_bits
from agentdesk.rules.sighting import Sighting, Span

Watched = frozenset[int]


class Test(Protocol):
    """A compiled condition."""

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether it holds for a message whose true leaves are `bits`."""

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """The text bits that bear it out, given that it holds; hits that count only together go to `windows`."""

    def watched(self) -> Watched | None:
        """Bits of which at least one is set whenever this holds; None when it may hold with none of them."""


class Leaf:
    """One bit."""

    def __init__(self, bit: int, is_text: bool) -> None:
        self.bit = bit
        self.is_text = is_text

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether the bit is set."""
        return bool(bits & self.bit)

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """The bit of a text condition; nothing for a fact."""
        return self.bit if self.is_text else 0

    def watched(self) -> Watched | None:
        """The bit itself."""
        return frozenset((self.bit,))


class Every:
    """All parts hold. Leaves are one comparison; `need` must be set and `forbid` clear."""

    def __init__(self, parts: Sequence[Test], first_fact: int) -> None:
        self._parts = tuple(parts)
        self._first_fact = first_fact
        leaves = [part for part in parts if isinstance(part, Leaf)]
        self.need = sum_bits(part.bit for part in leaves)
        self._text = sum_bits(part.bit for part in leaves if part.is_text)
        plain_nones = [part for part in parts if isinstance(part, Nothing) and part.plain]
        self.forbid = sum_bits(part.forbid for part in plain_nones)
        self.rest = tuple(part for part in parts if not isinstance(part, Leaf) and part not in plain_nones)

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether all parts hold."""
        if bits & self.need != self.need or bits & self.forbid:
            return False
        for part in self.rest:
            if not part.holds(bits, seen):
                return False
        return True

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """That of all parts; for leaves it is known beforehand."""
        found = self._text
        for part in self.rest:
            found |= part.evidence(bits, seen, windows)
        return found

    def watched(self) -> Watched | None:
        """What one part watches: one of the text if there is one, since facts often hold; else the narrowest."""
        known = [watched for part in self._parts if (watched := part.watched()) is not None]
        return min(known, key=lambda watched: (max(watched) >= self._first_fact, len(watched))) if known else None


class Some:
    """At least one part holds."""

    def __init__(self, parts: Sequence[Test]) -> None:
        self._parts = tuple(parts)
        self._leaves = sum_bits(part.bit for part in parts if isinstance(part, Leaf))
        self._text = sum_bits(part.bit for part in parts if isinstance(part, Leaf) and part.is_text)
        self._rest = tuple(part for part in parts if not isinstance(part, Leaf))

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether a leaf is set or another part holds."""
        if bits & self._leaves:
            return True
        for part in self._rest:
            if part.holds(bits, seen):
                return True
        return False

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """That of the parts that hold."""
        found = self._text & bits
        for part in self._rest:
            if part.holds(bits, seen):
                found |= part.evidence(bits, seen, windows)
        return found

    def watched(self) -> Watched | None:
        """What all parts watch together; None when one of them may hold without."""
        found: set[int] = set()
        for part in self._parts:
            watched = part.watched()
            if watched is None:
                return None
            found |= watched
        return frozenset(found)


class Nothing:
    """No part holds."""

    def __init__(self, parts: Sequence[Test]) -> None:
        self.forbid = sum_bits(part.bit for part in parts if isinstance(part, Leaf))
        self._rest = tuple(part for part in parts if not isinstance(part, Leaf))
        self.plain = not self._rest

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether all leaves are clear and no other part holds."""
        if bits & self.forbid:
            return False
        for part in self._rest:
            if part.holds(bits, seen):
                return False
        return True

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """Nothing: what is not there has no place."""
        return 0

    def watched(self) -> Watched | None:
        """None: it holds for a text without any hit."""
        return None


class Other:
    """A condition that is asked of another text of the ticket; with `also` it may hold for this one instead."""

    def __init__(self, where: str, part: Test, *, also: bool) -> None:
        self._where = where
        self._part = part
        self._also = also

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether it holds there."""
        if self._also and self._part.holds(bits, seen):
            return True
        other = seen.other(self._where)
        return other is not None and self._part.holds(other.bits, other)

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """That in this text; what stands in another has no place here."""
        if self._also and self._part.holds(bits, seen):
            return self._part.evidence(bits, seen, windows)
        return 0

    def watched(self) -> None:
        """None: it may hold for a text without any hit."""
        return


class Near:
    """One hit of every leaf lies inside `chars` characters."""

    def __init__(self, bits: Sequence[int], chars: int) -> None:
        self.bits = tuple(bits)
        self._need = sum_bits(bits)
        self.chars = chars

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether there is such a window."""
        return bits & self._need == self._need and self.window(seen) is not None

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """The hits in the first window."""
        windows.update(self.window(seen) or ())
        return 0

    def watched(self) -> Watched | None:
        """Any one of its leaves: the first."""
        return frozenset(self.bits[:1])

    def window(self, seen: Sighting) -> tuple[Span, ...] | None:
        """Return the hits of the first window that is short enough, one a leaf."""
        if self not in seen.memo:
            seen.memo[self] = first_window([seen.spans(bit) for bit in self.bits], self.chars)
        window: tuple[Span, ...] | None = seen.memo[self]
        return window

    def distance(self, seen: Sighting) -> int | None:
        """Return the characters that the closest hits of all leaves span; None when a leaf has no hit."""
        windows = windows_of([seen.spans(bit) for bit in self.bits])
        return min((_width(window) for window in windows), default=None)


def windows_of(spans: list[list[Span]]) -> list[tuple[Span, ...]]:
    """Return, for each start of a hit, the shortest window that begins there and holds a hit of every list.

    One pass from the right, keeping for each list the hit that ends first.
    """
    marked = sorted(((start, end, which) for which, many in enumerate(spans) for start, end in many), reverse=True)
    best: list[Span | None] = [None] * len(spans)
    found: list[tuple[Span, ...]] = []
    for start, end, which in marked:
        earlier = best[which]
        if earlier is None or end <= earlier[1]:
            best[which] = (start, end)
        window = tuple(span for span in best if span is not None)
        if len(window) == len(spans):
            found.append(window)
    return found[::-1]


def first_window(spans: list[list[Span]], chars: int) -> tuple[Span, ...] | None:
    """Return the first window of at most `chars` characters, or None."""
    if all(len(many) == 1 for many in spans):  # as most are
        window = tuple(many[0] for many in spans)
        return window if _width(window) <= chars else None
    return next((window for window in windows_of(spans) if _width(window) <= chars), None)


def _width(window: tuple[Span, ...]) -> int:
    return max(end for _, end in window) - min(start for start, _ in window)
