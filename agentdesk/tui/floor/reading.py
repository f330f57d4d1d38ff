"""Reading the floor: what its screen asks the reader's thread to do."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Agent, Ticket
from agentdesk.text import Safe
from agentdesk.tui.conversation.reading import reasons_of

if TYPE_CHECKING:
    from agentdesk.desk import Desk, Filter, Floor, Story, View

MOST_TICKETS = 200
"""So many tickets of a team or a person are listed."""


class Subject(msgspec.Struct, frozen=True):
    """Whose tickets are listed: a person's, else a team's, else those of no team."""

    team: str | None = None
    agent: str | None = None


class Asked(msgspec.Struct, frozen=True):
    """What the list of tickets is narrowed down by: a filter as it was typed, and what it means."""

    text: str = ""
    filter: "Filter | None" = None

    @property
    def everywhere(self) -> bool:
        """Whether all teams and people are looked through, because the filter names some."""
        return self.filter is not None and any(term.key in ("team", "owner") for term in self.filter.terms)


class Wanted(msgspec.Struct, frozen=True):
    """What the screen asks for."""

    subject: Subject | None
    asked: Asked
    ticket: int | None
    """The ticket whose conversation stands beside."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen shows."""

    floor: "Floor"
    hours: tuple[tuple[int, str], ...] = ()
    """At which quarters of the pace a full hour is written, and how."""
    subject: Subject | None
    asked: Asked = Asked()
    tickets: tuple[Ticket, ...] = ()
    total: int = 0
    more: bool = False
    story: "Story | None" = None
    reasons: dict[int, Safe] = {}


def picture(desk: "Desk", me: Agent, wanted: Wanted, lang: str) -> Picture:
    """Read the floor, the tickets of the subject (None: of the first team), and the open conversation."""
    from agentdesk.desk.pace import hours

    floor, subject = desk.floor(), wanted.subject
    marks = hours(floor.pace, desk.zone())
    if subject is None and floor.teams:
        subject = Subject(team=floor.teams[0].team)
    if subject is None:
        return Picture(floor=floor, hours=marks, subject=None)
    window = desk.queue(view_of(subject, wanted.asked), 0, MOST_TICKETS)
    story = desk.story(wanted.ticket, me) if wanted.ticket is not None else None
    return Picture(
        floor=floor,
        hours=marks,
        subject=subject,
        asked=wanted.asked,
        tickets=window.tickets,
        total=window.total,
        more=window.more,
        story=story,
        reasons=reasons_of(desk, story, lang) if story is not None else {},
    )


def view_of(subject: Subject, asked: Asked) -> "View":
    """Return the tickets of a person or a team that a filter leaves; one that names teams or people looks at all."""
    from agentdesk.desk import Filter, View

    given = asked.filter or Filter()
    if asked.everywhere:
        return View(name="all", filter=given)
    if subject.agent is not None:
        return View(name="mine", agent=subject.agent, filter=given)
    return View(name="team", teams=(subject.team,), filter=given)
