"""The list of the queue pane: rows of a view that is read in the background."""

from collections.abc import Hashable

import msgspec
from textual.message import Message
from textual.strip import Strip

from agentdesk.model import Ticket
from agentdesk.text import safe, safe_line, width, wrap
from agentdesk.tui.lanes import Lanes
from agentdesk.tui.lines import Rows
from agentdesk.tui.look import Look
from agentdesk.tui.marking import Marking
from agentdesk.tui.moments import due
from agentdesk.tui.paint import Ink
from agentdesk.tui.pulse import Viewer
from agentdesk.tui.queue.asked import found_of, is_filter, text_of
from agentdesk.tui.queue.place import Glimpse, Place, first_of, pointed, renewed, shown_from
from agentdesk.tui.queue.reading import glimpse
from agentdesk.tui.queue.rows import MOST_TAGS, RowLook, RowPainter
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, tell

TWO_LINES_FROM = (48, 20)
"""Columns and lines from which on a ticket gets two lines."""
EMPTY_LINE = 2
FOLLOW_AFTER = 0.2
"""The conversation follows the cursor once it rests so many seconds."""
DEFAULT_TAB = "team"
"""Where one goes back to from a filter that was remembered."""


class QueueList(Marking):
    """The tickets of a view; the selected one keeps its place while others come and go."""

    class Selected(Message):
        """Another ticket is selected, or none."""

        def __init__(self, ticket: Ticket | None) -> None:
            super().__init__()
            self.ticket = ticket

    class News(Message):
        """The number of tickets that came in above changed, or of those that a filter found."""

        def __init__(self, count: int, found: str) -> None:
            super().__init__()
            self.count = count
            self.found = found

    def __init__(self, look: Look, seat: Seat, lanes: Lanes, view: str, first: Glimpse) -> None:
        super().__init__(look, id="queue")
        self.seat = seat
        self.lanes = lanes
        self.view = view
        self.tab = DEFAULT_TAB if is_filter(view) else view
        """The view, or the one that a filter was laid over."""
        self.last_bulk = ""
        """The act on many tickets that undo takes back: the last thing done here, "" when that was another."""
        self.viewers: dict[int, tuple[Viewer, ...]] = {}
        """By ticket, who has it on the screen."""
        self.place = first_of(first)
        self.total = self.place.total

    @property
    def ticket(self) -> Ticket | None:
        """The selected ticket, as it was last read."""
        return self.place.at(self.place.row) if self.place.selected is not None else None

    @property
    def row_height(self) -> int:
        """Two lines a ticket where there is room."""
        columns, lines = TWO_LINES_FROM
        return 2 if self.size.width >= columns and self.size.height >= lines else 1

    def on_resize(self) -> None:
        """Read what came into sight."""
        self._fill()

    def key(self, index: int) -> Hashable:
        """A row's ticket in this version, its time text, its owner's name."""
        ticket = self.place.at(index)
        return self._row_look(ticket, index) if ticket else None

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a ticket, or a placeholder while it is being read."""
        ticket = self.place.at(index)
        if ticket is None:
            waiting = Ink(cells, self.look["ground"]).put(safe(" ·"), self.look["faint"]).strip()
            return tuple([waiting] * self.row_height)
        painter = RowPainter(
            ticket, self._row_look(ticket, index), self.look, cells, under=under, focused=self.has_focus
        )
        return painter.two_lines() if self.row_height == 2 else painter.one_line()

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Say what to do when nothing is here, and what was looked for."""
        filtered = is_filter(self.view)
        lines = [
            (tell("empty.filter" if filtered else f"empty.{self.view}", self.seat.lang), "dim"),
            (tell("empty.back" if filtered else "empty.next", self.seat.lang), "faint"),
            (safe_line(text_of(self.view)), "accent"),
        ]
        if (hint := self.place.glimpse.hint) is not None:
            lines += [(safe(part), "amber") for part in wrap(spoken(hint, self.seat.lang), cells - 2)]
        if not EMPTY_LINE <= line < EMPTY_LINE + len(lines):
            return self.blank_line(cells)
        text, role = lines[line - EMPTY_LINE]
        ink = Ink(cells, self.look["ground"]).skip(max((cells - width(text)) // 2, 1))
        return ink.put(text, self.look[role]).strip()

    def line(self, y: int) -> Strip:
        """Say behind the last ticket that there are more."""
        index, part = divmod(y, self.row_height)
        if part or self.top + index != self.total or not self.total or not self.place.glimpse.more:
            return super().line(y)
        ink = Ink(self.across + 1, self.look["ground"]).skip(EMPTY_LINE)
        return ink.put(tell("more_behind", self.seat.lang), self.look["dim"]).strip()

    def seen_by(self, viewers: dict[int, tuple[Viewer, ...]]) -> None:
        """Show who has which ticket on the screen."""
        if viewers != self.viewers:
            self.viewers = viewers
            self.renew()

    def _looker(self, ticket: Ticket) -> Viewer | None:
        """Return the colleague whose look matters: who writes there first, its owner only when writing."""
        others = [
            viewer
            for viewer in self.viewers.get(ticket.id, ())
            if viewer.agent != self.seat.me.id and (viewer.typing or viewer.agent != ticket.owner)
        ]
        return max(others, key=lambda viewer: viewer.typing, default=None)

    def _row_look(self, ticket: Ticket, index: int) -> RowLook:
        seat, looker = self.seat, self._looker(ticket)
        return RowLook(
            ticket.id,
            ticket.version,
            due(ticket, seat.now(), seat.zone),
            seat.name(ticket.owner) if ticket.owner else safe(""),
            ticket.owner == seat.me.id,
            self.place.ghost is not None and index == self.place.row,
            seat.lang,
            self.place.glimpse.unread.get(ticket.id, 0),
            ticket.id in self.marks,
            ticket.id in self.place.glimpse.drafts,
            seat.name(looker.agent) if looker is not None else safe(""),
            looker is not None and looker.typing,
            tuple(map(seat.tag, ticket.tags[:MOST_TAGS])),
        )

    def show_view(self, view: str) -> None:
        """Turn to another view."""
        self.view = view
        self.tab = self.tab if is_filter(view) else view
        self.place = Place()
        self.marks.clear()
        self._take(self.place)
        self.read_again()

    def read_again(self) -> None:
        """Ask for the view as it is now."""
        seat, view, place = self.seat, self.view, self.place
        before = place.row - place.top + self.fitting
        size = 3 * self.fitting
        start = max(place.top - self.fitting, 0)
        self.lanes.ask(
            "read",
            "queue",
            lambda: glimpse(seat.desk, seat.me, view, selected=place.selected, start=start, size=size, before=before),
            self._renew,
        )

    def _renew(self, seen: Glimpse) -> None:
        if seen.selected != self.place.selected:  # the cursor went on while the view was being read
            self.read_again()
            return
        before = self.ticket
        self.renew_marks(seen.tickets)
        self._take(renewed(self.place, seen))
        after = self.ticket
        if (before and before.id) != (after and after.id):
            self.post_message(self.Selected(after))
        self._fill()

    def _take(self, place: Place) -> None:
        """Show a place; when rows left, none stays hidden above while lines below stand empty."""
        highest = max(place.total - self.fitting, 0)
        if place.total < self.place.total and place.top > highest:
            place = shown_from(place, highest)
        before, self.place = self._news(), place
        self.settle(total=place.total, cursor=place.row, top=place.top)
        if self._news() != before:
            self.post_message(self.News(*self._news()))

    def _news(self) -> tuple[int, str]:
        return self.place.news, found_of(self.view, self.place.glimpse)

    def point(self, index: int) -> None:
        """Move the cursor; what it points at is selected."""
        before = self.place
        place = pointed(before, index)
        if before.ghost is not None and place.ghost is None:
            self._take(place)
            self._reveal(place.row)
        else:
            self.place = place
            super().point(place.row)
        if place.selected != before.selected:
            self.post_message(self.Selected(self.ticket))
        self._fill()

    def select(self, ticket: Ticket) -> None:
        """Select a ticket wherever it stands in the view; one that is not in it stays as a ghost."""
        self.place = msgspec.structs.replace(self.place, selected=ticket.id, ghost=None, sought=ticket)
        self.read_again()

    def scrolled(self) -> None:
        """Read on where the window ends."""
        before, self.place = self._news(), shown_from(self.place, self.top)
        if self._news() != before:
            self.post_message(self.News(*self._news()))
        self._fill()

    def _fill(self) -> None:
        if not self.place.holds(self.top, self.top + self.fitting):
            self._read_window()

    def _read_window(self) -> None:
        seat, view, start = self.seat, self.view, max(self.top - self.fitting, 0)
        size = 3 * self.fitting
        self.lanes.ask(
            "read",
            "window",
            lambda: glimpse(seat.desk, seat.me, view, selected=None, start=start, size=size),
            self._fit,
        )

    def _fit(self, seen: Glimpse) -> None:
        """Take another window of the same view; the cursor stays on its row."""
        place = self.place
        self._take(pointed(Place(glimpse=seen, top=self.top, row=place.row, news=place.news), place.row))
        if self.place.selected != place.selected:
            self.post_message(self.Selected(self.ticket))
