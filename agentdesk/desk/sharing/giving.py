"""What follows for a ticket and for people when somebody gets it."""

from typing import TYPE_CHECKING, Any

from agentdesk.desk.sharing.choosing import misfit
from agentdesk.desk.sharing.loads import Loads, Room
from agentdesk.lang import Refusal, Why
from agentdesk.model import Agent, Duty, Ticket

if TYPE_CHECKING:
    from agentdesk.desk.work import Work


def owning(work: "Work", ticket: Ticket, agent: str) -> dict[str, Any]:
    """Return the changes that make a ticket somebody's; theirs until it is solved where its kind is followed so."""
    kept = ticket.dedicated or ticket.kind in work.book.sharing.dedicated
    return {"owner": agent, "sent_at": None} | ({"dedicated": True} if kept else {})


def room_of(work: "Work", agent: Agent, ticket: Ticket) -> Room:
    """Return how full a person's room for such a ticket is now."""
    return Loads(work.tx, work.book.sharing, (agent,)).room(agent.id, ticket.channel)


def say_taken(work: "Work", agent: Agent, ticket: Ticket) -> None:
    """Say that the person who acts has a ticket now, and so when that is more than fits."""
    room = room_of(work, agent, ticket)
    if room.is_over:
        work.say("sharing.claimed_over", ticket=ticket.id, load=room.words())
    else:
        work.say("desk.claimed", ticket=ticket.id)


def not_dedicated(ticket: Ticket) -> None:
    """Refuse to move a ticket whose owner follows it until it is solved."""
    if ticket.dedicated and ticket.owner is not None:
        raise Refusal(Why.CONFLICT, "sharing.is_dedicated", ticket=ticket.id)


def absence(work: "Work", agent: Agent | None) -> str | None:
    """Return why a case cannot come back to a person: "gone" or "away"; None when they are there.

    Who never said whether they work counts as there: a desk need not keep presence.
    """
    if agent is None or not agent.active:
        return "gone"
    return "away" if agent.duty in (Duty.OFFLINE, Duty.BREAK) else None


def come_back(work: "Work", ticket: Ticket) -> Ticket:
    """A solved case came back: it stays with who followed it, if they are there with room, else its team gets it."""
    if ticket.owner is None:
        return ticket
    agent = work.tx.agent(ticket.owner)
    why = absence(work, agent)
    if why is None and agent is not None and room_of(work, agent, ticket).is_over:
        why = "full"
    if why is None:
        return ticket
    changes = {"owner": None, "dedicated": False}
    return work.change(ticket, "ticket.unfollowed", changes, reason={"why": why, "from": ticket.owner})


def follow_on(work: "Work", ticket: Ticket, parent: Ticket | None) -> Ticket:
    """A new ticket continues an old one: who followed that gets it, if they are there with room and it is for them."""
    agent = work.tx.agent(parent.owner) if parent is not None and parent.owner is not None else None
    if agent is None or ticket.owner is not None or misfit(agent, ticket) is not None:
        return ticket
    loads = Loads(work.tx, work.book.sharing, (agent,))
    why = absence(work, agent) or (None if loads.takes(agent.id, ticket) else "full")
    if why is not None:
        return work.change(ticket, "ticket.unfollowed", {}, reason={"why": why, "from": agent.id})
    reason = {"by": "followed", "among": 1, "load": loads.room(agent.id, ticket.channel).words()}
    return work.change(ticket, "ticket.assigned", owning(work, ticket, agent.id), given=agent.id, reason=reason)
