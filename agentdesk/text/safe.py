"""The one door through which outside text comes to a terminal.

A message can hold sequences that fill the clipboard, press keys or forge lines, and characters that turn a line round
or stack up outside its cell. Characters known to be plain pass; everything else is judged by its Unicode category.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Self

UNKNOWN = "\ufffd"
"""Shown for what has no safe picture: lone surrogates, C1 controls, private use, unassigned."""

_TAB = "    "
_NO_BASE = "\u25cc"
"""The dotted circle Unicode gives to a mark that stands alone."""
_BRAILLE_BLANK = "\u2800"
_MOST_MARKS = 2

_PLAIN = (
    r"\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u0482"
    r"\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u218b\u2190-\u2426\u2440-\u244a\u2460-\u27ff"
    r"\u2900-\u2b73\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u2ff0-\u2ffb\u3000-\u3029\u3030-\u303f\u3041-\u3096\u309b-\u30ff"
    r"\u3105-\u312f\u3131-\u3163\u3190-\u31e3\u31f0-\u321e\u3220-\ua48c\ua490-\ua4c6\uac00-\ud7a3\uf900-\ufa6d\ufa70-\ufad9"
    r"\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uff9f\uffe0-\uffe6\uffe8-\uffee\ufffd"
    r"\U0001f000-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0002fa1d\U00030000-\U000323af"
)
"""Characters that take their cell or two and do nothing else: no mark, no format character, no control."""

_SUSPECT = re.compile(f"[^{_PLAIN}]+")
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+")
_FLAG_A = 0x1F1E6
_NEWLINES = "\r\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
"""Ignorable to Unicode though no format characters; and skin tones, since terminals disagree on their width."""


class Safe(str):
    """Text with nothing raw in it. Making one makes the text safe, so each one is; `+` and slices give `str`."""

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        """The text made safe."""
        return text if type(text) is cls else str.__new__(cls, _cleaned(text))


def safe(text: str) -> Safe:
    """The text as a terminal may have it: newlines stay, other controls become pictures (␛), what is invisible goes.

    Takes any string, lone surrogates included. The result holds no control but the newline, no format character, no
    lone surrogate, at most two marks on a letter, and no half of a flag: that becomes its letter."""
    return Safe(text)


def safe_line(text: str) -> Safe:
    """Safe text in one line, for rows and titles: line ends become ⏎ with a space on either side."""
    clean = Safe(text)
    if "\n" not in clean:
        return clean
    return Safe(" ⏎ ".join(line for part in clean.split("\n") if (line := part.strip(" "))))


def has_raw(text: str) -> bool:
    """Whether the text holds a character `safe` would not let stand: a control, a hidden one, an unknown one."""
    if text.isascii() and text.isprintable():
        return False
    return any(_judged(character)[0] != character for run in _SUSPECT.findall(text) for character in run)


def _cleaned(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    return _SUSPECT.sub(_shown_run, _FLAGS.sub(_shown_flags, text))


def _shown_flags(match: re.Match[str]) -> str:
    """Whole flags as they are; terminals disagree on the width of a half."""
    flags = match[0]
    return flags if len(flags) % 2 == 0 else flags[:-1] + chr(ord("A") + ord(flags[-1]) - _FLAG_A)


def _shown_run(match: re.Match[str]) -> str:
    """A run of suspects as it is shown: no third mark on a letter, and a dotted circle under a mark on nothing."""
    before = match.string[match.start() - 1] if match.start() else "\n"
    marks, shown = 0, []
    for character in match[0]:
        kept, is_mark = _judged(character)
        if is_mark:
            marks += 1
            if marks > _MOST_MARKS:
                continue
            if before == "\n":
                shown.append(_NO_BASE)
        elif kept:
            marks = 0
        shown.append(kept)
        before = kept or before
    return "".join(shown)


@lru_cache(4096)
def _judged(character: str) -> tuple[str, bool]:
    """What is shown for a suspect character, and whether it is a mark that stacks on the one before it."""
    code = ord(character)
    if character in _NEWLINES:
        return "\n", False
    if character == "\t":
        return _TAB, False
    if code < 0x20 or code == 0x7F:
        return chr(0x2400 + code) if code < 0x20 else "␡", False
    if character in _INVISIBLE or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF:
        return "", False
    return _by_category(character)


def _by_category(character: str) -> tuple[str, bool]:
    category = unicodedata.category(character)
    if category == "Cf":
        return "", False
    if category == "Zs" or character == _BRAILLE_BLANK:
        return " ", False
    if category[0] == "C":
        return UNKNOWN, False
    jamo = "\u1161" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb"
    return character, category[0] == "M" or jamo
