"""Reading the floor: what its screen asks the reader's thread to do."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Agent, Ticket
from agentdesk.text import Safe
from agentdesk.tui.conversation.reading import reasons_of

if TYPE_CHECKING:
    from agentdesk.desk import Desk, Floor, Story

MOST_TICKETS = 200
"""So many tickets of a team or a person are listed."""


class Subject(msgspec.Struct, frozen=True):
    """Whose tickets are listed: a person's, else a team's, else those of no team."""

    team: str | None = None
    agent: str | None = None


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen shows."""

    floor: "Floor"
    hours: tuple[tuple[int, str], ...] = ()
    """At which quarters of the pace a full hour is written, and how."""
    subject: Subject | None
    tickets: tuple[Ticket, ...] = ()
    total: int = 0
    more: bool = False
    story: "Story | None" = None
    reasons: dict[int, Safe] = {}


def picture(desk: "Desk", me: Agent, subject: Subject | None, ticket: int | None, lang: str) -> Picture:
    """Read the floor, the tickets of the subject (None: of the first team), and the open conversation."""
    from agentdesk.desk import View
    from agentdesk.desk.pace import hours

    floor = desk.floor()
    marks = hours(floor.pace, desk.zone())
    if subject is None and floor.teams:
        subject = Subject(team=floor.teams[0].team)
    if subject is None:
        return Picture(floor=floor, hours=marks, subject=None)
    if subject.agent is not None:
        view = View(name="mine", agent=subject.agent)
    else:
        view = View(name="team", teams=(subject.team,))
    window = desk.queue(view, 0, MOST_TICKETS)
    story = desk.story(ticket, me) if ticket is not None else None
    return Picture(
        floor=floor,
        hours=marks,
        subject=subject,
        tickets=window.tickets,
        total=window.total,
        more=window.more,
        story=story,
        reasons=reasons_of(desk, story, lang) if story is not None else {},
    )
