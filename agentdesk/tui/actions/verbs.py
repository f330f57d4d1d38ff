"""What the keys do to a ticket."""

import os
from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.model import State

if TYPE_CHECKING:
    from agentdesk.desk import Done
    from agentdesk.model import Ticket
    from agentdesk.tui.app import DeskApp

MOST_MARKED = 10_000
"""So many tickets one act may reach."""
DONE = frozenset({State.SOLVED, State.CLOSED})


def needs_ticket(app: "DeskApp") -> Message | None:
    """There is a ticket to act on."""
    return None if app.target() is not None else Message("tui.cannot.no_ticket")


def needs_live(app: "DeskApp") -> Message | None:
    """The ticket is not solved or closed."""
    ticket = app.target()
    if ticket is None:
        return Message("tui.cannot.no_ticket")
    return Message("tui.cannot.done", {"ticket": ticket.id}) if ticket.state in DONE else None


def needs_handed(app: "DeskApp") -> Message | None:
    """The ticket was sent or offered to me or my team, and is not taken yet."""
    from agentdesk.desk.verbs.handoff import is_offered, is_sent

    ticket, me = app.target(), app.seat.me
    if ticket is not None and not (is_offered(ticket, me) or is_sent(ticket, me)):
        return Message("tui.cannot.not_handed", {"ticket": ticket.id})
    return needs_live(app)


def needs_colleague(app: "DeskApp") -> Message | None:
    """A colleague follows the ticket."""
    ticket = app.target()
    if ticket is not None and ticket.owner in (None, app.seat.me.id):
        return Message("tui.cannot.no_colleague", {"ticket": ticket.id})
    return needs_live(app)


def needs_marks(app: "DeskApp") -> Message | None:
    """Some ticket is marked."""
    return None if app.marking.marks else Message("tui.cannot.no_marks")


def needs_undo(app: "DeskApp") -> Message | None:
    """There is a ticket, or an act on many to take back."""
    return None if app.queue.last_bulk else needs_ticket(app)


def needs_free(app: "DeskApp") -> Message | None:
    """The ticket is live and not mine yet."""
    ticket = app.target()
    if ticket is not None and ticket.owner == app.seat.me.id:
        return Message("tui.cannot.yours", {"ticket": ticket.id})
    return needs_live(app)


def needs_mine(app: "DeskApp") -> Message | None:
    """Somebody owns the ticket."""
    ticket = app.target()
    if ticket is not None and ticket.owner is None:
        return Message("tui.cannot.nobodys", {"ticket": ticket.id})
    return needs_live(app)


def needs_done(app: "DeskApp") -> Message | None:
    """The ticket is solved or closed."""
    ticket = app.target()
    if ticket is None:
        return Message("tui.cannot.no_ticket")
    return None if ticket.state in DONE else Message("tui.cannot.open", {"ticket": ticket.id})


def needs_words(app: "DeskApp") -> Message | None:
    """Something was typed, and it is not on its way already."""
    wanted = app.conversation.wanted
    if wanted is None or not app.drafts.of(wanted).text.strip():
        return Message("tui.cannot.no_words")
    return Message("tui.cannot.sending") if wanted in app.conversation.sending else None


def needs_colour(_app: "DeskApp") -> Message | None:
    """The terminal's owner did not forbid colours."""
    return Message("tui.cannot.no_colour") if os.environ.get("NO_COLOR") else None


def needs_entry(app: "DeskApp") -> Message | None:
    """Something is found to put into the answer of a ticket."""
    if app.side.article is None and app.side.results.entry is None:
        return Message("tui.cannot.no_entry")
    return needs_ticket(app)


def accept(app: "DeskApp") -> None:
    """Take what was sent or offered."""
    from agentdesk.desk import Accept

    if (ticket := app.target()) is not None:
        app.do(Accept(ticket.id, seen=ticket.version))


def mark(app: "DeskApp") -> None:
    """Mark the ticket under the cursor, or take its mark away."""
    app.marking.mark()
    app.say(Message("tui.marked", {"n": len(app.marking.marks)}), "dim")
    app.tell_keys()


def unmark(app: "DeskApp") -> None:
    """Take every mark away."""
    app.marking.unmark()
    app.tell_keys()


def mark_view(app: "DeskApp") -> None:
    """Mark every ticket of the view, as many as one act may reach."""
    from agentdesk.tui.queue.asked import asked_view

    desk, me, view = app.seat.desk, app.seat.me, app.queue.view
    if app.floor is not None:
        app.floor.mark_all()
        return

    def found(tickets: "tuple[Ticket, ...]") -> None:
        if app.queue.view == view:
            app.queue.mark_all(tickets)
            app.say(Message("tui.marked", {"n": len(app.queue.marks)}), "dim")

    app.lanes.ask(
        "read", "marks", lambda: desk.queue(asked_view(desk, me, view), 0, MOST_MARKED, me.turn).tickets, found
    )


def claim(app: "DeskApp") -> None:
    """Take the ticket."""
    from agentdesk.desk import Claim

    if (ticket := app.target()) is not None:
        app.do(Claim(ticket.id, seen=ticket.version))


def claim_next(app: "DeskApp") -> None:
    """Take the first ticket that nobody owns, and open it."""
    from agentdesk.desk import ClaimNext

    def came(done: "Done") -> None:
        app.ahead.until_read()
        app.go_to(done.tickets[-1])
        if app.conversation.ticket is not None:
            app.ahead.read()

    app.ahead.begin()
    app.do(ClaimNext(), then=came, otherwise=app.ahead.none_came)


def release(app: "DeskApp") -> None:
    """Give the ticket back."""
    from agentdesk.desk import Release

    if (ticket := app.target()) is not None:
        app.do(Release(ticket.id))


def reopen(app: "DeskApp") -> None:
    """Take a solved ticket up again."""
    from agentdesk.desk import Reopen

    if (ticket := app.target()) is not None:
        app.do(Reopen(ticket.id))


def undo(app: "DeskApp") -> None:
    """Take back what was done last, to many tickets or to this one."""
    from agentdesk.desk import Undo

    if app.queue.last_bulk:
        from agentdesk.tui.many import undo as undo_many

        undo_many(app)
        return
    if (ticket := app.target()) is not None:
        app.do(Undo(ticket.id), then=lambda done: _text_back(app, done))


def _text_back(app: "DeskApp", done: "Done") -> None:
    """An answer that did not leave is a draft again."""
    event, ticket, desk, me = done.events[-1], done.ticket.id, app.seat.desk, app.seat.me.id
    if "delivery" not in event.data:
        return

    def text() -> str:
        messages = desk.story(ticket).messages
        return next((m.text or "" for m in messages if m.n == event.data["undoes"] and m.agent == me), "")

    app.lanes.ask("read", "text back", text, lambda found: app.conversation.take_back(ticket, found))


def resend(app: "DeskApp") -> None:
    """Let a failed or uncertain answer go again."""
    from agentdesk.desk import Resend

    opened = app.conversation.opened
    if opened is None:
        return
    stuck = [message for message in opened.story.messages if message.delivery in {"failed", "uncertain"}]
    if stuck:
        app.do(Resend(opened.story.ticket.id, stuck[-1].n))
    else:
        app.say(Message("tui.cannot.nothing_stuck"), "amber")


def send(app: "DeskApp", then: str = "pending") -> None:
    """Send the answer, or keep the note."""
    from agentdesk.desk import Note, Reply

    pane = app.conversation
    if pane.wanted is None or pane.opened is None:
        return
    ticket, typing = pane.wanted, app.drafts.of(pane.wanted)
    articles = app.drafts.articles.get(ticket, ())
    seen = pane.ticket.version if pane.ticket else None
    command = (
        Note(ticket, typing.text)
        if typing.kind == "note"
        else Reply(ticket, typing.text, seen=seen, then=then, articles=articles)
    )
    pane.begin_sending(ticket)
    app.do(command, then=lambda _: pane.sent(ticket, typing.text), otherwise=lambda: pane.not_sent(ticket))


def send_and_solve(app: "DeskApp") -> None:
    """Send the answer and call the matter solved."""
    send(app, then="solved")
