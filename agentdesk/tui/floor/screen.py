"""The floor on the screen: teams and people above; below them the tickets of one, and a conversation beside."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.actions.verbs import MOST_MARKED
from agentdesk.tui.caption import Caption
from agentdesk.tui.conversation.header import Header
from agentdesk.tui.conversation.laying import lay_out
from agentdesk.tui.conversation.stream import Stream, nothing
from agentdesk.tui.floor.incidents import IncidentsLine
from agentdesk.tui.floor.lists import (
    AGENT_COLUMNS,
    AGENT_HEADS,
    TEAM_COLUMNS,
    TEAM_HEADS,
    AgentsList,
    Head,
    TeamsList,
    TicketsList,
)
from agentdesk.tui.floor.pace import PaceStrip
from agentdesk.tui.floor.reading import Asked, Picture, Subject, Wanted, picture, view_of
from agentdesk.tui.floor.rows import number
from agentdesk.tui.foot import Foot
from agentdesk.tui.ground import Ground
from agentdesk.tui.lines import Lines
from agentdesk.tui.timing import once
from agentdesk.tui.words import spoken, tell

if TYPE_CHECKING:
    from agentdesk.desk import Filter
    from agentdesk.tui.app import DeskApp

AT_MOST_EVERY = 1.0
"""Changes that come within so many seconds are shown together."""
BEAT = 5.0
"""Presence is no history and rings no bell: it is looked at every so many seconds."""
PLACES = ("teams", "agents", "tickets", "talk")


class FloorScreen(Ground):
    """The floor; keys come from the table of actions, as everywhere."""

    CSS_PATH: ClassVar[str] = "floor.tcss"
    AUTO_FOCUS = "#floor-teams"

    def __init__(self, desk_app: "DeskApp") -> None:
        super().__init__(id="floor")
        self.desk_app = desk_app
        self.seat = seat = desk_app.seat
        self.teams = TeamsList(seat)
        self.agents = AgentsList(seat)
        self.tickets = TicketsList(seat)
        self.pace = PaceStrip(seat)
        self.incidents = IncidentsLine(seat)
        self.title_words = Caption(seat.look, safe(""), "accent-strong", id="floor-title")
        self.header = Header(seat)
        self.stream = Stream(seat.look, seat.lang)
        self.foot = Foot(seat, desk_app.foot.pulse)
        self.picture: Picture | None = None
        self.subject: Subject | None = None
        self.asked = Asked()
        """What the tickets are narrowed down by."""
        self.opened: int | None = None
        """The ticket whose conversation stands beside."""
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="floor-top"):
            with Container(id="floor-left"):
                yield Head(self.seat, TEAM_COLUMNS, "team", TEAM_HEADS)
                yield self.teams
            with Container(id="floor-right"):
                yield Head(self.seat, AGENT_COLUMNS, "agent", AGENT_HEADS)
                yield self.agents
        yield self.pace
        yield self.incidents
        with Container(id="floor-bottom"):
            with Container(id="floor-list"):
                yield self.title_words
                yield self.tickets
            with Container(id="floor-talk"):
                yield self.header
                yield self.stream
        yield self.foot

    def on_mount(self) -> None:
        """Read, and go on reading while the floor is open."""
        self.set_class(True, "at-teams")
        self.read()
        self.set_interval(BEAT, self.read)

    @property
    def place(self) -> str:
        """Where the focus is: "teams", "agents", "tickets" or "talk"."""
        lists = (self.teams, self.agents, self.tickets, self.stream)
        return next((name for name, each in zip(PLACES, lists, strict=True) if each is self.focused), "teams")

    @property
    def list(self) -> Lines:
        """The list that keys move in."""
        lists: tuple[Lines, ...] = (self.teams, self.agents, self.tickets, self.stream)
        return lists[PLACES.index(self.place)]

    @property
    def target(self) -> Ticket | None:
        """The ticket that verbs act on: the one under the cursor of the list, or the one that is read."""
        if self.place == "talk" and self.picture is not None and self.picture.story is not None:
            return self.picture.story.ticket
        return self.tickets.ticket

    def changed(self) -> None:
        """Something was committed: look again, soon."""
        if self._soon is None:
            self._soon = once(self, AT_MOST_EVERY, self._look_again)

    def _look_again(self) -> None:
        self._soon = None
        self.read()

    def read(self) -> None:
        """Ask for the floor as it is now."""
        desk, lang, me = self.seat.desk, self.seat.lang, self.seat.me
        wanted = Wanted(self.subject, self.asked, self.opened)
        self.desk_app.lanes.ask("read", "floor", lambda: picture(desk, me, wanted, lang), self._show)

    def _show(self, seen: Picture) -> None:
        if self.desk_app.floor is not self:
            return
        if not self.is_attached:
            return
        before, self.picture = self.picture, seen
        self.teams.show(seen.floor.teams)
        self.agents.show(seen.floor.agents)
        self.pace.show(seen.floor.pace, seen.hours)
        other = before is None or (before.subject, before.asked) != (seen.subject, seen.asked)
        self.tickets.show(seen.tickets, other=other)
        self.incidents.show(seen.floor.incidents)
        self.title_words.say(self._title(seen), "accent-strong")
        self._lay(other=before is None or _open(before) != _open(seen))
        self._follow()  # keys may have gone to a list before there was anything in it
        self.desk_app.tell_keys()

    def _follow(self) -> None:
        """List the tickets of what is under the cursor where the focus is."""
        if self.subject is None or self.place in {"teams", "agents"}:
            self._turn_to(self.list)

    def _title(self, seen: Picture) -> Safe:
        subject, seat = seen.subject, self.seat
        if subject is None:
            return safe("")
        name = seat.name(subject.agent) if subject.agent is not None else seat.team(subject.team)
        name = tell("view.all", seat.lang) if seen.asked.everywhere else name
        told = {"name": name, "count": f"{number(seen.total)}{'+' if seen.more and seen.asked.text else ''}"}
        if seen.asked.text:
            return spoken(Message("floor.narrowed", told | {"filter": safe_line(seen.asked.text)}), seat.lang)
        return spoken(Message("floor.tickets", told), seat.lang)

    def _lay(self, *, other: bool) -> None:
        story = self.picture.story if self.picture is not None else None
        self.header.show(story, ())
        if story is None or self.picture is None:
            self.stream.show(nothing, opened=other)
            return
        reasons = self.picture.reasons
        self.stream.show(lambda cells: lay_out(story, cells, self.seat, reasons), opened=other)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer shows the keys that work here."""
        event.stop()
        self._follow()
        self.desk_app.tell_keys()

    def on_lines_moved(self, message: Lines.Moved) -> None:
        """The tickets are those of the team or person under the cursor."""
        self._turn_to(message.lines)

    def _turn_to(self, lines: Lines) -> None:
        subject = self.subject
        if lines is self.teams and self.teams.teams:
            subject = Subject(team=self.teams.teams[self.teams.cursor].team)
        elif lines is self.agents and self.agents.agents:
            subject = Subject(agent=self.agents.agents[self.agents.cursor].agent)
        if subject != self.subject:
            self.subject = subject
            self.read()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """A second click opens."""
        message.stop()
        self.open()

    def open(self) -> None:
        """Go to the tickets of what is under the cursor, or open the conversation."""
        if self.place in {"teams", "agents"}:
            self._turn_to(self.list)
            self.go("tickets")
        elif self.place == "tickets" and self.tickets.ticket is not None:
            self.opened = self.tickets.ticket.id
            self.read()
            self.go("talk")

    @property
    def person(self) -> str | None:
        """The person under the cursor, where the list of people has the focus."""
        lines = self.agents.agents
        return lines[self.agents.cursor].agent if self.place == "agents" and lines else None

    @property
    def team(self) -> str | None:
        """The team under the cursor, where the list of teams has the focus; None for no team."""
        lines = self.teams.teams
        return lines[self.teams.cursor].team if self.place == "teams" and lines else None

    def narrow(self, text: str, asked: "Filter") -> None:
        """Show only the tickets that a filter leaves; an empty one shows all again."""
        self.asked = Asked(text, asked) if asked.terms else Asked()
        self.tickets.unmark()
        self.read()

    def mark_all(self) -> None:
        """Mark every ticket that is listed, and those behind them, as many as one act may reach."""
        if self.picture is None or (subject := self.picture.subject) is None:
            return
        desk, view, asked = self.seat.desk, view_of(subject, self.asked), self.asked

        def found(tickets: tuple[Ticket, ...]) -> None:
            if self.is_attached and self.asked == asked:
                self.tickets.mark_all(tickets)
                self.desk_app.say(Message("tui.marked", {"n": len(self.tickets.marks)}), "dim")

        self.desk_app.lanes.ask("read", "marks", lambda: desk.queue(view, 0, MOST_MARKED).tickets, found)

    def back(self) -> bool:
        """Step out; False when there is nothing to step out of."""
        if self.place == "tickets" and self.asked.text:
            self.asked = Asked()
            self.read()
            return True
        steps = {"talk": "tickets", "tickets": "agents" if self.subject and self.subject.agent else "teams"}
        if self.place not in steps:
            return False
        self.go(steps[self.place])
        return True

    def next_place(self, by: int) -> None:
        """Go to the list beside."""
        self.go(PLACES[(PLACES.index(self.place) + by) % len(PLACES)])

    def go(self, place: str) -> None:
        """Put the focus into a list."""
        for other in PLACES:
            self.set_class(other == place, f"at-{other}")
        lists: tuple[Lines, ...] = (self.teams, self.agents, self.tickets, self.stream)
        self.set_focus(lists[PLACES.index(place)])
        self._follow()


def _open(seen: Picture) -> int | None:
    return seen.story.ticket.id if seen.story is not None else None
