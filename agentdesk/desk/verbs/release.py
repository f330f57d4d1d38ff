"""Release: the ticket goes back to its team's queue."""

from agentdesk.desk.command import Command
from agentdesk.desk.sharing.giving import not_dedicated
from agentdesk.desk.verbs.access import mine
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why


class Release(Command, frozen=True):
    """Give a ticket back; its promises run on."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the release; refused when nobody owns it or someone else does."""
        ticket = work.live_ticket(self.ticket)
        if ticket.owner is None:
            raise Refusal(Why.CONFLICT, "desk.not_owned", ticket=ticket.id)
        mine(work, ticket)
        not_dedicated(ticket)
        work.guard(ticket, self.seen, "ticket.rerouted", "ticket.claimed")
        work.change(ticket, "ticket.released", {"owner": None})
        work.say("desk.released", ticket=ticket.id)
