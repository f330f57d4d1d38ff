"""The walk through the screens: every payload is looked at wherever it can appear, and each look is judged."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from tests.tui.hostile.stock import Backdoor, Entry
from tests.tui.hostile.terminals import SIZE, Judge, see

CLOCK = re.compile(r"\d\d:\d\d\s*$")
BORDERS = "│┃"
OFTEN = 8.0
"""Seconds after which a person presses a key again."""
TRIES = 100
"""So often a picture that is still being painted is looked at again."""
ESCAPE = "\x1b"
FIND = "\x06"
SEARCH = "\x0b"
PALETTE = "\x10"


class Fault(msgspec.Struct, frozen=True):
    """Something that a payload did."""

    entry: str
    sink: str
    judge: str
    what: str


def walk(
    judge: Judge, backdoor: Backdoor, entries: Sequence[tuple[Entry, str]], sinks: Sequence[str] = ()
) -> Iterator[Fault]:
    """Look at each entry, given with its payload, in these sinks, in all without any; yield what went wrong."""
    frame = Frame(judge, backdoor)
    for entry, payload in entries:
        for sink in sinks or SINKS:
            for what in (*LOOKS[sink](judge, entry, payload, frame), *judge.faults()):
                yield Fault(entry.id, sink, judge.name, what)


class Frame:
    """What stands still: the line on top, the borders between the panes, the clock at the end."""

    def __init__(self, judge: Judge, backdoor: Backdoor) -> None:
        lines = see(judge, ("Team", "zq"))
        assert lines, "the desk never appeared"
        self._judge = judge
        self.backdoor = backdoor
        self._columns = [
            x
            for x in range(SIZE[0])
            if all(judge.cell(line, x) in tuple(BORDERS) for line in lines[2:-2] if line.strip())
        ]
        assert len(self._columns) == 2, self._columns

    def seen(
        self, wanted: Sequence[str], unwanted: str = "", *, dialog: bool = False, top: str = " Mine "
    ) -> list[str]:
        """Wait until the screen shows what is wanted, and stands; return what of it never came to stand.

        `top` stands in the first line; a dialog covers the borders.
        """
        found: list[str] = []
        for _ in range(TRIES):
            lines = see(self._judge, wanted, unwanted)
            found = self._broken(lines, dialog, top) if lines else [f"{wanted!r} never came"]
            if not found or not lines:
                break
        return found

    def _broken(self, lines: Sequence[str], dialog: bool, top: str) -> list[str]:
        found = [] if top in lines[0] else [f"top line {lines[0]!r}"]
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
    """Paste the payload into the search, with everything that no terminal ought to pass on."""
    judge.press(SEARCH)
    see(judge, ("Enter open",))
    judge.press(f"\x1b[200~{_whole(payload)}\x1b[201~")
    found = frame.seen(("Enter open",))
    judge.press(ESCAPE)
    return found + frame.seen((f"#{entry.ticket}", "n next"), "Enter open")


def side(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """Show what of the customer's card is masked, and mask it again."""
    found: list[str] = []
    for _turn in range(2):
        judge.press("v")
        found += frame.seen((f"#{entry.ticket}", entry.word))
    return found


def queue(judge: Judge, entry: Entry, payload: str, frame: Frame) -> list[str]:
    """Move in the queue, so that the ticket's row is painted anew, and come back: at the top, up and down is down."""
    judge.press(ESCAPE)
    see(judge, ("Enter open",))  # a key that comes at once would make Alt of Esc
    judge.press("kj")
    return frame.seen((f"#{entry.ticket}", "n next")) + conversation(judge, entry, payload, frame)


def palette(judge: Judge, entry: Entry, payload: str, frame: Frame) -> list[str]:
    """Open the palette on the ticket, and paste the payload into it."""
    judge.press(PALETTE)
    found = frame.seen(("All actions",), dialog=True)
    judge.press(f"\x1b[200~{_whole(payload)}\x1b[201~")
    found += frame.seen(("All actions",), dialog=True)
    judge.press(ESCAPE)
    return found + frame.seen((f"#{entry.ticket}",), "All actions")


def floor(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """See the ticket on the floor: as what somebody works on, in their list, and its conversation beside."""
    frame.backdoor.take(entry)
    for _ in range(3):  # a key can be too early for a floor that was only just painted: a person presses again
        judge.press("F")
        see(judge, ("on the screen", f"● {frame.backdoor.shown}"))
        judge.press("\t\x1b[H")
        if see(judge, (f"{frame.backdoor.shown} · 1",), patience=OFTEN):
            break
        judge.press("F")
        see(judge, (f"#{entry.ticket}", "n next"), "on the screen")
    found = frame.seen((f"{frame.backdoor.shown} · 1",), dialog=True, top="on the screen")
    judge.press("\r")
    judge.press("\r")
    found += frame.seen((f"#{entry.ticket}", f"{frame.backdoor.shown} claimed"), dialog=True, top="on the screen")
    judge.press("F")
    return found + frame.seen((f"#{entry.ticket}", "n next"), "on the screen")


def notice(judge: Judge, entry: Entry, _payload: str, frame: Frame) -> list[str]:
    """The customer writes again: the bell rings, and a notice with their name goes to the terminal."""
    judge.notices()
    again = frame.backdoor.write_again(entry)
    found = frame.seen((f"#{entry.ticket}", again))
    found += [] if _heard(judge) else ["no notice came"]
    frame.backdoor.leave(entry)
    return found + frame.seen((f"#{entry.ticket}", "released"))


def _heard(judge: Judge) -> bool:
    for _try in range(TRIES):
        if judge.notices():
            return True
        judge.lines()
    return False


def _whole(payload: str) -> str:
    """Return what a terminal passes on that cleans nothing but the mark of a paste's end."""
    return payload[:500].encode("utf-8", "replace").decode().replace("\x1b[201~", "")


LOOKS: dict[str, Callable[[Judge, Entry, str, Frame], list[str]]] = {
    "conversation": conversation,
    "side pane": side,
    "queue": queue,
    "reader": dialog("o", "Message of"),
    "reasons": dialog("w", "is here"),
    "find": find,
    "search results": results,
    "article": article,
    "pasted": pasted,
    "palette": palette,
    "floor": floor,
    "notices and titles": notice,
}
SINKS = tuple(LOOKS)
"""Where outside text can come to the screen, in the order of the walk."""
