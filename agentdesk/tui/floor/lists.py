"""The lists of the floor: teams, people, and the tickets of the one that is chosen."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from textual.strip import Strip

from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import Safe, safe, safe_line, width
from agentdesk.tui.floor.rows import LONG_WAIT, Columns, ago, bar, number, rated, rating_role
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.marking import Marking
from agentdesk.tui.moments import due, short
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.queue.rows import BAR, MOST_TAGS, NO_BAR, RESTING_BAR, RowLook, RowPainter
from agentdesk.tui.seat import Seat
from agentdesk.tui.topbar import COLOURS, SIGNS
from agentdesk.tui.words import spoken, tell, word

if TYPE_CHECKING:
    from agentdesk.desk import AgentLine, TeamLine

Cell = tuple[Safe, str]
TEAM_COLUMNS = Columns((6, 6, 8, 7, 7, 7, 9), 14)
TEAM_HEADS = ("open", "free", "wait", "soon", "near", "solved", "rated")
AGENT_COLUMNS = Columns((13, 13, 6, 21), 14, left=3)
AGENT_HEADS = ("state", "load", "acted", "here")
LOST = "!"
"""Before the name of who works and gives no sign."""
STATE_ROLES = {**COLOURS, "lost": "red-strong"}


class Head(Panel):
    """The names of a list's columns."""

    def __init__(self, seat: Seat, columns: Columns, first: str, heads: tuple[str, ...]) -> None:
        super().__init__(id=f"head-{first}")
        self.seat = seat
        self.columns = columns
        self.first = first
        self.heads = heads

    def line(self, y: int) -> Strip:
        """Return the line."""
        seat = self.seat
        ink = Ink(self.size.width, seat.look["raised"]).put(safe("  "), seat.look["plain"])
        rest = tuple((word(f"floor.head_{name}", seat.lang), "dim") for name in self.heads)
        first = (word(f"floor.head_{self.first}", seat.lang), "accent-strong")
        return self.columns.put(ink, first, rest, seat.look).strip()


class FloorList(Lines):
    """A list whose rows are cells in columns."""

    def __init__(self, seat: Seat, columns: Columns, *, id: str) -> None:
        super().__init__(seat.look, id=id)
        self.seat = seat
        self.columns = columns

    def cells(self, index: int) -> tuple[Cell, tuple[Cell, ...]]:
        """Return a row's first cell and the others."""
        raise NotImplementedError

    def key(self, index: int) -> Hashable:
        """What a row shows is its key."""
        return self.cells(index)

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a row."""
        ground = ("chosen" if self.has_focus else "resting") if under else "ground"
        sign = (BAR if self.has_focus else RESTING_BAR) if under else NO_BAR
        ink = Ink(cells, self.look[ground]).put(sign, self.look["accent"]).put(safe(" "), self.look["plain"])
        first, rest = self.cells(index)
        return (self.columns.put(ink, first, rest, self.look).strip(),)


class TeamsList(FloorList):
    """The teams."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, TEAM_COLUMNS, id="floor-teams")
        self.teams: tuple[TeamLine, ...] = ()

    def show(self, teams: "tuple[TeamLine, ...]") -> None:
        """Show how they stand now."""
        self.teams = teams
        self.settle(total=len(teams), cursor=self.cursor, top=self.top)

    def cells(self, index: int) -> tuple[Cell, tuple[Cell, ...]]:
        """Name, open, free, longest wait, due within 15 and 60 minutes, solved today, satisfaction today."""
        team, seat = self.teams[index], self.seat
        waits = seat.now() - team.waiting_since if team.waiting_since is not None else None
        late = waits is not None and waits >= LONG_WAIT
        wait = safe("–") if waits is None else safe(f"{'!' if late else ''}{short(waits)}")
        soon = safe(f"!{number(team.soon)}") if team.soon else number(0)
        return (seat.team(team.team), "text"), (
            (number(team.open), "text"),
            (number(team.free), "amber" if team.free else "faint"),
            (wait, "red-strong" if late else "dim"),
            (soon, "red-strong" if team.soon else "faint"),
            (number(team.near), "amber" if team.near else "faint"),
            (number(team.solved), "green" if team.solved else "faint"),
            (rated(team.satisfaction, team.rated), rating_role(team.satisfaction)),
        )


class AgentsList(FloorList):
    """The people."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, AGENT_COLUMNS, id="floor-agents")
        self.agents: tuple[AgentLine, ...] = ()

    def show(self, agents: "tuple[AgentLine, ...]") -> None:
        """Show how they stand now; whoever is under the cursor stays there."""
        before = self.agents[self.cursor].agent if self.cursor < len(self.agents) else ""
        self.agents = agents
        place = next((place for place, line in enumerate(agents) if line.agent == before), self.cursor)
        self.settle(total=len(agents), cursor=place, top=self.top)

    def cells(self, index: int) -> tuple[Cell, tuple[Cell, ...]]:
        """Name, state and since when, load by weight, last action, what is open on their screen and since when."""
        line, seat = self.agents[index], self.seat
        seen = "online" if line.online else "offline"
        sign = SIGNS.get(line.state or seen, LOST)
        name = safe(f"{sign} {safe_line(line.name)}"), "text" if line.online else "faint"
        return name, (
            (self._state(line), STATE_ROLES.get(line.state, "faint")),
            (bar(line.load, line.capacity), "amber-strong" if line.load >= line.capacity else "dim"),
            (ago(seat.now() - line.acted_at) if line.acted_at is not None else safe("–"), "dim"),
            (self._here(line), "dim"),
        )

    def _state(self, line: "AgentLine") -> Safe:
        """Return the state that was said, and since when; who asks for a break comes first."""
        lang, now = self.seat.lang, self.seat.now()
        if line.break_asked is not None:
            return safe(f"{tell('floor_asks', lang)} {ago(now - line.break_asked)}")
        since = ago(now - line.since) if line.since else safe("")
        return safe(f"{word(f'sharing.duty_{line.state}', lang)} {since}") if line.state else safe("–")

    def _here(self, line: "AgentLine") -> Safe:
        if line.ticket is None or line.ticket_since is None:
            return safe("–")
        pen, since = "✎ " if line.typing else "", ago(self.seat.now() - line.ticket_since)
        return safe(f"{pen}#{line.ticket} {since} {safe_line(line.subject)}")


class TicketsList(Marking):
    """The tickets of the team or person that is chosen."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, id="floor-tickets")
        self.seat = seat
        self.tickets: tuple[Ticket, ...] = ()

    @property
    def ticket(self) -> Ticket | None:
        """The ticket under the cursor."""
        return self.tickets[self.cursor] if self.cursor < len(self.tickets) else None

    def show(self, tickets: tuple[Ticket, ...], *, other: bool) -> None:
        """Show others, or the same ones as they stand now: the ticket under the cursor stays there."""
        selected = self.ticket
        self.tickets = tickets
        self.renew_marks(tickets)
        place = next((n for n, ticket in enumerate(tickets) if selected and ticket.id == selected.id), self.cursor)
        self.settle(total=len(tickets), cursor=0 if other else place, top=0 if other else self.top)

    def key(self, index: int) -> Hashable:
        """A row's ticket in this version, its time, its owner."""
        return self._row_look(index)

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a ticket as the queue does."""
        ticket = self.tickets[index]
        painter = RowPainter(ticket, self._row_look(index), self.look, cells, under=under, focused=self.has_focus)
        return painter.two_lines()

    @property
    def row_height(self) -> int:
        """Two lines a ticket: its owner belongs to it here."""
        return 2

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Nothing is open here."""
        if line != 1:
            return self.blank_line(cells)
        words = spoken(Message("floor.empty"), self.seat.lang)
        ink = Ink(cells, self.look["ground"]).skip(max((cells - width(words)) // 2, 1))
        return ink.put(words, self.look["dim"]).strip()

    def _row_look(self, index: int) -> RowLook:
        ticket, seat = self.tickets[index], self.seat
        return RowLook(
            ticket.id,
            ticket.version,
            due(ticket, seat.now(), seat.zone),
            seat.name(ticket.owner) if ticket.owner else safe(""),
            ticket.owner == seat.me.id,
            False,
            seat.lang,
            marked=ticket.id in self.marks,
            tags=tuple(map(seat.tag, ticket.tags[:MOST_TAGS])),
        )
