"""Turning to another look."""

from typing import TYPE_CHECKING

from agentdesk.tui.caption import Caption
from agentdesk.tui.lines import Lines
from agentdesk.tui.look import look_after
from agentdesk.tui.panel import Panel

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def turn_look(app: "DeskApp") -> None:
    """Turn the light on or off, and remember it."""
    look = app.seat.look = look_after(app.seat.look)
    app.theme = look.name
    for panel in app.query(Panel):
        if isinstance(panel, Lines | Caption):
            panel.look = look
        if isinstance(panel, Lines):
            panel.forget_rows()
        panel.refresh()
    app.screen.refresh(layout=True)
    app.remember("look", look.name.removeprefix("desk-"))
