"""A widget made of lines that repaints those that changed."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def difference(before: Strip | None, after: Strip, width: int) -> tuple[int, int]:
    """Return the columns, from and to, in which two lines differ; from not before to when they do not."""
    if before is None or before.cell_length != after.cell_length:
        return 0, width
    old, new = list(before), list(after)
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    if first == len(old) == len(new):
        return 0, 0
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    start = sum(segment.cell_length for segment in new[:first])
    return start, width - sum(segment.cell_length for segment in new[len(new) - last :])


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
        if not width:  # hidden: Textual keeps the old picture for when it is shown again at the same size
            self.refresh()
            return
        changed = [
            Region(start, y, end - start, 1)
            for y in range(height)
            for start, end in (difference(self._drawn.get(y), self.line(y), width),)
            if start < end
        ]
        if sum(region.width for region in changed) * 2 > width * height:
            self.refresh()
        elif changed:
            self.refresh(*changed)
