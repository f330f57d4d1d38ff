"""Who gets a ticket: of those who fit and have room, who has the least; of equals, who is idle longest."""

from collections.abc import Iterable

import msgspec

from agentdesk.desk.sharing.loads import Loads, Room
from agentdesk.model import Agent, Duty, Ticket


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Who gets a ticket, and why."""

    agent: Agent
    by: str
    """"only" one who could, "fewest" open ones, or "idle" longest of those with equally few."""
    among: int
    """So many fit and had room."""
    room: Room
    """Their room for it, before they got it."""


def misfit(agent: Agent, ticket: Ticket) -> str | None:
    """Return why a ticket is not for a person: "team", "accused", "skill" or "language"; None when it is.

    Who named no languages takes all; a ticket in "zh-TW" is for who speaks "zh".
    """
    if ticket.team is not None and ticket.team not in agent.teams:
        return "team"
    if ticket.accused == agent.id:
        return "accused"
    return unable(agent, ticket)


def unable(agent: Agent, ticket: Ticket) -> str | None:
    """Return what a person lacks for a ticket, whatever its team: "skill", "language", or None."""
    if not knows(agent, ticket):
        return "skill"
    return None if speaks(agent, ticket) else "language"


def knows(agent: Agent, ticket: Ticket) -> bool:
    """Whether a person knows all that a ticket needs."""
    return set(ticket.skills) <= set(agent.skills)


def speaks(agent: Agent, ticket: Ticket) -> bool:
    """Whether a person speaks a ticket's language, as far as both are known."""
    return not (ticket.lang and agent.languages) or _plain(ticket.lang) in {_plain(one) for one in agent.languages}


def _plain(lang: str) -> str:
    return lang.lower().replace("_", "-").partition("-")[0]


def is_there(agent: Agent) -> bool:
    """Whether a person takes new tickets now."""
    return agent.active and agent.duty == Duty.ONLINE


def choose(ticket: Ticket, agents: Iterable[Agent], loads: Loads, *, given: bool = False) -> Chosen | None:
    """Return who of `agents` gets a ticket; None when it fits nobody with room.

    What the desk itself gives (`given`) leaves room for what waits in a person's teams that pull.
    """
    takes = loads.takes_given if given else loads.takes
    able = [agent for agent in agents if misfit(agent, ticket) is None and takes(agent.id, ticket)]
    if not able:
        return None
    first = min(able, key=lambda agent: (loads.total(agent.id), agent.given_at, agent.id))
    fewest = sum(loads.total(agent.id) == loads.total(first.id) for agent in able)
    by = "only" if len(able) == 1 else "fewest" if fewest == 1 else "idle"
    return Chosen(agent=first, by=by, among=len(able), room=loads.room(first.id, ticket.channel))
