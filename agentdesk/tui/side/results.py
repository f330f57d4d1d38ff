"""The list of the side pane: what was found or suggested."""

from collections.abc import Hashable, Iterator

from textual.strip import Strip

from agentdesk.text import Safe, safe, safe_line, width
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.paint import Ink, clip
from agentdesk.tui.seat import Seat
from agentdesk.tui.side.reading import Entry
from agentdesk.tui.words import tell


class Results(Lines):
    """Two lines an entry: its title, and where it answers."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, id="results")
        self.seat = seat
        self.entries: tuple[Entry, ...] = ()
        self.query_text = ""
        self.has_ticket = False

    @property
    def row_height(self) -> int:
        """Title and snippet."""
        return 2

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.cursor < len(self.entries) else None

    def show(self, entries: tuple[Entry, ...], query: str, *, has_ticket: bool) -> None:
        """Show what was found for a query."""
        self.has_ticket = has_ticket
        if (entries, query) != (self.entries, self.query_text):
            self.entries, self.query_text = entries, query
            self.settle(total=len(entries), cursor=0, top=0)

    def key(self, index: int) -> Hashable:
        """An entry is its own key."""
        return index, self.entries[index]

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint an entry."""
        look, entry = self.look, self.entries[index]
        base = look["chosen" if self.has_focus else "resting"] if under else look["ground"]
        first = Ink(cells, base).put(safe("▌" if under and self.has_focus else " "), look["accent"])
        first.put(safe(f"{index + 1} " if index < 9 else "  "), look["faint"])
        used = [(tell("side.used", self.seat.lang, n=entry.used), look["faint"])] if entry.used else []
        room = cells - first.used - sum(width(text) + 2 for text, _ in used)
        first.put(clip(entry.title, room), look["strong" if under else "text"])
        second = Ink(cells, base).skip(3)
        for text, role in snippet_parts(entry):
            second.put(text, look[role])
        return first.right(used).strip(), second.strip()

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Say what was tried, and what to do."""
        lang = self.seat.lang
        if self.query_text and line in {1, 2}:
            text = tell("side.nothing" if line == 1 else "side.nothing_next", lang, query=safe_line(self.query_text))
            role = "dim" if line == 1 else "faint"
        elif not self.query_text and line == 1:
            text, role = tell("side.suggest_nothing" if self.has_ticket else "side.idle", lang), "faint"
        else:
            return self.blank_line(cells)
        return Ink(cells, self.look["ground"]).skip(1).put(text, self.look[role]).strip()


def snippet_parts(entry: Entry) -> Iterator[tuple[Safe, str]]:
    """Give the snippet in pieces with their roles: the words sought stand out."""
    at = 0
    for start, end in entry.spans:
        yield safe(entry.snippet[at:start]), "dim"
        yield safe(entry.snippet[start:end]), "found"
        at = end
    yield safe(entry.snippet[at:]), "dim"
