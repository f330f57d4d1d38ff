"""A command: one verb with what it needs, as a value; and what came of it."""

from typing import TYPE_CHECKING, ClassVar

import msgspec

from agentdesk.lang import Message
from agentdesk.model import LEADING, Agent, Event, Role, Ticket

if TYPE_CHECKING:
    from agentdesk.desk.work import Work

__all__ = ["EVERYBODY", "LEADING", "Command", "Done", "is_person"]

EVERYBODY = frozenset(Role)


class Command(msgspec.Struct, frozen=True):
    """A verb of the desk; a subclass a verb. It decides within a transaction and records events."""

    roles: ClassVar[frozenset[Role]] = EVERYBODY
    """Who may do it; on a shared file this is a guard rail, not a lock."""

    def decide(self, work: "Work") -> None:
        """Record what happens; raises `Refusal`, and then nothing happens."""
        raise AssertionError(type(self))


class Done(msgspec.Struct, frozen=True):
    """What a transaction of commands came to."""

    tickets: tuple[Ticket, ...] = ()
    """The tickets it changed, as they are now, the last changed last."""
    said: tuple[Message, ...] = ()
    """What to tell the person who did it."""
    events: tuple[Event, ...] = ()

    @property
    def ticket(self) -> Ticket:
        """The ticket it changed last; raises IndexError when it changed none."""
        return self.tickets[-1]


def is_person(actor: str, agents: tuple[Agent, ...]) -> bool:
    """Whether an event's actor is somebody who works here."""
    return any(agent.id == actor for agent in agents)
