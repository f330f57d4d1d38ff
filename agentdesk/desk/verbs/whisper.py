"""Whisper: a note for the agent of a ticket alone, from somebody who leads."""

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.errors import empty_text
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author


class Whisper(Command, frozen=True):
    """Leave a note that only whoever follows the ticket now can read, beside those who lead; whoever follows it later
    does not. No search finds it.
    """

    roles = LEADING

    ticket: int
    text: str

    def decide(self, work: Work) -> None:
        """Record the note and whom it is for; refused where nobody follows the ticket, or oneself does."""
        if not self.text.strip():
            raise empty_text()
        ticket = work.ticket(self.ticket)
        owner = work.tx.agent(ticket.owner) if ticket.owner is not None else None
        if owner is None or owner.id == work.actor:
            raise Refusal(Why.CONFLICT, "floor.whisper_nobody", ticket=ticket.id)
        message = ({"author": Author.NOTE, "agent": work.me().id, "audience": owner.id}, {"text": self.text})
        work.change(ticket, "note.added", {"messages": ticket.messages + 1}, message=message)
        work.say("floor.whispered", ticket=ticket.id, who=owner.shown)
