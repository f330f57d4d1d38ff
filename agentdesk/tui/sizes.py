"""What a terminal's size decides."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

SHORT = 16
"""Below so many lines the header gives way to the text that is being written."""
HEIGHTS = [(0, "-short"), (SHORT, "-high")]
LEAST = (24, 7)
"""Columns and lines below which nothing can be worked with."""
BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (130, "-wide")]
"""From so many columns on: one pane at a time, two, all three."""


async def mind_size(app: "DeskApp", columns: int, lines: int) -> None:
    """Cover the desk in a terminal that is too small for it, and uncover it in a larger one."""
    if columns >= LEAST[0] and lines >= LEAST[1]:
        if app.cramped is not None:
            await app.cramped.remove()
            app.cramped = None
        return
    from agentdesk.tui.cramped import Cramped

    if app.cramped is None:
        app.cramped = Cramped(app.seat, LEAST)
        await app.screen_stack[0].mount(app.cramped)
    app.cramped.renew()
