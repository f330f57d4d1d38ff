"""A widget made of lines that repaints those that changed."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Panel(Widget):
    """Gives its lines one by one; after a change `renew` repaints the lines that look different now."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, Strip] = {}

    def line(self, y: int) -> Strip:
        """Return line `y`, as wide as the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint line `y`, and remember how it looks."""
        strip = self._drawn[y] = self.line(y)
        return strip

    def renew(self) -> None:
        """Repaint the lines that look different now."""
        width, height = self.size
        changed = [y for y in range(height) if self._drawn.get(y) != self.line(y)]
        if len(changed) * 2 > height:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))
