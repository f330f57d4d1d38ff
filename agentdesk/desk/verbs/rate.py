"""Rate: the customer's satisfaction, credited to whose work it was and not to whoever holds the ticket now."""

from agentdesk.desk.command import Command
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Author, Ticket, stream_of


class Rate(Command, frozen=True):
    """Take in how satisfied the customer is, from 1 to 5, perhaps with their words; a later rating takes its place."""

    ticket: int
    rating: int
    comment: str = ""

    def decide(self, work: Work) -> None:
        """Record it; refused for a ticket that nobody answered or solved."""
        ticket = work.ticket(self.ticket)
        rate(work, ticket, self.rating, self.comment)
        work.say("desk.rated", ticket=ticket.id, rating=self.rating)


def rate(work: Work, ticket: Ticket, rating: int, comment: str, at: int | None = None, received: object = None) -> None:
    """Record a rating of a ticket."""
    if not 1 <= rating <= 5:
        raise Refusal(Why.INPUT, "desk.bad_rating", rating=rating)
    agent = credited(work, ticket)
    if agent is None:
        raise Refusal(Why.CONFLICT, "desk.rate_nobody", ticket=ticket.id)
    changes = {
        "rating": rating,
        "rating_comment": comment,
        "rated_at": work.now if at is None else at,
        "rated_agent": agent,
        "rated_team": ticket.team,
    }
    work.change(ticket, "ticket.rated", changes, at=at, received=received)


def credited(work: Work, ticket: Ticket) -> str | None:
    """Return the agent who solved a ticket, else who answered last; None when no person did either."""
    people = {agent.id for agent in work.tx.agents()}
    events = work.tx.events(stream_of("ticket", ticket.id))
    gone = {event.data["undoes"] for event in events if event.kind == "ticket.undone"}
    for event in reversed(events):
        solves = event.data.get("set", {}).get("state") == "solved"
        if solves and event.actor in people and event.version not in gone and event.kind != "ticket.undone":
            return event.actor
    answers = (m for m in reversed(work.tx.messages(ticket.id)) if m.author == Author.AGENT and not m.withdrawn)
    return next((answer.agent for answer in answers if answer.agent is not None), None)
