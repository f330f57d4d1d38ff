"""The desk's pulse: which rules are in force, who keeps time, who looks at which ticket."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Incident, Stage

if TYPE_CHECKING:
    from agentdesk.desk import Desk

MOST_INCIDENTS = 3
KEEPER = "keeper"
"""The lease that whoever keeps time holds."""


class Viewer(msgspec.Struct, frozen=True):
    """Somebody who has a ticket on the screen."""

    agent: str
    typing: bool


class Pulse(msgspec.Struct, frozen=True, kw_only=True):
    """How the desk is."""

    rules: str = ""
    """The hash of the rule set in force."""
    keeper: str | None = None
    """Who keeps time; None when nobody does, "" while the desk is just opening."""
    viewers: dict[int, tuple[Viewer, ...]] = {}
    """By ticket, who has it on the screen."""
    incidents: tuple[Incident, ...] = ()
    """Those that are open, and those that the desk suspects."""


def take_pulse(desk: "Desk", now: int) -> Pulse:
    """Read it; for the reader's thread."""
    viewers: dict[int, tuple[Viewer, ...]] = {}
    for seen in desk.side.present(now):
        if seen.ticket is not None:
            viewers[seen.ticket] = (*viewers.get(seen.ticket, ()), Viewer(seen.agent, seen.typing))
    incidents = desk.reader().incidents((Stage.OPEN, Stage.SUSPECTED), MOST_INCIDENTS)
    return Pulse(rules=desk.rules_hash(), keeper=desk.side.lease(KEEPER, now), viewers=viewers, incidents=incidents)


def who_looks(desk: "Desk", ticket: int, now: int) -> tuple[Viewer, ...]:
    """Read who has a ticket on the screen."""
    return tuple(Viewer(one.agent, one.typing) for one in desk.side.viewers(ticket, now))
