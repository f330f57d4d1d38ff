"""The side pane: a search box over a list, an article when one is opened, the customer's card."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from agentdesk.model import Article
from agentdesk.tui.caption import Caption
from agentdesk.tui.lanes import Lanes
from agentdesk.tui.seat import Seat
from agentdesk.tui.side.card import Card
from agentdesk.tui.side.reading import Entry, article, found
from agentdesk.tui.side.results import Results
from agentdesk.tui.timing import once
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.desk import Story
    from agentdesk.tui.side.article import Reading
    from agentdesk.tui.side.box import SearchBox

SEEK_AFTER = 0.06
"""So many seconds without a key, and the search begins."""


class Side(Widget):
    """Knowledge and customer for the ticket that is open."""

    class Insert(Message):
        """Something is to go into the answer."""

        def __init__(self, text: str, article: str, *, whole: bool = False) -> None:
            super().__init__()
            self.text = text
            self.article = article
            self.whole = whole
            """Whether it is an article that proposes no words of its own: its guidance, too."""

    def __init__(self, seat: Seat, lanes: Lanes, story: "Story | None") -> None:
        super().__init__(id="side")
        self.seat = seat
        self.lanes = lanes
        self.idle_box = Caption(seat.look, tell("side.search", seat.lang), "faint", id="idle-box")
        self.box: SearchBox | None = None
        self.results = Results(seat)
        self.reading: Reading | None = None
        self.card = Card(seat)
        self.ticket: int | None = None
        self._seeker: Timer | None = None
        self._entered: str | None = None
        """The words whose first find is to be opened, while they are being looked up."""
        self.card.show(story)

    def compose(self) -> ComposeResult:
        """Box, list, card; the text field and the article come when they are needed."""
        yield self.idle_box
        yield self.results
        yield self.card

    @property
    def query_text(self) -> str:
        """What is being looked for."""
        return self.box.value if self.box is not None else ""

    @property
    def article(self) -> "Reading | None":
        """The article that is open."""
        return self.reading if self.reading is not None and self.reading.display else None

    def show(self, story: "Story | None") -> None:
        """Turn to the customer of another ticket, and suggest what suits it.

        What was looked up for the one before gives way, unless one is just looking.
        """
        ticket = story.ticket.id if story else None
        self.card.show(story)
        if ticket != self.ticket:
            self.ticket = ticket
            if not self._looking:
                self.back()
                self.clear()
            if not self.query_text:
                self.seek()

    @property
    def _looking(self) -> bool:
        focused = self.screen.focused if self.is_attached else None
        return focused is not None and self in focused.ancestors

    def seek(self) -> None:
        """Look up what the box says."""
        self._seeker = None
        desk, lang, query, ticket = self.seat.desk, self.seat.lang, self.query_text, self.ticket
        agent = self.seat.me.shown
        self.lanes.ask(
            "search",
            "side",
            lambda: found(desk, query, lang, ticket, agent),
            lambda entries: self._found(entries, query, has_ticket=ticket is not None),
        )

    def _found(self, entries: tuple[Entry, ...], query: str, *, has_ticket: bool) -> None:
        self.results.show(entries, query, has_ticket=has_ticket)
        entered, self._entered = self._entered, None
        if query == entered:
            self.open(self.results.entry)

    def enter(self) -> None:
        """Open the first that is found, behind the keys that the box has not taken yet."""
        if self.box is not None:
            self.box.post_message(self.box.Entered())

    def on_search_box_entered(self) -> None:
        """Open the entry under the cursor, or the first find of words that are still being looked up."""
        if self.results.query_text == self.query_text:
            self.open(self.results.entry)
        else:
            self._entered = self.query_text

    def on_search_box_sought(self) -> None:
        """Search once the typing rests."""
        self.back()
        if self._seeker is not None:
            self._seeker.stop()
        self._seeker = once(self, SEEK_AFTER, self.seek)

    async def look_for(self, words: str) -> None:
        """Put words into the box and the cursor behind them."""
        if self.box is None:
            from agentdesk.tui.side.box import SearchBox

            self.box = SearchBox(tell("side.search", self.seat.lang))
            await self.mount(self.box, before=self.idle_box)
            self.idle_box.display = False
        self.box.value = words
        self.box.cursor_position = len(words)
        self.screen.set_focus(self.box)

    def clear(self) -> None:
        """Forget what was looked for."""
        if self.box is not None:
            self.box.value = ""

    def open(self, entry: Entry | None) -> None:
        """Read an article; a canned reply goes into the answer at once."""
        if entry is None:
            return
        if entry.kind == "canned":
            self.clear()
            self.post_message(self.Insert(entry.text, ""))
            return
        desk = self.seat.desk
        self.lanes.ask("search", "article", lambda: article(desk, entry), self._read)

    async def _read(self, article: Article) -> None:
        from agentdesk.tui.side.article import Reading

        if self.reading is None:
            self.reading = Reading(self.seat)
            await self.mount(self.reading, before=self.card)
        self.reading.display, self.results.display = True, False
        self.reading.show(article)
        self.screen.set_focus(self.reading)

    def back(self) -> bool:
        """Leave the article for the list; return whether one was open."""
        reading = self.article
        if reading is None:
            return False
        had_focus = reading.has_focus
        reading.display, self.results.display = False, True
        if had_focus:
            self.screen.set_focus(self.results)
        return True

    def insert(self) -> None:
        """Put what is read, or what the cursor is on, into the answer."""
        desk, entry = self.seat.desk, self.results.entry
        read = self.article.article if self.article is not None else None
        if read is not None:
            self._insert(read)
        elif entry is not None and entry.kind == "canned":
            self.open(entry)
        elif entry is not None:
            self.lanes.ask(
                "search",
                "article",
                lambda: article(desk, entry),
                self._insert,
            )

    def _insert(self, read: Article) -> None:
        from agentdesk.kb.saying import words_for_customer
        from agentdesk.tui.side.article import plain

        words = words_for_customer(read.body)
        self.post_message(self.Insert(words or plain(read.body), read.id, whole=not words))
