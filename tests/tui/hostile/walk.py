"""The walk through the screens: every payload is looked at wherever it can appear, and each look is judged."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from tests.tui.hostile.stock import Entry
from tests.tui.hostile.terminals import SIZE, Judge, see

CLOCK = re.compile(r"\d\d:\d\d\s*$")
BORDERS = "│┃"
TRIES = 100
"""So often a picture that is still being painted is looked at again."""
ESCAPE = "\x1b"
FIND = "\x06"
SEARCH = "\x0b"
SINKS = ("conversation", "message", "why", "find", "results", "article", "pasted")
"""The queue, the header and the customer's card are on the screen with the conversation."""


class Fault(msgspec.Struct, frozen=True):
    """Something that a payload did."""

    entry: str
    sink: str
    judge: str
    what: str


def walk(judge: Judge, entries: Sequence[tuple[Entry, str]], sinks: Sequence[str] = SINKS) -> Iterator[Fault]:
    """Look at each entry, given with its payload, in these sinks; yield what went wrong."""
    frame = Frame(judge)
    for entry, payload in entries:
        for sink in sinks:
            for what in (*LOOKS[sink](judge, entry, payload, frame), *judge.faults()):
                yield Fault(entry.id, sink, judge.name, what)


class Frame:
    """What stands still: the line on top, the borders between the panes, the clock at the end."""

    def __init__(self, judge: Judge) -> None:
        lines = see(judge, ("Team", "zq"))
        assert lines, "the desk never appeared"
        self._judge = judge
        self._columns = [
            x for x in range(SIZE[0]) if all(judge.cell(line, x) in BORDERS for line in lines[2:-2] if line.strip())
        ]
        assert len(self._columns) == 2, self._columns

    def seen(self, wanted: Sequence[str], unwanted: str = "", *, dialog: bool = False) -> list[str]:
        """Wait until the screen shows what is wanted, and stands; return what of it never came to stand."""
        found: list[str] = []
        for _ in range(TRIES):
            lines = see(self._judge, wanted, unwanted)
            found = self._broken(lines, dialog) if lines else [f"{wanted!r} never came"]
            if not found or not lines:
                break
        return found

    def _broken(self, lines: Sequence[str], dialog: bool) -> list[str]:
        """Return what is not where it stood; a dialog covers the borders."""
        found = [] if " Mine " in lines[0] else [f"top line {lines[0]!r}"]
        if not dialog:
            found += [
                f"border of line {y}: {lines[y]!r}"
                for y in range(2, SIZE[1] - 3)
                if not all(self._judge.cell(lines[y], x) in tuple(BORDERS) for x in self._columns)
            ]
            found += [] if CLOCK.search(lines[-1].rstrip()) else [f"bottom line {lines[-1]!r}"]
        return found


def conversation(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """Go to the ticket by its word."""
    judge.press(FIND)
    see(judge, ("Find a ticket",))
    judge.press(entry.word)
    see(judge, ("1 found",))
    judge.press("\r")
    return frame.seen((f"#{entry.ticket}", entry.word, "w why"), "Find a ticket")


def dialog(key: str, title: str) -> "Callable[[Judge, Entry, str, Frame], list[str]]":
    """Open a dialog and close it."""

    def look(judge: Judge, _entry: Entry, _payload: str, frame: Frame) -> list[str]:
        judge.press(key)
        found = frame.seen((title,), dialog=True)
        judge.press(ESCAPE)
        return found + frame.seen((), title)

    return look


def find(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """Find the ticket by its word."""
    judge.press(FIND)
    see(judge, ("Find a ticket",))
    judge.press(entry.word)
    found = frame.seen(("1 found",), dialog=True)
    judge.press(ESCAPE)
    return found + frame.seen((), "Find a ticket")


def results(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """Search the knowledge base."""
    judge.press(SEARCH)
    see(judge, ("Enter open",))
    judge.press(entry.word)
    return frame.seen((f"1 {entry.word}",))


def article(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """Read the article that was found."""
    judge.press("\r")
    found = frame.seen(("i insert",), f"1 {entry.word}")
    judge.press(ESCAPE)
    found += frame.seen((f"1 {entry.word}",))
    judge.press(SEARCH)
    see(judge, ("Enter open",))
    judge.press(ESCAPE)
    return found + frame.seen(("n next",), "Enter open")


def pasted(judge: Judge, entry: Entry, payload: str, frame: Frame) -> list[str]:
    """Paste the payload into the search; what the terminal itself would not pass on is left out."""
    clean = "".join(char for char in payload[:500] if char.isprintable())
    judge.press(SEARCH)
    see(judge, ("Enter open",))
    judge.press(f"\x1b[200~{clean}\x1b[201~")
    found = frame.seen(("Enter open",))
    judge.press(ESCAPE)
    return found + frame.seen((f"#{entry.ticket}", "n next"), "Enter open")


LOOKS = dict(
    zip(
        SINKS,
        (conversation, dialog("o", "Message of"), dialog("w", "Esc closes"), find, results, article, pasted),
        strict=True,
    )
)
