"""What a ticket's conversation is made of."""

import msgspec

from agentdesk.model.people import Agent
from agentdesk.model.verdict import Verdict


class Attachment(msgspec.Struct, frozen=True):
    """A file that came with a message; the desk keeps its name and where the channel holds it."""

    name: str
    url: str = ""
    size: int = 0


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message or note of a conversation."""

    ticket: int
    n: int
    """Version of the ticket's stream at which it came: its number in the conversation."""
    author: str
    """customer, agent, bot, note or system."""
    agent: str | None = None
    at: int = 0
    text: str | None = ""
    """None when it was erased."""
    attachments: tuple[Attachment, ...] = ()
    verdict: Verdict | None = None
    flagged: str = ""
    """Why a look is due: "changed" when the same id came again with another text."""
    delivery: str = ""
    """How far an answer got: a `Sending`, "" for what is not sent."""
    withdrawn: bool = False
    audience: str | None = None
    """The one agent whom a whispered note is for, beside those who lead; None for everybody."""

    def is_for(self, reader: Agent | None) -> bool:
        """Whether somebody may read it; None is whoever is nobody here."""
        if self.audience is None:
            return True
        return reader is not None and (reader.leads or reader.id in (self.audience, self.agent))


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """An answer on its way out."""

    ticket: int
    n: int
    channel: str
    state: str
    due_at: int
    """When it may go, or be tried again."""
    attempts: int = 0
    detail: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to the ticket, shown between the messages."""

    ticket: int
    n: int
    at: int
    actor: str
    kind: str
    data: dict[str, object]
    told: dict[str, str] = {}
    """The words that go with it, by what they are: "tried", "promise", "follow_up", "text", "answer" …"""
