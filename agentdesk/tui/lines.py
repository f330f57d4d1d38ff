"""A virtual list on the Line API: it paints the rows it shows, and repaints those that changed."""

from collections.abc import Hashable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from agentdesk.text import safe
from agentdesk.tui.look import Look
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel

CACHED_ROWS = 400
THUMB = safe("▐")
Rows = tuple[Strip, ...]


class Lines(Panel):
    """Rows of equal height, of which one may be under the cursor.

    A list says how many rows it has (`total`), what decides a row's looks (`key`), and how to paint one (`paint`).
    """

    can_focus = True
    ground = "ground"
    """The role that the list's background is painted in."""

    class Moved(Message):
        """The cursor went to another row."""

        def __init__(self, lines: "Lines") -> None:
            super().__init__()
            self.lines = lines

        @property
        def control(self) -> "Lines":
            """The list it happened in."""
            return self.lines

    class Chosen(Moved):
        """The row under the cursor is to be opened."""

    def __init__(self, look: Look, *, id: str, pointing: bool = True) -> None:
        super().__init__(id=id)
        self.look = look
        self.pointing = pointing
        """Whether there is a cursor; without one the keys scroll."""
        self.total = 0
        self.top = 0
        self.cursor = 0
        self._rows: dict[Hashable, Rows] = {}

    @property
    def row_height(self) -> int:
        """How many lines a row has."""
        return 1

    @property
    def across(self) -> int:
        """The width of a row: one column stays free for the thumb."""
        return max(self.size.width - 1, 1)

    @property
    def fitting(self) -> int:
        """How many whole rows fit."""
        return max(self.size.height // self.row_height, 1)

    def key(self, index: int) -> Hashable:
        """Return what decides how row `index` looks; rows of equal keys look the same."""
        raise NotImplementedError

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Return row `index` as lines of `cells`; `under` says that the cursor is on it."""
        raise NotImplementedError

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Return a line of a list without rows."""
        return self.blank_line(cells)

    def line(self, y: int) -> Strip:
        """Return line `y` of what is shown, with the thumb of the scroll bar beside it."""
        index, part = self.top + y // self.row_height, y % self.row_height
        if index < self.total:
            strip = self._row(index)[part]
        else:
            strip = self.blank_line(self.across) if self.total else self.paint_empty(y, self.across)
        start, end = self._thumb()
        bar = Segment(THUMB, self.look[self.ground] + self.look["line"]) if start <= y < end else self._no_thumb
        return Strip([*strip, bar], self.across + 1)

    def blank_line(self, cells: int) -> Strip:
        """Return an empty line."""
        key = ("blank", cells)
        if key not in self._rows:
            self._rows[key] = (Ink(cells, self.look[self.ground]).strip(),)
        return self._rows[key][0]

    @property
    def _no_thumb(self) -> Segment:
        return Segment(" ", self.look[self.ground])

    def _row(self, index: int) -> Rows:
        under = self.pointing and index == self.cursor
        key = (self.key(index), self.across, under, under and self.has_focus, self.row_height)
        rows = self._rows.get(key)
        if rows is None:
            if len(self._rows) >= CACHED_ROWS:
                self._rows.clear()
            rows = self._rows[key] = self.paint(index, self.across, under)
        return rows

    def _thumb(self) -> tuple[int, int]:
        """Return the lines, from and to, that the thumb of the scroll bar takes; nothing when all rows are shown."""
        height, all_lines = self.size.height, self.total * self.row_height
        if all_lines <= height or not height:
            return 0, 0
        size = max(height * height // all_lines, 1)
        start = round((height - size) * min(self.top / max(self.total - self.fitting, 1), 1.0))
        return start, start + size

    def refresh_row(self, index: int) -> None:
        """Repaint one row, if it is shown."""
        y = (index - self.top) * self.row_height
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, self.row_height))

    def forget_rows(self) -> None:
        """Paint everything anew: the look or the words changed."""
        self._rows.clear()
        self.refresh()

    def settle(self, *, total: int, cursor: int, top: int) -> None:
        """Show other rows, with the cursor and the first shown row at these places."""
        self.total, self.cursor = total, min(max(cursor, 0), max(total - 1, 0))
        self.top = min(max(top, 0), max(total - 1, 0))
        self.renew()

    def point(self, index: int) -> None:
        """Move the cursor to a row, showing it."""
        index = min(max(index, 0), self.total - 1)
        if index < 0:
            return
        before, self.cursor = self.cursor, index
        if not self._reveal(index):
            self.refresh_row(before)
            self.refresh_row(index)
        if before != index:
            self.post_message(self.Moved(self))

    def _reveal(self, index: int) -> bool:
        """Scroll until row `index` is shown, by leaps: a leap is one repaint, a dragging edge one for every key."""
        leap = max(self.fitting // 3, 1)
        if index < self.top:
            return self.scroll_rows(min(index, self.top - leap))
        if index >= self.top + self.fitting:
            return self.scroll_rows(max(index - self.fitting + 1, self.top + leap))
        return False

    def scroll_rows(self, top: int) -> bool:
        """Show row `top` first; return whether that changed anything."""
        top = min(max(top, 0), max(self.total - self.fitting, 0))
        if top == self.top:
            return False
        self.top = top
        self.renew()
        self.scrolled()
        return True

    def scrolled(self) -> None:
        """Take note that other rows are shown now."""

    def step(self, by: int) -> None:
        """Move the cursor by rows, or scroll where there is none."""
        if self.pointing:
            self.point(self.cursor + by)
        else:
            self.scroll_rows(self.top + by)

    def page(self, by: int) -> None:
        """Move by what fits on the screen, less a row to hold on to."""
        self.step(by * max(self.fitting - 1, 1))

    def to_end(self, last: bool) -> None:
        """Go to the first or the last row."""
        self.step(self.total if last else -self.total)

    def row_at(self, y: int) -> int | None:
        """Return the row under line `y`, None where there is none."""
        index = self.top + y // self.row_height
        return index if 0 <= index < self.total else None

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        if self.pointing and self.cursor >= self.top + self.fitting:
            self.top = self.cursor - self.fitting + 1
            self.renew()

    def on_focus(self) -> None:
        """The cursor's row shows whether keys go here."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """The cursor's row shows whether keys go here."""
        self.refresh_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click points, a second one opens."""
        index = self.row_at(event.y)
        if not self.pointing or index is None:
            return
        self.point(index)
        if event.chain > 1:
            self.post_message(self.Chosen(self))

    def on_mouse_scroll_down(self) -> None:
        """Scroll three lines."""
        self.scroll_rows(self.top + max(3 // self.row_height, 1))

    def on_mouse_scroll_up(self) -> None:
        """Scroll three lines back."""
        self.scroll_rows(self.top - max(3 // self.row_height, 1))
