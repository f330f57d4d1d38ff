"""What is pasted is text, whatever stands in it.

The parser of textual 8.2 takes an ESC within a bracketed paste for the beginning of a key, and presses what follows:
a ^S in a customer's text, pasted from a terminal that does not clean what it pastes, would send the answer. Here
control characters are taken out of a paste before the parser sees it. A paste that holds the very mark of its end
cannot be told from one that ended; terminals take that mark out.
"""

import re
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers import linux_driver
from textual.message import Message

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Cleaner:
    """Cleans what a terminal sends, piece by piece, as it comes."""

    def __init__(self) -> None:
        self._pasting = False
        self._held = ""
        """The end of the last piece, where a mark may have begun."""

    def clean(self, piece: str) -> str:
        """Return the piece without the control characters of a paste; keys outside of one stay as they are."""
        cleaned = ""
        while piece:
            part, piece = self._inside(piece) if self._pasting else self._outside(piece)
            cleaned += part
        return cleaned

    def _outside(self, piece: str) -> tuple[str, str]:
        """Pass keys on at once; a paste may have begun with the end of the piece before."""
        known = self._held
        place = (known + piece).find(BRACKETED_PASTE_START)
        if place < 0:
            self._held = (known + piece)[1 - len(BRACKETED_PASTE_START) :]
            return piece, ""
        self._held, self._pasting = "", True
        end = place + len(BRACKETED_PASTE_START) - len(known)
        return piece[:end], piece[end:]

    def _inside(self, piece: str) -> tuple[str, str]:
        """Take controls out; what may be the beginning of the mark of the end waits for the next piece."""
        text, mark, rest = (self._held + piece).partition(BRACKETED_PASTE_END)
        self._held = ""
        if mark:
            self._pasting = False
            return _CONTROLS.sub("", text) + mark, rest
        for length in range(min(len(text), len(BRACKETED_PASTE_END) - 1), 0, -1):
            if BRACKETED_PASTE_END.startswith(text[-length:]):
                text, self._held = text[:-length], text[-length:]
                break
        return _CONTROLS.sub("", text), ""


class CleanParser(XTermParser):
    """Parses what a terminal sends; a paste presses no keys."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._cleaner = Cleaner()

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what `data` comes to; "" says that nothing more comes."""
        if not data:
            yield from super().feed(data)
        elif cleaned := self._cleaner.clean(data):
            yield from super().feed(cleaned)


def keep_clean() -> None:
    """Let the terminal's input go through the clean parser from now on."""
    linux_driver.XTermParser = CleanParser  # type: ignore[attr-defined]
