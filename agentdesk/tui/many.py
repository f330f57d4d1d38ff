"""Acting on the marked tickets: first what it would change, then in short steps; and undone as one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.text import Safe, safe
from agentdesk.tui.actions.action import EVERYWHERE, FLOOR
from agentdesk.tui.words import spoken, tell

if TYPE_CHECKING:
    from agentdesk.desk import BulkDone, Command, Preview
    from agentdesk.desk.bulk import OnTicket, Progress, Refused
    from agentdesk.model import Ticket
    from agentdesk.tui.app import DeskApp
    from agentdesk.tui.dialogs.reader import Part

BULK = "bulk"
"""The thread of its own in which it is done, so that nothing else waits."""
MOST_LISTED = 8


def targets(app: "DeskApp") -> "tuple[Ticket, ...]":
    """Return the tickets that verbs act on: the marked ones, else the one that keys act on."""
    if app.where in EVERYWHERE | FLOOR and app.marking.marks:
        return tuple(app.marking.marks.values())
    ticket = app.target()
    return (ticket,) if ticket is not None else ()


def give(app: "DeskApp", tickets: "Sequence[Ticket]", make: "Callable[[Ticket], OnTicket]", what: str) -> None:
    """Do something to one ticket at once, to several after showing what it would change."""
    commands = [make(ticket) for ticket in tickets]
    if len(commands) == 1 and tickets[0].id not in app.marking.marks:
        app.do(_single(commands[0]))
        return
    from agentdesk.desk import carry_out, preview

    desk, me = app.seat.desk, app.seat.me.id
    app.say(Message("tui.looking_ahead", {"n": len(commands)}), "dim")
    title = tell(f"many.{what}", app.seat.lang, n=len(commands))
    ask_first(app, title, lambda: preview(desk, commands, me), lambda told: carry_out(desk, commands, me, what, told))


def _single(command: "OnTicket") -> "Command":
    from agentdesk.desk import Command

    assert isinstance(command, Command)
    return command


def ask_first(
    app: "DeskApp",
    title: Safe,
    ahead: "Callable[[], Preview]",
    act: "Callable[[Progress], BulkDone]",
    *,
    above: "tuple[tuple[Part, ...], ...]" = (),
    even_nothing: bool = False,
    otherwise: Callable[[], object] | None = None,
) -> None:
    """Show what an act on many tickets would change, below the lines `above`; Enter does it, Esc calls `otherwise`.

    With `even_nothing` it can be done though no ticket changes.
    """
    from agentdesk.tui.dialogs.confirm import Confirm

    def answered(wanted: bool | None) -> None:
        if wanted:
            _carry_out(app, act)
        elif otherwise is not None:
            otherwise()

    def shown(seen: "Preview") -> None:
        lines = (*above, *preview_lines(app, seen))
        dialog = Confirm(app.seat, title, lines, possible=even_nothing or bool(seen.changed))
        app.over(dialog, answered)

    app.lanes.ask(BULK, "", ahead, shown)


def _carry_out(app: "DeskApp", act: "Callable[[Progress], BulkDone]") -> None:
    def told(done: int, of: int) -> None:
        app.call(lambda: app.say(Message("tui.many_going", {"done": done, "of": of}), "dim"))

    app.lanes.ask(BULK, "", lambda: act(told), lambda done: tell_done(app, done))


def tell_done(app: "DeskApp", done: "BulkDone") -> None:
    """Say what an act on many tickets came to; undo takes it back."""
    app.queue.last_bulk = done.id
    app.marking.unmark()
    app.say(_told("tui.many_done", done), "green" if done.done else "amber")
    app.tending.changed(tuple(f"ticket:{ticket}" for ticket in done.done[:MOST_LISTED]))


def _told(code: str, done: "BulkDone") -> Message:
    if not done.refused:
        return Message(f"{code}_all", {"n": len(done.done)})
    return Message(code, {"n": len(done.done), "left": len(done.refused)})


def undo(app: "DeskApp") -> None:
    """Take the last act on many tickets back, and list those that were left."""
    from agentdesk.desk import undo_bulk

    desk, me, number = app.seat.desk, app.seat.me.id, app.queue.last_bulk
    app.queue.last_bulk = ""

    def over(done: "BulkDone") -> None:
        app.say(_told("tui.many_undone", done), "green")
        app.tending.changed(tuple(f"ticket:{ticket}" for ticket in done.done[:MOST_LISTED]))
        if done.refused:
            _show_left(app, done)

    app.lanes.ask(BULK, "", lambda: undo_bulk(desk, number, me), over)


def _show_left(app: "DeskApp", done: "BulkDone") -> None:
    from agentdesk.tui.dialogs.reader import Reader

    title = tell("many.left", app.seat.lang, n=len(done.refused))
    app.over(Reader(app.seat, title, tuple(_each(app, done.refused, "amber"))))


def preview_lines(app: "DeskApp", seen: "Preview") -> "tuple[tuple[Part, ...], ...]":
    """Return what an act would change, line by line."""
    lang, seat = app.seat.lang, app.seat
    facts = [
        tell("many.changed", lang, n=seen.changed, teams=seen.teams, freed=seen.freed),
        tell("many.promises", lang, n=seen.promises),
        tell("many.breaching", lang, before=seen.breaching_before, after=seen.breaching_after),
    ]
    for load in seen.loads:
        to = seat.team(load.team) if load.team else seat.name(load.agent)
        facts.append(tell("many.load", lang, to=to, before=load.before, after=load.after, capacity=load.capacity))
    lines: list[tuple[Part, ...]] = [((safe(" "), "plain"), (fact, "text")) for fact in facts]
    if seen.said is not None:
        lines.append(((safe(" "), "plain"), (spoken(seen.said, lang), "amber")))
    for code, role, found in (("attention", "amber", seen.attention), ("refused", "red-strong", seen.refused)):
        if found:
            lines.append(((safe(" "), "plain"), (tell(f"many.{code}", lang, n=len(found)), role)))
            lines += _each(app, found[:MOST_LISTED], "dim")
    return tuple(lines)


def _each(app: "DeskApp", found: "Sequence[Refused]", role: str) -> "list[tuple[Part, ...]]":
    return [_line(one, spoken(one.why, app.seat.lang), role) for one in found]


def _line(one: "Refused", why: Safe, role: str) -> "tuple[Part, ...]":
    """Return the line of a ticket: its number stands in front where the reason does not name it."""
    number = "" if one.is_named_in(why) else f"#{one.ticket} "
    return (safe(f"   {number}"), "faint"), (why, role)
