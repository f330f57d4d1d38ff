"""The list of the conversation pane: the laid-out lines, scrolled, kept at the end while one reads the end."""

from collections.abc import Callable, Hashable

from textual.strip import Strip

from agentdesk.text import width
from agentdesk.tui.conversation.laying import Laid
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.look import Look
from agentdesk.tui.paint import Ink
from agentdesk.tui.words import tell

EMPTY_LINE = 2
Layer = Callable[[int], tuple[Laid, ...]]
"""Lays a story out for a width in cells."""


def nothing(_cells: int) -> tuple[Laid, ...]:
    """Lay out no story."""
    return ()


class Stream(Lines):
    """The lines of one ticket's story."""

    def __init__(self, look: Look, lang: str) -> None:
        super().__init__(look, id="stream", pointing=False)
        self.lang = lang
        self.laid: tuple[Laid, ...] = ()
        self._layer: Layer = nothing
        self._laid_for = 0

    def show(self, layer: Layer, *, opened: bool) -> None:
        """Show what `layer` lays out: at the end when just opened or when the end was being read, else where one is."""
        at_end = opened or self.top >= self.total - self.fitting
        self._layer, self._laid_for = layer, 0
        self._rows.clear()
        if self.size.width:
            self._lay()
            end = max(self.total - self.fitting, 0)
            self.settle(total=self.total, cursor=0, top=end if at_end else min(self.top, end))

    def line(self, y: int) -> Strip:
        """Return line `y`; what was laid out for another width, or for none yet, is laid out first.

        So the first picture, and the first one of another size, is whole at once.
        """
        if self._laid_for != self.across:
            self._lay()
            self.top = max(self.total - self.fitting, 0)
        return super().line(y)

    def _lay(self) -> None:
        self._laid_for = self.across
        self.laid = self._layer(self.across)
        self.total = len(self.laid)

    def on_resize(self) -> None:
        """Stay at the end."""
        self.settle(total=self.total, cursor=0, top=max(self.total - self.fitting, 0))

    def key(self, index: int) -> Hashable:
        """A line is its own key."""
        return index, self.laid[index]

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a line."""
        line = self.laid[index]
        ink = Ink(cells, self.look[line.ground])
        for text, role in line.parts:
            ink.put(text, self.look[role])
        return (ink.right([(text, self.look[role]) for text, role in line.right]).strip(),)

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Say what this pane is for."""
        if line != EMPTY_LINE:
            return self.blank_line(cells)
        text = tell("empty.conversation", self.lang)
        ink = Ink(cells, self.look["ground"]).skip(max((cells - width(text)) // 2, 1))
        return ink.put(text, self.look["faint"]).strip()

    def shown_message(self) -> int:
        """Return the number of the last message that is on the screen, 0 for none."""
        last = min(self.top + self.fitting, self.total)
        return next((line.n for line in reversed(self.laid[self.top : last]) if line.n), 0)
