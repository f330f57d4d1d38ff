"""Hand over: at the end of a shift a ticket goes to a colleague or back to the team, as it stands."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.sharing.giving import owning
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.verbs.reroute import find_agent, no_offer
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, Ticket


class HandOver(Command, frozen=True):
    """Give what `giver` (an id) follows to `taker` (a name or id), or to its team; its state and promises stay.

    The taker can return it like anything that was sent to them; a case that one person follows is then theirs.
    """

    ticket: int
    giver: str
    taker: str | None = None
    note: str = ""

    def decide(self, work: Work) -> None:
        """Record it; refused when the giver does not own it any more, or the taker may not have it."""
        ticket = work.live_ticket(self.ticket)
        if ticket.owner != self.giver:
            raise Refusal(Why.CONFLICT, "sharing.hand_not_theirs", ticket=ticket.id, who=work.name_of(self.giver))
        mine(work, ticket)
        changes = self._changes(work, ticket)
        message = None
        if self.note.strip():
            changes["messages"] = ticket.messages + 1
            message = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.note})
        work.change(ticket, "ticket.handed_over", changes, message=message, given=changes["owner"])

    def _changes(self, work: Work, ticket: Ticket) -> dict[str, Any]:
        sent = {"sent_at": work.now, "sent_by": ticket.owner, "sent_from": ticket.team} | no_offer()
        if self.taker is None:
            return {"owner": None, "dedicated": False} | sent
        agent = find_agent(work, self.taker)
        if not agent.active:
            raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=agent.name)
        if ticket.accused == agent.id:
            raise Refusal(Why.FORBIDDEN, "desk.reroute_accused", ticket=ticket.id, who=agent.shown)
        if ticket.owner == agent.id:
            raise Refusal(Why.CONFLICT, "desk.reroute_same", ticket=ticket.id, to=agent.shown)
        return owning(work, ticket, agent.id) | sent
