"""Opening the floor, for those who may see it, and what its keys do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.model import Ticket
    from agentdesk.tui.app import DeskApp


def needs_lead(app: "DeskApp") -> Message | None:
    """The person leads."""
    from agentdesk.desk.floor import not_for

    return not_for(app.seat.me)


def floor(app: "DeskApp") -> None:
    """Open the floor, or close it."""
    from agentdesk.tui.floor.screen import FloorScreen

    if app.floor is not None:
        close(app)
        return
    app.conversation.save_now()
    app.floor = FloorScreen(app)
    app.desk_foot, app.foot = app.foot, app.floor.foot
    _ = app.push_screen(app.floor)


def close(app: "DeskApp") -> None:
    """Go back to the desk."""
    app.floor = app.filter_bar = None
    app.foot = app.desk_foot
    _ = app.pop_screen()
    app.tending.changed(())
    app.tell_keys()


def open_here(app: "DeskApp") -> None:
    """Open what is under the cursor."""
    if app.floor is not None:
        app.floor.open()


def whisper(app: "DeskApp") -> None:
    """Leave a word for the ticket's agent alone."""
    from agentdesk.tui.dialogs.floor import whisper as ask

    ask(app)


def take_over(app: "DeskApp") -> None:
    """Take a colleague's ticket over."""
    from agentdesk.tui.dialogs.floor import take_over as ask

    ask(app)


def join(app: "DeskApp") -> None:
    """Go to the ticket on the desk, with a note to its people begun."""
    if (ticket := app.target()) is None:
        return
    close(app)
    desk, me, number = app.seat.desk, app.seat.me, ticket.id

    def there(found: "Ticket") -> None:
        app.go_to(found)
        # Behind the reading of the conversation, which closes what was being written on another ticket.
        app.lanes.ask("read", "", lambda: None, lambda _: app.write("note"))

    app.lanes.ask("read", "to desk", lambda: desk.story(number, me).ticket, there)


def back(app: "DeskApp") -> None:
    """Step out: of the conversation, the tickets, the floor."""
    if app.floor is not None and not app.floor.back():
        close(app)


def next_place(by: int) -> "Callable[[DeskApp], None]":
    """Go to the list beside."""
    return lambda app: app.floor.next_place(by) if app.floor is not None else None
