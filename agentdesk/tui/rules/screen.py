"""The rules on the screen: what is in force and was, the folder that changes, and what people made of the rules."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from agentdesk.model import Agent, Ticket
from agentdesk.text import Safe, safe
from agentdesk.tui.caption import Caption
from agentdesk.tui.conversation.header import Header
from agentdesk.tui.conversation.laying import lay_out
from agentdesk.tui.conversation.reading import reasons_of
from agentdesk.tui.conversation.stream import Stream
from agentdesk.tui.foot import Foot
from agentdesk.tui.ground import Ground
from agentdesk.tui.lines import Lines
from agentdesk.tui.rules.folder import FolderPanel
from agentdesk.tui.rules.lists import (
    HEADS,
    TABS,
    BigHead,
    BigList,
    Line,
    SetsList,
    corrected_rows,
    coverage_rows,
    past_rows,
)
from agentdesk.tui.rules.worker import Worker
from agentdesk.tui.rules.working import Examined, corrected, covered, examined, tickets
from agentdesk.tui.words import spoken, word

if TYPE_CHECKING:
    from agentdesk.desk import Desk, Story
    from agentdesk.desk.worklist import Correction
    from agentdesk.lab.differing import Row
    from agentdesk.model import RuleSetInForce
    from agentdesk.rules.coverage import Coverage
    from agentdesk.tui.app import DeskApp

LOOK_EVERY = 1.0
"""Seconds between two looks at the folder's files."""
PLACES = ("sets", "list", "talk")


class RulesScreen(Ground):
    """The rules; keys come from the table of actions, as everywhere."""

    CSS_PATH: ClassVar[str] = "rules.tcss"
    AUTO_FOCUS = "#rules-list"

    def __init__(self, desk_app: "DeskApp", folder: Path) -> None:
        super().__init__(id="rules")
        self.desk_app = desk_app
        self.seat = seat = desk_app.seat
        self.folder = folder
        self.worker = Worker(desk_app.lanes, seat.desk.database)
        self.sets = SetsList(seat)
        self.panel = FolderPanel(seat, folder)
        self.big = BigList(seat)
        self.tabs = Caption(seat.look, safe(""), "accent-strong", id="rules-tabs")
        self.head = BigHead(seat)
        self.header = Header(seat)
        self.stream = Stream(seat.look, seat.lang)
        self.foot = Foot(seat, desk_app.foot.pulse)
        self.tab = TABS[0]
        self.examined: Examined | None = None
        self.corrections: tuple[Correction, ...] | None = None
        self.coverage: Coverage | None = None
        self.row: Row | None = None
        self.row_tickets: tuple[Ticket, ...] = ()
        self.story: Story | None = None
        self.reasons: dict[int, Safe] = {}
        self._seen: object = None
        """How the folder's files were when they were last read."""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        look, lang = self.seat.look, self.seat.lang
        with Container(id="rules-top"):
            with Container(id="rules-left"):
                yield Caption(look, word("lead.head_sets", lang), "accent-strong", id="head-sets")
                yield self.sets
            with Container(id="rules-right"):
                yield Caption(look, word("lead.head_folder", lang), "accent-strong", id="rules-foldertitle")
                yield self.panel
        with Container(id="rules-bottom"):
            with Container(id="rules-big"):
                yield self.tabs
                yield self.head
                yield self.big
            with Container(id="rules-talk"):
                yield self.header
                yield self.stream
        yield self.foot

    def on_mount(self) -> None:
        """Read, and go on looking at the folder while the screen is open."""
        self.set_class(True, "at-list")
        self.read()
        self.turn(self.tab)
        self.set_interval(LOOK_EVERY, self.look_at_folder)
        self.look_at_folder()

    @property
    def place(self) -> str:
        """Where the focus is: "sets", "list" or "talk"."""
        return next((name for name, each in zip(PLACES, self._lists(), strict=True) if each is self.focused), "list")

    def _lists(self) -> tuple[Lines, ...]:
        return self.sets, self.big, self.stream

    @property
    def list(self) -> Lines:
        """The list that keys move in."""
        return self._lists()[PLACES.index(self.place)]

    @property
    def target(self) -> Ticket | None:
        """The ticket that verbs act on: the one that is read."""
        return self.story.ticket if self.story is not None else None

    @property
    def chosen(self) -> int | None:
        """The number of the ticket under the cursor, or of the one that is read."""
        row = self.big.row if self.place == "list" else None
        if row is not None and row.ticket is not None:
            return row.ticket
        return self.story.ticket.id if self.story is not None else None

    def changed(self) -> None:
        """Something was committed: a rule set perhaps, or the ticket that is read."""
        self.read()
        if self.story is not None:
            self.show_ticket(self.story.ticket.id)

    def read(self) -> None:
        """Ask for the rule sets as they are now."""
        desk = self.seat.desk
        self.desk_app.lanes.ask("read", "rule sets", lambda: desk.reader().rule_sets(), self._show_sets)

    def _show_sets(self, sets: "tuple[RuleSetInForce, ...]") -> None:
        if not self.is_attached:
            return
        other = bool(self.sets.sets) and sets[:1] != self.sets.sets[:1]
        self.sets.show(sets)
        if other:
            self.examine()

    def look_at_folder(self) -> None:
        """See whether the folder's files changed; read them anew if so."""
        from agentdesk.rules.editing.folder import signature

        folder = self.folder
        self.desk_app.lanes.ask("rules-watch", "rules-watch", lambda: signature(folder), self._looked)

    def _looked(self, seen: object) -> None:
        if seen != self._seen and self.is_attached:
            self._seen = seen
            self.examine()

    def examine(self) -> None:
        """Check and test the folder, then look back."""
        self._ask_examined(past=False)

    def _ask_examined(self, *, past: bool) -> None:
        given = (self.folder, self.seat.now(), past)
        self.worker.ask("folder", examined, given, lambda found: self._show_examined(found, past), self._folder_failed)

    def _show_examined(self, found: Examined, past: bool) -> None:
        if not self.is_attached:
            return
        self.examined = found
        going_on = not past and found.found.fit
        self.panel.show(found.found, looking=going_on)
        if going_on:
            self._ask_examined(past=True)
        else:
            self.row, self.row_tickets = None, ()
            self._lay_list(other=self.tab == "past")
        self.desk_app.tell_keys()

    def _folder_failed(self, error: Exception) -> None:
        from agentdesk.lang import Refusal

        if not self.is_attached:
            return
        if isinstance(error, Refusal):
            self.examined = None
            self.panel.show(None, looking=False, fault=spoken(error.message, self.seat.lang))
            self.desk_app.tell_keys()
        else:
            self.desk_app.failed(error)

    def turn(self, tab: str) -> None:
        """Show another tab, and ask for what it shows."""
        self.tab = tab
        self._lay_list(other=True)
        if tab == "corrected":
            self.worker.ask("corrected", corrected, (), self._show_corrected, self.desk_app.failed)
        elif tab == "coverage":
            self.worker.ask("coverage", covered, (), self._show_coverage, self.desk_app.failed)

    def _show_corrected(self, found: "tuple[Correction, ...]") -> None:
        self.corrections = found
        self._lay_list(other=False)

    def _show_coverage(self, found: "Coverage") -> None:
        self.coverage = found
        self._lay_list(other=False)

    def _lay_list(self, *, other: bool) -> None:
        if not self.is_attached:
            return
        seat = self.seat
        columns, heads = HEADS[self.tab]
        self.big.show(columns, self._rows(), self._empty(), other=other)
        names = (
            f"[{word(f'lead.tab_{tab}', seat.lang)}]" if tab == self.tab else f" {word(f'lead.tab_{tab}', seat.lang)} "
            for tab in TABS
        )
        self.tabs.say(safe("  ".join(f"{number} {name}" for number, name in enumerate(names, 1))), "accent-strong")
        self.head.show(columns, heads)
        self.desk_app.tell_keys()

    def _rows(self) -> tuple[Line, ...]:
        past = self.examined.found.backtest if self.examined is not None else None
        if self.tab == "corrected":
            return corrected_rows(self.corrections or (), self.seat)
        if self.tab == "coverage":
            return coverage_rows(self.coverage, self.seat) if self.coverage is not None else ()
        return past_rows(past, self.row, self.row_tickets, self.seat) if past is not None else ()

    def _empty(self) -> Safe:
        past = self.examined.found.backtest if self.examined is not None else None
        known = {"corrected": self.corrections, "coverage": self.coverage, "past": past}[self.tab]
        if known is None:
            return word("lead.no_past" if self.tab == "past" else "lead.looking", self.seat.lang)
        return word("lead.nothing_differs" if self.tab == "past" else "lead.nothing", self.seat.lang)

    @property
    def opens(self) -> bool:
        """Whether Enter opens what is under the cursor: a ticket, or the tickets of a difference."""
        row = self.big.row if self.place == "list" else None
        return row is not None and (row.ticket is not None or row.row is not None)

    def open(self) -> None:
        """Open the ticket under the cursor, or fold a difference's tickets out."""
        row = self.big.row if self.place == "list" else None
        if row is None:
            return
        if row.ticket is not None:
            self.show_ticket(row.ticket)
            self.go("talk")
        elif row.row is not None:
            self._fold(row.row)

    def _fold(self, row: "Row") -> None:
        if row == self.row:
            self.row = None
            self._lay_list(other=False)
            return
        numbers = tuple(int(name) for name in row.examples if name.isdigit())
        desk = self.seat.desk

        def shown(found: tuple[Ticket, ...]) -> None:
            self.row, self.row_tickets = row, found
            self._lay_list(other=False)
            place = next((n for n, line in enumerate(self.big.rows) if line.row == row), 0)
            self.big.point(place)

        self.desk_app.lanes.ask("read", "row tickets", lambda: tickets(desk, numbers), shown)

    def show_ticket(self, ticket: int) -> None:
        """Show a ticket's conversation beside."""
        desk, lang, me = self.seat.desk, self.seat.lang, self.seat.me
        self.desk_app.lanes.ask("read", "rules story", lambda: _read(desk, me, ticket, lang), self._show_story)

    def _show_story(self, read: "tuple[Story, dict[int, Safe]]") -> None:
        if not self.is_attached:
            return
        other = self.story is None or self.story.ticket.id != read[0].ticket.id
        self.story, self.reasons = read
        self.set_class(True, "with-talk")
        self._lay_story(other=other)

    def _lay_story(self, *, other: bool) -> None:
        story, reasons = self.story, self.reasons
        if story is not None:
            self.header.show(story, ())
            self.stream.show(lambda cells: lay_out(story, cells, self.seat, reasons), opened=other)
            self.desk_app.tell_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The footer shows the keys that work here."""
        event.stop()
        self.desk_app.tell_keys()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """A second click opens."""
        message.stop()
        self.open()

    def back(self) -> bool:
        """Step out; False when there is nothing to step out of."""
        if self.story is None:
            return False
        self.story = None
        self.set_class(False, "with-talk")
        self.go("list")
        return True

    def next_place(self, by: int) -> None:
        """Go to the list beside."""
        places = PLACES if self.story is not None else PLACES[:2]
        self.go(places[(places.index(self.place) + by) % len(places)])

    def go(self, place: str) -> None:
        """Put the focus into a list."""
        for other in PLACES:
            self.set_class(other == place, f"at-{other}")
        self.set_focus(self._lists()[PLACES.index(place)])


def _read(desk: "Desk", me: Agent, ticket: int, lang: str) -> "tuple[Story, dict[int, Safe]]":
    story = desk.story(ticket, me)
    return story, reasons_of(desk, story, lang)
