"""What the keys do that only moves or shows."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.tui.actions import filtering
from agentdesk.tui.actions.action import PANES
from agentdesk.tui.opening import tabs
from agentdesk.tui.queue.asked import is_filter
from agentdesk.tui.side.reading import CANNED_MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from agentdesk.tui.app import DeskApp


def step(by: int) -> "Callable[[DeskApp], None]":
    """Move the cursor or scroll."""
    return lambda app: app.list.step(by)


def page(by: int) -> "Callable[[DeskApp], None]":
    """Move by a page."""
    return lambda app: app.list.page(by)


def end(last: bool) -> "Callable[[DeskApp], None]":
    """Go to the first or last row."""
    return lambda app: app.list.to_end(last)


def turn_view(by: int) -> "Callable[[DeskApp], None]":
    """Turn to the view beside."""

    def turn(app: "DeskApp") -> None:
        here = app.queue.tab
        views = tabs(app.seat.me, app.topbar.counts, here)
        app.turn(views[(views.index(here) + by) % len(views)])

    return turn


def view(name: str) -> "Callable[[DeskApp], None]":
    """Turn to a view."""
    return lambda app: app.turn(name)


def next_pane(by: int) -> "Callable[[DeskApp], None]":
    """Go to the pane beside."""
    return lambda app: app.go(PANES[(PANES.index(app.pane) + by) % len(PANES)])


def open_here(app: "DeskApp") -> None:
    """Open what the cursor is on."""
    if app.where == "queue":
        app.open_selected()
        app.go("conversation")
    elif app.where == "search":
        app.side.enter()
    else:
        app.side.open(app.side.results.entry)


def back(app: "DeskApp") -> None:
    """Step out: of a text field, an article, a pane."""
    if app.where == "composer":
        app.conversation.close()
        app.go("conversation")
    elif app.where == "search":
        app.side.clear()
        app.go("conversation" if app.conversation.wanted is not None else "queue")
    elif app.where == "filterline":
        filtering.close(app)
    elif app.where == "queue" and is_filter(app.queue.view):
        app.turn(app.queue.tab)
    elif not app.side.back():
        app.go("queue")


async def reply(app: "DeskApp") -> None:
    """Write to the customer."""
    await app.write("reply")


async def note(app: "DeskApp") -> None:
    """Write to colleagues."""
    await app.write("note")


async def toggle_note(app: "DeskApp") -> None:
    """Make the answer a note, or the note an answer."""
    app.conversation.turn()


async def search(app: "DeskApp") -> None:
    """Look something up."""
    app.go("side")
    await app.side.look_for(app.side.query_text)


async def canned(app: "DeskApp") -> None:
    """Look for a canned reply."""
    app.open_selected()
    app.go("side")
    await app.side.look_for(CANNED_MARK)


def insert(app: "DeskApp") -> None:
    """Put the article into the answer."""
    app.side.insert()


def reveal(app: "DeskApp") -> None:
    """Show the customer's personal data, or mask them; where the card is not to be seen, go there."""
    app.side.card.reveal()
    if not app.side.display:
        app.go("side")


def interrupt(app: "DeskApp") -> None:
    """Say how to leave: this key ends other programs."""
    app.say(Message("tui.how_to_quit"))


def suspend(app: "DeskApp") -> None:
    """Give the terminal back to the shell until `fg`; what was typed is on disk meanwhile."""
    app.conversation.save_now()
    app.action_suspend_process()


def quit_desk(app: "DeskApp") -> None:
    """Leave the desk."""
    app.leave()
