"""Dedicate: an agent follows a case until it is solved; and what a ticket needs of whoever takes it."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.verbs.access import hands_on, mine, taking
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why


class Dedicate(Command, frozen=True):
    """Follow a case until it is solved, or with `on` False let it be like any other; a free one becomes mine."""

    ticket: int
    on: bool = True

    def decide(self, work: Work) -> None:
        """Record it; refused when someone else owns the ticket, or when it is so already."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        if ticket.dedicated == self.on:
            code = "sharing.dedicated_already" if self.on else "sharing.not_dedicated"
            raise Refusal(Why.CONFLICT, code, ticket=ticket.id)
        changes: dict[str, Any] = {"dedicated": self.on}
        if self.on:
            changes |= taking(work, ticket)
        work.change(ticket, "ticket.dedicated" if self.on else "ticket.undedicated", changes)
        who = work.name_of(work.tickets[ticket.id].owner)
        work.say("sharing.dedicated" if self.on else "sharing.undedicated", ticket=ticket.id, who=who)


class Need(Command, frozen=True):
    """Say by hand what whoever takes a ticket must know; no rule changes it then."""

    ticket: int
    skills: tuple[str, ...]

    def decide(self, work: Work) -> None:
        """Record it; refused when it needs just that already."""
        ticket = work.live_ticket(self.ticket)
        skills = tuple(dict.fromkeys(word.strip() for word in self.skills if word.strip()))
        if skills == ticket.skills:
            raise Refusal(Why.CONFLICT, "sharing.needs_same", ticket=ticket.id)
        work.change(ticket, "ticket.needs", {"skills": skills, "hands": hands_on(ticket, "skills")})
        if skills:
            work.say("sharing.needs", ticket=ticket.id, skills=", ".join(skills))
        else:
            work.say("sharing.needs_nothing", ticket=ticket.id)
