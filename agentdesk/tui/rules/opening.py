"""Opening the rules screen, for those who lead, and what its keys do."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def needs_lead(app: "DeskApp") -> Message | None:
    """The person leads."""
    from agentdesk.desk.floor import not_for

    return not_for(app.seat.me)


def drafts_of(app: "DeskApp") -> Path:
    """Return the folder in which the person drafts rules."""
    return Path(app.rules_folder).expanduser() if app.rules_folder else app.seat.desk.drafts_folder


def rules(app: "DeskApp") -> None:
    """Open the rules, or close them."""
    if app.lawbook is not None:
        close(app)
        return
    from agentdesk.tui.rules.screen import RulesScreen

    app.conversation.save_now()
    app.lawbook = RulesScreen(app, drafts_of(app))
    app.desk_foot, app.foot = app.foot, app.lawbook.foot
    _ = app.push_screen(app.lawbook)


def close(app: "DeskApp") -> None:
    """Go back to the desk."""
    if app.lawbook is not None:
        app.lawbook.worker.close()
    app.lawbook = None
    app.foot = app.desk_foot
    _ = app.pop_screen()
    app.tending.changed(())
    app.tell_keys()


def needs_row(app: "DeskApp") -> Message | None:
    """Something under the cursor can be opened."""
    if app.lawbook is None or app.lawbook.opens:
        return None
    return Message("lead.nothing_to_open")


def open_here(app: "DeskApp") -> None:
    """Open what is under the cursor."""
    if app.lawbook is not None:
        app.lawbook.open()


def back(app: "DeskApp") -> None:
    """Step out: of the conversation, of the screen."""
    if app.lawbook is not None and not app.lawbook.back():
        close(app)


def next_place(by: int) -> "Callable[[DeskApp], None]":
    """Go to the list beside."""
    return lambda app: app.lawbook.next_place(by) if app.lawbook is not None else None


def tab(name: str) -> "Callable[[DeskApp], None]":
    """Turn to a tab."""
    return lambda app: app.lawbook.turn(name) if app.lawbook is not None else None


def to_desk(app: "DeskApp") -> None:
    """Open the ticket on the desk, where everything can be done to it."""
    if app.lawbook is None or (number := app.lawbook.chosen) is None:
        return
    desk = app.seat.desk
    close(app)
    app.lanes.ask("read", "to desk", lambda: desk.story(number).ticket, app.go_to)


def needs_fit(app: "DeskApp") -> Message | None:
    """The folder differs, is sound, and its tests pass."""
    if app.lawbook is None or app.lawbook.examined is None:
        return Message("lead.cannot_yet")
    found = app.lawbook.examined.found
    if not found.changes and not found.errors:
        return Message("lead.same", {"hash": found.hash[:6]})
    return None if found.fit else Message("lead.cannot_unfit")


def needs_difference(app: "DeskApp") -> Message | None:
    """Something differs."""
    if app.lawbook is None or app.lawbook.examined is None:
        return Message("lead.cannot_yet")
    found = app.lawbook.examined.found
    return None if found.changes else Message("lead.same", {"hash": found.hash[:6]})


def needs_ticket(app: "DeskApp") -> Message | None:
    """A ticket is under the cursor, or is read."""
    if app.lawbook is None or app.lawbook.chosen is None:
        return Message("tui.cannot.no_ticket")
    return None


def apply(app: "DeskApp") -> None:
    """Ask why, and put the folder in force."""
    from agentdesk.tui.rules.acting import apply as ask

    ask(app)


def rollback(app: "DeskApp") -> None:
    """Ask why, and put the set under the cursor in force again."""
    from agentdesk.tui.rules.acting import rollback as ask

    ask(app)


def diff(app: "DeskApp") -> None:
    """Show how the folder differs, or an earlier set."""
    from agentdesk.tui.rules.acting import diff as show

    show(app)


def propose(app: "DeskApp") -> None:
    """Make a test and a change of a corrected ticket."""
    from agentdesk.tui.rules.acting import propose as ask

    ask(app)


def take_suggestion(app: "DeskApp") -> None:
    """Put on the tag that the rules suggest."""
    from agentdesk.desk import TakeSuggestion

    if (ticket := app.target()) is not None:
        app.do(TakeSuggestion(ticket.id))
