"""The lists of the rules screen: rule sets, and what people, coverage or the back-test say of them."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

import msgspec
from textual.strip import Strip

from agentdesk.desk.why import kind_name
from agentdesk.lang import Message
from agentdesk.text import Safe, safe, safe_line, width
from agentdesk.tui.floor.lists import Cell, FloorList
from agentdesk.tui.floor.rows import Columns
from agentdesk.tui.moments import clock, day
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, word

if TYPE_CHECKING:
    from agentdesk.desk.worklist import Correction
    from agentdesk.lab.differing import Backtest, Row
    from agentdesk.model import RuleSetInForce, Ticket
    from agentdesk.rules.coverage import Coverage, RuleUse

SET_COLUMNS = Columns((17,), 12, left=0)
TABS = ("corrected", "coverage", "past")


class SetsList(FloorList):
    """The rule sets that were in force, the newest first."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, SET_COLUMNS, id="rules-sets")
        self.sets: tuple[RuleSetInForce, ...] = ()

    def show(self, sets: "tuple[RuleSetInForce, ...]") -> None:
        """Show them; whichever is under the cursor stays there."""
        before = self.sets[self.cursor].version if self.cursor < len(self.sets) else None
        place = next((n for n, one in enumerate(sets) if one.version == before), self.cursor)
        self.sets = sets
        self.settle(total=len(sets), cursor=place, top=self.top)

    def cells(self, index: int) -> tuple[Cell, tuple[Cell, ...]]:
        """Hash, who and why; when."""
        one, seat = self.sets[index], self.seat
        sign = "●" if index == 0 else " "
        who = f"{sign} {one.hash[:6]}  {seat.name(one.actor)}  {safe_line(one.why)}"
        when = safe(f"{day(one.at, seat.zone)} {clock(one.at, seat.zone)}")
        return (safe(who), "text" if index == 0 else "dim"), ((when, "faint"),)


class Line(msgspec.Struct, frozen=True):
    """A row of the big list: its cells, and what it stands for."""

    first: Cell
    rest: tuple[Cell, ...] = ()
    ticket: int | None = None
    row: "Row | None" = None
    """A difference whose tickets can be folded out."""
    rule: str = ""


class BigList(FloorList):
    """Corrections, coverage or differences, one at a time."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, Columns((), 10), id="rules-list")
        self.rows: tuple[Line, ...] = ()
        self.empty: Safe = safe("")

    @property
    def row(self) -> Line | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, columns: Columns, rows: tuple[Line, ...], empty: Safe, *, other: bool) -> None:
        """Show other rows, or the same ones as they are now."""
        self.columns, self.rows, self.empty = columns, rows, empty
        self.settle(total=len(rows), cursor=0 if other else self.cursor, top=0 if other else self.top)

    def cells(self, index: int) -> tuple[Cell, tuple[Cell, ...]]:
        """What the row shows."""
        return self.rows[index].first, self.rows[index].rest

    def key(self, index: int) -> Hashable:
        """What a row shows, in which columns."""
        return self.cells(index), self.columns

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Why there is nothing."""
        if line != 1:
            return self.blank_line(cells)
        ink = Ink(cells, self.look["ground"]).skip(max((cells - width(self.empty)) // 2, 1))
        return ink.put(self.empty, self.look["dim"]).strip()


class BigHead(Panel):
    """The names of its columns."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="head-list")
        self.seat = seat
        self.columns = Columns((), 10)
        self.names: tuple[str, ...] = ()

    def show(self, columns: Columns, names: tuple[str, ...]) -> None:
        """Show others: the first is that of the wide column."""
        self.columns, self.names = columns, names
        self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        seat = self.seat
        ink = Ink(self.size.width, seat.look["raised"]).put(safe("  "), seat.look["plain"])
        if not self.names:
            return ink.strip()
        first, *rest = (word(f"lead.head_{name}", seat.lang) for name in self.names)
        return self.columns.put(ink, (first, "dim"), tuple((name, "dim") for name in rest), seat.look).strip()


CORRECTED = Columns((9, 26, 20), 24, left=1)
COVERAGE = Columns((8, 8, 8, 10, 10, 9, 13), 18)
PAST = Columns((9, 8), 24)


def corrected_rows(found: "tuple[Correction, ...]", seat: Seat) -> tuple[Line, ...]:
    """Return the worklist: what the customer wrote; what was done; from and to; by which rule."""
    return tuple(
        Line(
            (safe(f"#{one.ticket}  {safe_line(one.subject)}"), "text"),
            (
                (word(f"lead.what_{one.what}", seat.lang), "dim"),
                (_from_to(one, seat), "amber"),
                (seat.tag(one.rule), "faint"),
            ),
            ticket=one.ticket,
            rule=one.rule,
        )
        for one in found
    )


def _from_to(one: "Correction", seat: Seat) -> Safe:
    names = (seat.team(name) if one.what == "team" else seat.tag(name) for name in (one.was, one.now) if name)
    if one.what == "team":
        return safe(" → ".join(names))
    return safe(("− " if one.what == "tag_off" else "+ ") + "".join(names))


def coverage_rows(found: "Coverage", seat: Seat) -> tuple[Line, ...]:
    """Return the rules, those that people corrected most first, the dead ones last; then phrases and suggestions."""
    uses = sorted(found.rules, key=lambda use: (use.id in found.dead, -use.corrected, -(use.fired + use.shadow)))
    rows = [_use(use, use.id in found.dead, seat) for use in uses]
    for one in found.suggestions:
        name = spoken(
            Message("lead.row_suggested", {"tag": seat.tag(one.tag), "shown": one.shown, "taken": one.accepted}),
            seat.lang,
        )
        rows.append(Line((name, "dim")))
    for phrase in found.phrases:
        name = spoken(Message("lead.row_phrase", {"n": phrase.messages, "phrase": phrase.text}), seat.lang)
        rows.append(Line((name, "dim")))
    return tuple(rows)


def _use(use: "RuleUse", dead: bool, seat: Seat) -> Line:
    wrong = use.corrected
    counts = (use.fired, use.shadow, use.agreed, wrong, use.otherwise, use.as_live)
    roles = ["dim", "dim", "green", "red-strong" if wrong else "dim", "amber" if use.otherwise else "dim", "dim"]
    cells = [(safe(f"{count:,}"), role if count else "faint") for count, role in zip(counts, roles, strict=True)]
    mode = word("lead.dead", seat.lang) if dead else word(f"rules.mode_{use.mode}", seat.lang)
    name = seat.tag(use.id)
    if name != use.id:
        name = safe(f"{name}  {safe_line(use.id)}")
    return Line((name, "faint" if dead else "text"), (*cells, (mode, "amber" if dead else "faint")), rule=use.id)


def past_rows(found: "Backtest", open_row: "Row | None", shown: "tuple[Ticket, ...]", seat: Seat) -> tuple[Line, ...]:
    """Return the differences, the commonest first; behind the one that is folded out its tickets."""
    rows: list[Line] = []
    for row in found.differences:
        share = safe(f"{100 * row.tickets / max(1, found.tickets):.1f}%")
        sign = "▾" if row == open_row else "▸"
        name = safe(f"{sign} {word(f'rules.differs_{row.what}', seat.lang)}  {_change(row, seat)}")
        rows.append(Line((name, "text"), ((safe(f"{row.tickets:,}"), "amber"), (share, "dim")), row=row))
        if row == open_row:
            rows += [
                Line(
                    (safe(f"    #{ticket.id}  {safe_line(ticket.subject or ticket.preview)}"), "dim"), ticket=ticket.id
                )
                for ticket in shown
            ]
    return tuple(rows)


def _change(row: "Row", seat: Seat) -> Safe:
    if row.what == "team":
        return safe(f"{seat.team(row.was)} → {seat.team(row.now)}")
    if row.what in ("priority", "kind"):
        was, now = (_named(row.what, name, seat) for name in (row.was, row.now))
        return safe(f"{was} → {now}")
    return seat.tag(row.now or row.was)


def _named(what: str, name: str, seat: Seat) -> Safe:
    """Return what a priority or a kind of promise is called."""
    if not name:
        return safe("–")
    called = Message(f"rules.priority_{name}") if what == "priority" else kind_name(name)
    return spoken(called, seat.lang) if isinstance(called, Message) else safe_line(called)


HEADS = {
    "corrected": (CORRECTED, ("ticket", "what", "change", "rule")),
    "coverage": (COVERAGE, ("rule", "fired", "tried", "agreed", "corrected", "otherwise", "as_live", "mode")),
    "past": (PAST, ("differs", "tickets", "share")),
}
"""Columns of each tab, and the names of their heads."""
