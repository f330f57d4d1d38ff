"""What lies under dialogs: a whole screen that changes while it is covered."""

from collections.abc import Iterator

from textual.geometry import Region
from textual.screen import Screen


class Ground(Screen[None]):
    """A screen that may be covered by another.

    In textual 8.2 a covered screen marks itself, after every change of a few cells, as to be painted as a whole: the
    terminal got fifty times as many bytes while a dialog was open. And it has the screen on top painted again in those
    places alone, which then forgets what of its own was to be painted. Here only what changed is painted, beside what
    changed on top, and of what covers it no sign of two columns is cut in half where that ends.
    """

    def _compositor_refresh(self) -> None:
        top = self.app.screen
        if self is top:
            super()._compositor_refresh()
            return
        changed = self._compositor._dirty_regions
        whole = {line for region in changed for line in self._to_an_edge(region)}
        changed.clear()
        self._dirty_widgets.clear()
        self._repaint_required = False
        if whole and self in self.app._background_screens:
            self._set_dirty(*whole)
            top._set_dirty(*whole)
            top._dirty_widgets.add(top)
            top._update_timer.resume()

    def _to_an_edge(self, region: Region) -> Iterator[Region]:
        """Return the lines of a region, each as far as the next edge of something in the screen that covers this."""
        edges = self.app.screen._compositor.cuts
        for y in range(region.y, min(region.bottom, len(edges))):
            right = min((edge for edge in edges[y] if edge >= region.right), default=region.right)
            yield Region(region.x, y, right - region.x, 1)
