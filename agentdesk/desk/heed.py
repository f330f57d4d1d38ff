"""What an agent should hear of at once: a word left for them alone, and a ticket that somebody took from them."""

import msgspec

from agentdesk.model import ChatMessage, Ticket
from agentdesk.store.protocol import Reader

MOST_OWNED = 200
"""So many of a person's tickets are watched."""
MOST_WORDS = 20


class Heard(msgspec.Struct, frozen=True):
    """What there was since the look before."""

    mine: frozenset[int]
    """The tickets that are theirs now."""
    words: tuple[ChatMessage, ...] = ()
    """Notes that were left for them alone, the oldest first."""
    taken: tuple[Ticket, ...] = ()
    """Tickets that somebody else gave to another, as they are now."""


def heed(reader: Reader, agent: str, before: frozenset[int], since: int) -> Heard:
    """Return what an agent should hear of, whose tickets were `before`, of what was written after `since`."""
    mine = frozenset(ticket.id for ticket in reader.owned(agent, MOST_OWNED))
    gone = reader.tickets(tuple(sorted(before - mine)))
    people = {one.id for one in reader.agents()}
    taken = (one for one in gone if one.owner != agent and one.sent_by in people - {agent})
    words = (word for word in reader.whispered(agent, since, MOST_WORDS) if not word.withdrawn)
    return Heard(mine, tuple(words), tuple(taken))
