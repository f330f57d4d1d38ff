"""The line on top: the views of the queue with their numbers, and who sits here."""

from textual import events
from textual.message import Message
from textual.strip import Strip

from agentdesk.text import safe, safe_line, width
from agentdesk.tui.opening import ESCALATED, TABS, First, tabs
from agentdesk.tui.paint import Ink, clip
from agentdesk.tui.panel import Panel
from agentdesk.tui.queue.asked import found_of, is_filter, text_of
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

MOST_SHOWN = 999
MARKED = frozenset({"breaching", ESCALATED})
"""The views whose number is a warning."""
SHORTEST = 12
MOST_FILTER = 36
"""Cells of a filter's text."""
SIGNS = {"online": "●", "busy": "◐", "break": "○", "offline": "–"}
"""What stands before the person's name, with the state's word where there is room."""
GAP = 2
"""Cells between the tabs and the person."""
COLOURS = {"online": "green", "busy": "amber", "break": "amber"}


class TopBar(Panel):
    """Tabs, the number of tickets in each, the news above the selected one, the person's name."""

    class Turned(Message):
        """A tab was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, seat: Seat, first: First) -> None:
        super().__init__(id="topbar")
        self.seat = seat
        self.view = first.view
        self.counts = first.counts
        self.news = 0
        self.found = found_of(first.view, first.glimpse)
        """How many tickets the filter found."""
        self._ends: list[tuple[int, str]] = []

    def show(
        self,
        *,
        view: str | None = None,
        counts: dict[str, int] | None = None,
        news: int | None = None,
        found: str | None = None,
    ) -> None:
        """Show what changed."""
        before = (self.view, self.counts, self.news, self.found)
        self.view = self.view if view is None else view
        self.counts = self.counts if counts is None else counts
        self.news = self.news if news is None else news
        self.found = self.found if found is None else found
        if before != (self.view, self.counts, self.news, self.found):
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        look, lang, cells = self.seat.look, self.seat.lang, self.size.width
        ink = Ink(cells, look["raised"])
        roomy = cells >= 100
        self._ends = []
        for view in tabs(self.seat.me, self.counts, self.view):
            self._tab(ink, view, (TABS.index(view) + 1) % 10, roomy)
        if is_filter(self.view):
            self._filter(ink, roomy)
        if self.news:
            ink.put(safe("  "), look["plain"]).put(tell("news", lang, n=self.news), look["amber-strong"])
        me = self.seat.me
        team = self.seat.team(me.teams[0]) if me.teams else safe("")
        role = word(f"desk.role_{me.role}", lang)
        state = word(f"sharing.duty_{me.duty}", lang) if me.duty and roomy else safe("")
        right = [
            (safe(f"{SIGNS.get(me.duty, '')} "), look[COLOURS.get(me.duty, "faint")]),
            (safe(f"{state} " if state else ""), look["dim"]),
            (self.seat.name(me.id), look["strong"]),
            (safe(" · "), look["faint"]),
            (team or role, look["dim"]),
            (safe(" "), look["plain"]),
        ]
        room = cells - ink.used - sum(width(text) for text, _ in right)
        if (room < GAP or not roomy) and me.duty and me.duty != "online":  # what keeps tickets away is never left out
            right = [right[0], (safe(f"{word(f'sharing.duty_{me.duty}', lang)} "), look["dim"])]
        return ink.right(right, gap=GAP).strip()

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

    def _filter(self, ink: Ink, roomy: bool) -> None:
        """Show the filter that is looked through, as the last tab."""
        style = self.seat.look["tab"]
        text = clip(safe_line(text_of(self.view)), MOST_FILTER if roomy else SHORTEST)
        ink.put(safe(" \\ "), style).put(text, style).put(safe(f" {self.found} "), style)
        self._ends.append((ink.used, self.view))

    def on_click(self, event: events.Click) -> None:
        """Turn to the view whose tab was clicked."""
        for end, view in self._ends:
            if event.x < end:
                self.post_message(self.Turned(view))
                return
