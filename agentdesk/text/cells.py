"""Safe text in terminal cells: how wide it is, cut to a width, broken into lines.

Widths are those of rich, with which Textual paints. It is imported at the first use, since commands that print no table
need none. In safe text nothing joins, so a text is as wide as its characters together.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from types import ModuleType

ELLIPSIS = "…"

_WIDE = (
    r"\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffe6\U0001f000-\U0003ffff"
)
_OPENING = r"（《〈「『【〔［｛“‘("
_CLOSING = r"，。、；：？！）》〉」』】〕］｝”’…,.;:?!)"


def width(text: str) -> int:
    """How many cells safe text takes in one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return int(_rich().cell_len(text))


@lru_cache(8192)
def fit(text: str, cells: int) -> str:
    """Exactly so many cells of safe one-line text: padded with spaces, or cut with an ellipsis."""
    if cells <= 0:
        return ""
    if text.isascii() and text.isprintable():
        return text.ljust(cells) if len(text) <= cells else text[: cells - 1] + ELLIPSIS
    whole = width(text)
    if whole <= cells:
        return text + " " * (cells - whole)
    head, used = _head(text, cells - 1)
    return head + ELLIPSIS + " " * (cells - 1 - used)


def wrap(text: str, cells: int) -> list[str]:
    """Safe text in lines of at most so many cells (two or more, or a Chinese character has no room).

    Words are kept whole where a line holds them, Chinese breaks anywhere but before closing punctuation."""
    cells = max(cells, 2)
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, cells)]


def _wrapped(paragraph: str, cells: int) -> list[str]:
    if width(paragraph) <= cells:
        return [paragraph]
    if paragraph[: cells // 2].isspace():  # too deep an indent for so narrow a pane
        paragraph = (" " + paragraph.lstrip(" ")).rstrip(" ")
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces().findall(paragraph):
        size = width(piece)
        if used + size > cells and line.strip(" "):
            lines.append(line.rstrip(" "))
            line, used = "", 0
        if lines and not line:
            marks, piece = _unhooked(piece.lstrip(" "))
            lines[-1] += marks
            size = width(piece)
        if used + size > cells:
            *full, piece = _broken(piece, cells)
            lines.extend(full)
            line, used, size = "", 0, width(piece)
        line, used = line + piece, used + size
    return [*lines, line] if line or not lines else lines


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Return what a line is broken between, as start, end and text: words and wide characters, with their blanks."""
    for found in _with_blanks().finditer(text):
        yield found.start(), found.end(), found[0]


def _unhooked(piece: str) -> tuple[str, str]:
    """The marks a piece begins with, which belong to the character before it, and the rest."""
    place = next((place for place, character in enumerate(piece) if width(character)), len(piece))
    return piece[:place], piece[place:]


def _broken(piece: str, cells: int) -> list[str]:
    """A piece longer than a line, cut where each line is full."""
    if piece.isascii():
        return [piece[start : start + cells] for start in range(0, len(piece), cells)]
    size = _rich().get_character_cell_size
    lines = []
    start = used = 0
    for place, character in enumerate(piece):
        wide = size(character)
        if used + wide > cells:
            lines.append(piece[start:place])
            start, used = place, 0
        used += wide
    return [*lines, piece[start:]]


def _head(text: str, cells: int) -> tuple[str, int]:
    """The longest beginning of at most so many cells, with the marks on its last character, and the cells it takes."""
    size = _rich().get_character_cell_size
    used = 0
    for place, character in enumerate(text):
        wide = size(character)
        if used + wide > cells:
            return text[:place], used
        used += wide
    return text, used


@cache
def _pieces() -> re.Pattern[str]:
    """What a line is built from: spaces, one wide character with the punctuation that clings to it, or a word.

    Made at the first use, since it takes milliseconds."""
    return re.compile(f" +|[{_OPENING}]{{0,2}}[{_WIDE}][{_CLOSING}]{{0,2}}|[^ {_WIDE}]+")


@cache
def _with_blanks() -> re.Pattern[str]:
    """As `_pieces`, each with the blanks behind it."""
    return re.compile(rf"(?:[{_OPENING}]{{0,2}}[{_WIDE}][{_CLOSING}]{{0,2}}|[^\s{_WIDE}]+)\s*|\s+")


@cache
def _rich() -> ModuleType:
    import rich.cells

    return rich.cells
