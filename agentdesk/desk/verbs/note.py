"""Note: what colleagues should know and the customer never sees."""

from agentdesk.desk.command import Command
from agentdesk.desk.errors import empty_text
from agentdesk.desk.work import Work
from agentdesk.model import Author


class Note(Command, frozen=True):
    """Write an internal note on a ticket, whoever owns it."""

    ticket: int
    text: str

    def decide(self, work: Work) -> None:
        """Record the note."""
        if not self.text.strip():
            raise empty_text()
        ticket = work.ticket(self.ticket)
        message = ({"author": Author.NOTE, "agent": work.me().id}, {"text": self.text})
        work.change(ticket, "note.added", {"messages": ticket.messages + 1}, message=message)
        work.say("desk.noted", ticket=ticket.id)
