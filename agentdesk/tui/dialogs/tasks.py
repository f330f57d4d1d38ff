"""Asking a team or a partner; what my teams were asked, what was handed to me; answering, reminding, cancelling."""

from typing import TYPE_CHECKING

from agentdesk.text import Safe, safe_line
from agentdesk.tui.dialogs.choices import Choice, ranked
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.reroute import TEAM, targets
from agentdesk.tui.moments import wake
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.model import Task, Ticket
    from agentdesk.tui.app import DeskApp

PARTNER = "partner:"
MOST = 200


class Asked(Chooser):
    """Offers the teams, and whatever is typed as a partner's name."""

    def narrow(self, query: str) -> None:
        """What is typed can be a partner outside the desk."""
        found, typed = ranked(self.all, query), query.strip()
        if typed:
            detail = tell("dialog.partner", self.seat.lang)
            found = (*found, Choice(id=f"{PARTNER}{typed}", name=safe_line(typed), detail=detail, fresh=True))
        self.choices.show(found)


def ask(app: "DeskApp") -> None:
    """Ask whom, what, and until when."""
    from agentdesk.desk import AskTask

    ticket, seat = app.target(), app.seat
    if ticket is None:
        return
    teams = tuple(choice for choice in targets(seat) if choice.id.startswith(TEAM))
    title = tell("dialog.task", seat.lang, ticket=ticket.id)
    dialog = Asked(seat, title, teams, advice="advice_note", note="question", more=("due",))

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        kind, _, name = chosen.choice.id.partition(":")
        team, partner = (name, "") if kind == "team" else ("", name)
        due = dialog.moment(chosen.words["due"]) if chosen.words["due"] else None
        app.do(AskTask(ticket.id, team, chosen.note, due, partner, ticket.version))

    app.over(dialog, answered)


def inbox(app: "DeskApp") -> None:
    """Show what was handed to me and what my teams are asked; Enter opens a ticket or answers a task."""
    desk, me = app.seat.desk, app.seat.me

    def read() -> "tuple[tuple[Ticket, ...], tuple[Task, ...], dict[int, int]]":
        reader = desk.reader()
        asked = reader.open_tasks(me.teams, MOST)
        versions = {ticket.id: ticket.version for ticket in reader.tickets([task.ticket for task in asked])}
        return reader.handed(me.id, me.teams, MOST), asked, versions

    app.lanes.ask("read", "inbox", read, lambda found: _show(app, *found))


def _show(app: "DeskApp", handed: "tuple[Ticket, ...]", tasks: "tuple[Task, ...]", versions: dict[int, int]) -> None:
    seat = app.seat
    tickets = {f"ticket:{ticket.id}": ticket for ticket in handed}
    asked = {f"task:{task.id}": task for task in sorted(tasks, key=_pressing)}
    choices = (
        *(Choice(id=key, name=_ticket(ticket), detail=_from(ticket, seat)) for key, ticket in tickets.items()),
        *(_task(key, task, seat) for key, task in asked.items()),
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.choice.id in tickets:
            app.go_to(tickets[chosen.choice.id])
        else:
            task = asked[chosen.choice.id]
            answer(app, task, versions.get(task.ticket))

    title = tell("dialog.inbox", seat.lang, tickets=len(tickets), tasks=len(asked))
    app.over(Chooser(seat, title, choices), answered)


def _pressing(task: "Task") -> tuple[bool, int, int]:
    return (task.reminded_at is None, task.due_at or 1 << 60, task.asked_at)


def _ticket(ticket: "Ticket") -> Safe:
    return safe_line(f"#{ticket.id} {ticket.customer_name}  {ticket.subject or ticket.preview}")


def _from(ticket: "Ticket", seat: Seat) -> Safe:
    sender = ticket.owner if ticket.offered_to or ticket.offered_team else ticket.sent_by
    return safe_line(f"⇄ {seat.name(sender) if sender else seat.team(ticket.sent_from)}")


def _task(id: str, task: "Task", seat: Seat) -> Choice:
    due = wake(task.due_at, seat.now(), seat.zone) if task.due_at is not None else ""
    mark = "! " if task.reminded_at is not None else ""
    who = seat.team(task.team) if task.team else safe_line(task.partner)
    return Choice(id=id, name=safe_line(f"{mark}? #{task.ticket} {task.text}"), detail=safe_line(f"{who} {due}"))


def answer(app: "DeskApp", task: "Task", seen: int | None) -> None:
    """Ask for the answer to a task of a ticket that stood at version `seen`."""
    from agentdesk.desk import AnswerTask

    seat = app.seat
    title = tell("dialog.answer", seat.lang, task=task.id)
    choices = (Choice(id=task.id, name=safe_line(task.text)),)
    app.over(
        Chooser(seat, title, choices, advice="advice_words", note="answer_line"),
        lambda chosen: app.do(AnswerTask(task.id, chosen.note, seen)) if chosen is not None else None,
    )


def tend(app: "DeskApp") -> None:
    """Answer, remind or cancel a task of the open ticket."""
    from agentdesk.desk import CancelTask, RemindTask

    opened, seat = app.conversation.opened, app.seat
    if opened is None:
        return
    seen = opened.story.ticket.version
    tasks = {task.id: task for task in opened.story.tasks if task.state == "open"}
    choices = tuple(
        Choice(id=f"{what}:{task.id}", name=tell(f"task.{what}", seat.lang), detail=safe_line(task.text[:40]))
        for task in tasks.values()
        for what in ("answer", "remind", "cancel")
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        what, _, name = chosen.choice.id.partition(":")
        if what == "answer":
            answer(app, tasks[name], seen)
        else:
            app.do(RemindTask(name, seen) if what == "remind" else CancelTask(name, seen=seen))

    title = tell("dialog.tend", seat.lang, ticket=opened.story.ticket.id)
    app.over(Chooser(seat, title, choices), answered)
