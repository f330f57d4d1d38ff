"""Follow-up: the owner comes back to a ticket at a time, for something of their own."""

from agentdesk.desk.command import Command
from agentdesk.desk.verbs.access import mine, taking
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why


class FollowUp(Command, frozen=True):
    """Be reminded of a ticket at the moment `at`, with words that say of what; it takes the place of another one."""

    ticket: int
    at: int
    text: str = ""
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; a ticket that nobody owns becomes the person's. Refused for a moment that is past."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        if self.at <= work.now:
            raise Refusal(Why.INPUT, "desk.follow_up_past", until=work.time(self.at))
        work.guard(ticket, self.seen, "followup.set", "ticket.rerouted", "ticket.claimed", "ticket.solved")
        work.change(ticket, "followup.set", {"follow_up_at": self.at, "follow_up": self.text} | taking(work, ticket))
        work.say("desk.follow_up_set", ticket=ticket.id, until=work.time(self.at))


class EndFollowUp(Command, frozen=True):
    """The follow-up is done, or not wanted any more."""

    ticket: int
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; refused when there is none."""
        ticket = work.ticket(self.ticket)
        mine(work, ticket)
        work.guard(ticket, self.seen, "followup.set", "followup.ended", "ticket.merged")
        if ticket.follow_up_at is None:
            raise Refusal(Why.CONFLICT, "desk.no_follow_up", ticket=ticket.id)
        early = work.now < ticket.follow_up_at
        work.change(ticket, "followup.ended", {"follow_up_at": None, "follow_up": ""}, early=early)
        work.say("desk.follow_up_ended", ticket=ticket.id)
