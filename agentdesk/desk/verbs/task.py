"""Tasks: another team or a partner is asked; the owner keeps the customer, whose clock goes on."""

from agentdesk.desk.command import Command
from agentdesk.desk.errors import empty_text
from agentdesk.desk.verbs.reroute import find_team
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Task, Ticket


class AskTask(Command, frozen=True):
    """Ask a team, or a `partner` outside the desk, something about a ticket.

    It is to be answered by `due_at`, or else when the promises say.
    """

    ticket: int
    team: str
    text: str
    due_at: int | None = None
    partner: str = ""
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the task."""
        ticket = work.live_ticket(self.ticket)
        if bool(self.team) == bool(self.partner.strip()):
            raise Refusal(Why.INPUT, "desk.task_whom")
        if not self.text.strip():
            raise empty_text()
        if self.due_at is not None and self.due_at <= work.now:
            raise Refusal(Why.INPUT, "desk.task_past", until=work.time(self.due_at))
        work.guard(ticket, self.seen, "task.asked", "ticket.rerouted", "ticket.solved")
        task = {
            "id": f"{ticket.id}-{ticket.version + 1}",
            "team": find_team(work, self.team) if self.team else "",
            "state": "open",
            "asked_by": work.actor,
            "asked_at": work.now,
            "due_at": work.book.policies.tasks.due(work.now) if self.due_at is None else self.due_at,
        }
        work.change(ticket, "task.asked", {}, task=(task, {"text": self.text, "partner": self.partner.strip()}))
        work.say("desk.task_asked", task=str(task["id"]))


class AnswerTask(Command, frozen=True):
    """Answer what was asked; the ticket's owner sees it in the conversation. `seen` is the version of the ticket."""

    task: str
    text: str
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the answer; by who was asked, who asked, who follows the ticket, or who leads."""
        ticket, found = _open_task(work, self.task, self.seen)
        if not self.text.strip():
            raise empty_text()
        _concerns(work, ticket, found, asked=True)
        task = {"id": self.task, "state": "done", "done_at": work.now, "done_by": work.actor}
        work.change(ticket, "task.answered", {}, task=(task, {"answer": self.text}))
        work.say("desk.task_answered", task=self.task)


class CancelTask(Command, frozen=True):
    """Take a question back; `reason` says why."""

    task: str
    reason: str = ""
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; by who asked, who follows the ticket, or who leads."""
        ticket, found = _open_task(work, self.task, self.seen)
        _concerns(work, ticket, found, asked=False)
        task = {"id": self.task, "state": "cancelled", "done_at": work.now, "done_by": work.actor}
        work.change(ticket, "task.cancelled", {}, task=(task, {"answer": self.reason}))
        work.say("desk.task_cancelled", task=self.task)


class RemindTask(Command, frozen=True):
    """Remind those who were asked: the task stands first in their list, and says so."""

    task: str
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; by who asked, who follows the ticket, or who leads."""
        ticket, found = _open_task(work, self.task, self.seen, "task.reminded")
        _concerns(work, ticket, found, asked=False)
        work.change(ticket, "task.reminded", {}, task={"id": self.task, "reminded_at": work.now})
        work.say("desk.task_reminded", task=self.task)


def _open_task(work: Work, name: str, seen: int | None, *kinds: str) -> tuple[Ticket, Task]:
    """Return a task that is open, and its ticket; refused when others closed it since `seen`, or did one of `kinds`."""
    found = work.tx.task(name)
    if found is None:
        raise Refusal(Why.MISSING, "desk.no_task", task=name[:40])
    ticket = work.ticket(found.ticket)
    work.guard(ticket, seen, "task.answered", "task.cancelled", *kinds, task=name)
    if found.state != "open":
        raise Refusal(Why.CONFLICT, "desk.task_done", task=name)
    return ticket, found


def _concerns(work: Work, ticket: Ticket, task: Task, *, asked: bool) -> None:
    """Refuse whom a task does not concern; with `asked` it concerns those who were asked, too."""
    me = work.me()
    is_asked = asked and task.team in me.teams
    if not (is_asked or me.id in (task.asked_by, ticket.owner) or work.leads()):
        raise Refusal(Why.FORBIDDEN, "desk.task_not_yours", task=task.id)
