"""A target of a promise: how long, from what, to what, and in which states its clock stands still."""

from enum import StrEnum
from typing import Final

import msgspec

from agentdesk.lang import Message
from agentdesk.promises.duration import Duration


class Kind(StrEnum):
    """What a target promises. On a tie of two deadlines the earlier named is told."""

    FIRST_RESPONSE = "first_response"
    """A person's first public answer."""
    NEXT_RESPONSE = "next_response"
    """A person's public answer to whatever the customer wrote since the last one."""
    RESOLUTION = "resolution"
    """The ticket is solved."""
    FINAL = "final"
    """The ticket is solved, counted from receipt whatever happened since: it neither pauses nor starts anew."""
    UPDATE = "update"
    """A person tells the customer how it stands, again and again until the ticket is solved."""

    @property
    def named(self) -> Message:
        """Its name for people."""
        return Message(f"promises.{self.value}")


class Starts(StrEnum):
    """The event that starts a clock."""

    RECEIVED = "received"
    """The ticket's first message came in."""
    OPENED = "opened"
    """The ticket was received, or reopened since: the later of the two."""
    OLDEST_UNANSWERED = "oldest_unanswered"
    """The oldest customer message that no person has answered; later ones do not move it."""
    LAST_ANSWER = "last_answer"
    """A person's latest public message, or the latest reopening after it."""


class Ends(StrEnum):
    """The event that ends a clock."""

    FIRST_PUBLIC_ANSWER = "first_public_answer"
    """A person's first answer to the customer; a bot's never counts."""
    PUBLIC_ANSWER = "public_answer"
    """A person's answer after which no customer message waits."""
    SOLVED = "solved"
    NEXT_ANSWER = "next_answer"
    """A person's next public message, with which the clock starts anew; or the ticket is solved."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One clock of a policy."""

    within: Duration
    starts: Starts
    ends: Ends
    pauses: frozenset[str] = frozenset()
    """States of the ticket in which the clock stands still: "pending", "snoozed"."""


class Usual(msgspec.Struct, frozen=True):
    """What a target counts from and to, unless its row says otherwise."""

    starts: Starts
    ends: Ends
    pauses: frozenset[str] = frozenset()


USUAL: Final[dict[Kind, Usual]] = {
    Kind.FIRST_RESPONSE: Usual(Starts.RECEIVED, Ends.FIRST_PUBLIC_ANSWER),
    Kind.NEXT_RESPONSE: Usual(Starts.OLDEST_UNANSWERED, Ends.PUBLIC_ANSWER),
    Kind.RESOLUTION: Usual(Starts.OPENED, Ends.SOLVED, frozenset({"pending"})),
    Kind.FINAL: Usual(Starts.RECEIVED, Ends.SOLVED),
    Kind.UPDATE: Usual(Starts.LAST_ANSWER, Ends.NEXT_ANSWER, frozenset({"pending"})),
}


def usual_target(kind: Kind, within: Duration) -> Target:
    """The target of that kind with its usual events and pauses."""
    usual = USUAL[kind]
    return Target(within=within, starts=usual.starts, ends=usual.ends, pauses=usual.pauses)
