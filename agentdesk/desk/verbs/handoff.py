"""The receiving side of a reroute: it takes what it was sent or offered, or returns it with a reason."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.sharing.giving import owning
from agentdesk.desk.verbs.access import hands_on
from agentdesk.desk.verbs.reroute import no_offer, reopened, team_name
from agentdesk.desk.work import Work
from agentdesk.lang import Name, Refusal, Why
from agentdesk.model import Agent, Author, Ticket

_GUARDED = (
    "ticket.rerouted",
    "ticket.offered",
    "ticket.claimed",
    "ticket.accepted",
    "ticket.returned",
    "ticket.solved",
)


class Accept(Command, frozen=True):
    """Take a ticket that was sent or offered to me or my team."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; refused when it was sent to somebody else, or taken already."""
        me, ticket = work.me(), work.live_ticket(self.ticket)
        work.guard(ticket, self.seen, *_GUARDED)
        changes = accepting(work, ticket, me)
        if changes is None:
            raise Refusal(Why.CONFLICT, "desk.not_handed", ticket=ticket.id)
        work.change(ticket, "ticket.accepted", changes, given=me.id)
        work.say("desk.accepted", ticket=ticket.id)


class Return(Command, frozen=True):
    """Give a ticket back to who sent or offered it, and say why."""

    ticket: int
    reason: str
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it: to who followed it and sent it, if they still work here, else to the team it came from."""
        me, ticket = work.me(), work.live_ticket(self.ticket)
        if not self.reason.strip():
            raise Refusal(Why.INPUT, "desk.return_reason")
        work.guard(ticket, self.seen, *_GUARDED)
        if not (is_offered(ticket, me) or is_sent(ticket, me) or (work.leads() and _is_handed(ticket))):
            raise Refusal(Why.CONFLICT, "desk.nothing_to_return", ticket=ticket.id)
        changes = no_offer() if _has_offer(ticket) else _back(work, ticket)
        changes |= {"bounces": ticket.bounces + 1, "messages": ticket.messages + 1}
        message = ({"author": Author.NOTE, "agent": me.id}, {"text": self.reason})
        after = work.change(ticket, "ticket.returned", changes, message=message)
        work.say("desk.returned", ticket=ticket.id, to=_holder(work, after))


def accepting(work: Work, ticket: Ticket, me: Agent) -> dict[str, Any] | None:
    """Return the changes by which a person takes what they were handed; None when they were not."""
    if not (is_offered(ticket, me) or is_sent(ticket, me)):
        return None
    if ticket.accused == me.id:
        raise Refusal(Why.FORBIDDEN, "desk.accused", ticket=ticket.id)
    changes = owning(work, ticket, me.id)
    if is_offered(ticket, me):
        changes |= no_offer() | {"proposed_team": None, "hands": hands_on(ticket, "team")}
        changes |= {"team": ticket.offered_team or ticket.team, "sent_by": ticket.owner, "sent_from": ticket.team}
    return changes | reopened(ticket)


def is_offered(ticket: Ticket, agent: Agent) -> bool:
    """Whether a ticket was offered to an agent or to a team of theirs, by somebody else."""
    if ticket.owner == agent.id:
        return False
    return ticket.offered_to == agent.id or (ticket.offered_team is not None and ticket.offered_team in agent.teams)


def is_sent(ticket: Ticket, agent: Agent) -> bool:
    """Whether a ticket was sent to an agent or to a team of theirs, and nobody has taken it yet."""
    if ticket.sent_at is None:
        return False
    return ticket.owner == agent.id or (ticket.owner is None and ticket.team in agent.teams)


def _has_offer(ticket: Ticket) -> bool:
    return ticket.offered_to is not None or ticket.offered_team is not None


def _is_handed(ticket: Ticket) -> bool:
    return ticket.sent_at is not None or _has_offer(ticket)


def _back(work: Work, ticket: Ticket) -> dict[str, Any]:
    sender = work.tx.agent(ticket.sent_by) if ticket.sent_by else None
    gone = sender is None or not sender.active or sender.id == ticket.accused
    owner = None if gone or sender is None else sender.id
    return {"owner": owner, "team": ticket.sent_from, "sent_at": None} | reopened(ticket)


def _holder(work: Work, ticket: Ticket) -> str | Name:
    """Return who holds a ticket, for a sentence."""
    return work.name_of(ticket.owner) if ticket.owner else team_name(work, ticket.team or "–")
