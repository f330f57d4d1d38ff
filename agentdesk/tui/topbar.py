"""The line on top: the views of the queue with their numbers, and who sits here."""

from textual import events
from textual.message import Message
from textual.strip import Strip

from agentdesk.text import safe
from agentdesk.tui.opening import ESCALATED, tabs
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

MOST_SHOWN = 999
MARKED = frozenset({"breaching", ESCALATED})
"""The views whose number is a warning."""


class TopBar(Panel):
    """Tabs, the number of tickets in each, the news above the selected one, the person's name."""

    class Turned(Message):
        """A tab was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, seat: Seat, view: str, counts: dict[str, int]) -> None:
        super().__init__(id="topbar")
        self.seat = seat
        self.view = view
        self.counts = counts
        self.news = 0
        self._ends: list[tuple[int, str]] = []

    def show(self, *, view: str | None = None, counts: dict[str, int] | None = None, news: int | None = None) -> None:
        """Show what changed."""
        before = (self.view, self.counts, self.news)
        self.view = self.view if view is None else view
        self.counts = self.counts if counts is None else counts
        self.news = self.news if news is None else news
        if before != (self.view, self.counts, self.news):
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        look, lang, cells = self.seat.look, self.seat.lang, self.size.width
        ink = Ink(cells, look["raised"])
        roomy = cells >= 100
        self._ends = []
        for place, view in enumerate(tabs(self.seat.me, self.counts, self.view)):
            self._tab(ink, view, place + 1, roomy)
        if self.news:
            ink.put(safe("  "), look["plain"]).put(tell("news", lang, n=self.news), look["amber-strong"])
        me = self.seat.me
        team = self.seat.team(me.teams[0]) if me.teams else safe("")
        role = word(f"desk.role_{me.role}", lang)
        right = [
            (self.seat.name(me.id), look["strong"]),
            (safe(" · "), look["faint"]),
            (team or role, look["dim"]),
            (safe(" "), look["plain"]),
        ]
        return ink.right(right, gap=2).strip()

    def _tab(self, ink: Ink, view: str, key: int, roomy: bool) -> None:
        look, current, count = self.seat.look, view == self.view, self.counts.get(view, 0)
        number = safe(f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count))
        base = look["tab"] if current else look["plain"]
        ink.put(safe(f" {key} " if roomy else " "), base if current else look["faint"])
        ink.put(tell(f"view.{view}", self.seat.lang), base if current else look["text"])
        warns = view in MARKED and count
        ink.put(safe(" "), base).put(number, base if current else look["red-strong" if warns else "dim"])
        ink.put(safe(" "), base)
        self._ends.append((ink.used, view))

    def on_click(self, event: events.Click) -> None:
        """Turn to the view whose tab was clicked."""
        for end, view in self._ends:
            if event.x < end:
                self.post_message(self.Turned(view))
                return
