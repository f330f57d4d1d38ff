"""Whose ticket it is: what an agent may do to one that someone else follows."""

from agentdesk.desk.sharing.giving import owning
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Ticket


def mine(work: Work, ticket: Ticket) -> None:
    """Refuse when someone else owns the ticket and the person does not lead."""
    if ticket.owner not in (None, work.actor) and not work.leads():
        raise Refusal(Why.FORBIDDEN, "desk.not_yours", ticket=ticket.id, who=work.name_of(ticket.owner))


def taking(work: Work, ticket: Ticket) -> dict[str, object]:
    """Return the change that makes a free ticket the person's, {} for one that somebody else has.

    Who works on what was sent to them has taken it. Refuses whom the ticket complains about.
    """
    taken: dict[str, object] = {"sent_at": None} if ticket.sent_at is not None else {}
    if ticket.owner is not None:
        return taken if ticket.owner == work.actor else {}
    if ticket.accused == work.me().id:
        raise Refusal(Why.FORBIDDEN, "desk.accused", ticket=ticket.id)
    return owning(work, ticket, work.me().id) | taken


def hands_on(ticket: Ticket, *marks: str) -> tuple[str, ...]:
    """Return the ticket's `hands` with these marks added, each once, in a fixed order."""
    return tuple(sorted({*ticket.hands, *marks}))
