"""What lies under dialogs: a whole screen that changes while it is covered."""

from textual.screen import Screen


class Ground(Screen[None]):
    """A screen that may be covered by another.

    In textual 8.2 a covered screen marks itself, after every change of a few cells, as to be painted as a whole: the
    terminal got fifty times as many bytes while a dialog was open. Here only what changed is painted.
    """

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            self._repaint_required = False
