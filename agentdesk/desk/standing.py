"""What stands with a ticket beside its promises: who it was handed to, what was arranged, what it is linked with.

One list for the screen and the command line; moments are the parameter `at`, in ms since the epoch.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec

from agentdesk.lang import Message, Name
from agentdesk.model import Agent, Team, Ticket


class People(msgspec.Struct, frozen=True):
    """Who works here, by id."""

    agents: Mapping[str, Agent]
    teams: Mapping[str, Team]

    def name(self, agent: str | None, team: str | None) -> str | Name:
        """Return the name of an agent, else of a team, "–" for neither."""
        if agent is not None:
            return self.agents[agent].shown if agent in self.agents else agent
        known = self.teams.get(team or "", Team(id=team or "–"))
        return Name(zh=known.shown("zh"), en=known.shown("en"))


def standing(ticket: Ticket, people: People) -> Iterator[Message]:
    """Give one sentence for each thing that stands with a ticket, the most pressing first."""
    for tell in _TOLD:
        if (message := tell(ticket, people)) is not None:
            yield message


def _offered(ticket: Ticket, people: People) -> Message | None:
    if ticket.offered_to is None and ticket.offered_team is None:
        return None
    return Message("desk.stands_offered", {"to": people.name(ticket.offered_to, ticket.offered_team)})


def _sent(ticket: Ticket, people: People) -> Message | None:
    if ticket.sent_at is None:
        return None
    return Message("desk.stands_sent", {"by": people.name(ticket.sent_by, ticket.sent_from), "at": ticket.sent_at})


def _bounced(ticket: Ticket, _people: People) -> Message | None:
    return Message("desk.stands_bounced", {"n": ticket.bounces}) if ticket.bounces else None


def _promised(ticket: Ticket, people: People) -> Message | None:
    if ticket.promised_at is None:
        return None
    if ticket.promised_who is None or not ticket.promise:
        return Message("desk.stands_owed", {"at": ticket.promised_at})
    who = people.name(ticket.promised_who, None)
    return Message("desk.stands_promised", {"text": ticket.promise, "at": ticket.promised_at, "who": who})


def _escalated(ticket: Ticket, _people: People) -> Message | None:
    if ticket.escalated_at is None:
        return None
    to = Message(f"desk.role_{ticket.escalated_to}")
    return Message("desk.stands_escalated", {"to": to, "at": ticket.escalated_at})


def _follow_up(ticket: Ticket, _people: People) -> Message | None:
    if ticket.follow_up_at is None:
        return None
    return Message("desk.stands_follow_up", {"text": ticket.follow_up, "at": ticket.follow_up_at})


def _complaint(ticket: Ticket, _people: People) -> Message | None:
    if ticket.severity is None:
        return None
    from agentdesk.desk.verbs.complaint import SEVERITIES  # verbs bring the rules along, which no first picture needs

    severity = Message(f"desk.severity_{SEVERITIES[ticket.severity - 1]}")
    if ticket.about is None:
        return Message("desk.stands_complaint", {"severity": severity})
    return Message("desk.stands_complaint_about", {"severity": severity, "about": ticket.about})


def _merged(ticket: Ticket, _people: People) -> Message | None:
    return Message("desk.stands_merged", {"ticket": ticket.merged_into}) if ticket.merged_into is not None else None


def _rated(ticket: Ticket, people: People) -> Message | None:
    if ticket.rating is None:
        return None
    who = people.name(ticket.rated_agent, None)
    return Message("desk.stands_rated", {"rating": ticket.rating, "who": who, "text": ticket.rating_comment})


_TOLD: Final[tuple[Callable[[Ticket, People], Message | None], ...]] = (
    _merged,
    _offered,
    _sent,
    _bounced,
    _escalated,
    _promised,
    _follow_up,
    _complaint,
    _rated,
)
