"""Tasks: another team or a partner is asked; the owner keeps the customer, whose clock goes on."""

from agentdesk.desk.command import Command
from agentdesk.desk.errors import empty_text
from agentdesk.desk.verbs.reroute import find_team
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why


class AskTask(Command, frozen=True):
    """Ask a team something about a ticket, to be answered by `due_at`, if that is given."""

    ticket: int
    team: str
    text: str
    due_at: int | None = None

    def decide(self, work: Work) -> None:
        """Record the task."""
        ticket = work.live_ticket(self.ticket)
        if not self.text.strip():
            raise empty_text()
        task = {
            "id": f"{ticket.id}-{ticket.version + 1}",
            "team": find_team(work, self.team),
            "state": "open",
            "asked_by": work.actor,
            "asked_at": work.now,
            "due_at": self.due_at,
        }
        work.change(ticket, "task.asked", {}, task=(task, {"text": self.text}))
        work.say("desk.task_asked", task=str(task["id"]))


class AnswerTask(Command, frozen=True):
    """Answer what was asked; the ticket's owner sees it in the conversation."""

    task: str
    text: str

    def decide(self, work: Work) -> None:
        """Record the answer; refused when there is no such task or it is answered."""
        number = self.task.partition("-")[0]
        ticket = work.ticket(int(number)) if number.isdigit() else None
        found = [task for task in work.tx.tasks(ticket.id) if task.id == self.task] if ticket else []
        if ticket is None or not found:
            raise Refusal(Why.MISSING, "desk.no_task", task=self.task[:40])
        if found[0].state != "open":
            raise Refusal(Why.CONFLICT, "desk.task_done", task=self.task)
        if not self.text.strip():
            raise empty_text()
        task = {"id": self.task, "state": "done", "done_at": work.now}
        work.change(ticket, "task.answered", {}, task=(task, {"answer": self.text}))
        work.say("desk.task_answered", task=self.task)
