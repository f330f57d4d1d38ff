"""A session: one conversation with everything the people of the desk did to it, as moves at their times."""

from typing import Final

import msgspec

from agentdesk.desk.found import NewAgent
from agentdesk.rules.problem import Place

CUSTOMER: Final = "customer"
BOT: Final = "bot"
WRITE: Final = "write"
"""What the customer and the channel's bot do."""
READ: Final = "read"
"""Looking an article up: it changes nothing at the desk."""
VERBS: Final = ("claim", "release", "read", "note", "reply", "reroute", "priority", "tag", "snooze", "solve", "reopen")
"""What people do."""


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody does, `at` ms after the session's start."""

    at: int
    by: str
    """"customer", "bot", or the name of an agent."""
    do: str = WRITE
    """"write", or one of `VERBS`."""
    text: str = ""
    articles: tuple[str, ...] = ()
    """What is looked up, or what a reply goes by."""
    team: str = ""
    agent: str = ""
    """Where a ticket is rerouted to: a team's id or an agent's name."""
    then: str = "pending"
    """State after a reply."""
    priority: str = ""
    tags: tuple[str, ...] = ()
    """`+tag` puts one on, `-tag` takes one off."""
    duration: int = 0
    """How long a snooze lasts, in ms."""
    why: str = ""
    """What a trainer says about it."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """The customer; the name may be a masked one."""

    id: str = "customer"
    name: str = ""
    tier: str = "ordinary"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session file. `places` say where each move stands in its file; empty for one that was not read."""

    id: str
    title: str
    about: str = ""
    """What it shows, for trainers."""
    lang: str = "zh"
    starts: int
    """When it begins, ms since the epoch."""
    channel: str = "other"
    category: str = ""
    customer: Person = Person()
    people: tuple[NewAgent, ...] = ()
    """Those who act in it and whom the sample desk does not know."""
    moves: tuple[Move, ...]
    places: tuple[Place, ...] = ()

    @property
    def length(self) -> int:
        """How long it lasts, in ms."""
        return self.moves[-1].at if self.moves else 0
