"""How fast the actors of a demo desk play."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def needs_actors(app: "DeskApp") -> Message | None:
    """Scripted actors play here."""
    return None if app.tempo is not None else Message("tui.cannot.no_actors")


def faster(app: "DeskApp") -> None:
    """Let customers and colleagues be quicker."""
    if app.tempo is not None:
        _tell(app, app.tempo.faster(app.seat.now()))


def slower(app: "DeskApp") -> None:
    """Let customers and colleagues take more time."""
    if app.tempo is not None:
        _tell(app, app.tempo.slower(app.seat.now()))


def _tell(app: "DeskApp", speed: float) -> None:
    app.say(Message("tui.tempo", {"speed": f"{speed:g}"}), "green")
