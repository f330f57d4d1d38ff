"""The conversation pane: header, stream and composer of the ticket that is open."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from agentdesk.model import Ticket
from agentdesk.text import Safe, safe
from agentdesk.tui.conversation.drafts import SAVE_AFTER, Drafts
from agentdesk.tui.conversation.header import Header
from agentdesk.tui.conversation.laying import lay_out
from agentdesk.tui.conversation.reading import Opened, open_ticket, reasons_of
from agentdesk.tui.conversation.status import ComposeStatus
from agentdesk.tui.conversation.stream import Stream, nothing
from agentdesk.tui.conversation.typing import Typing
from agentdesk.tui.lanes import Lanes
from agentdesk.tui.pulse import Viewer
from agentdesk.tui.seat import Seat
from agentdesk.tui.timing import once

if TYPE_CHECKING:
    from agentdesk.tui.conversation.composer import Composer


class Conversation(Widget):
    """One ticket's story; the composer is there once something is to be written."""

    class Shown(Message):
        """A ticket was read and is shown."""

        def __init__(self, opened: Opened) -> None:
            super().__init__()
            self.opened = opened

    class Unread(Message):
        """A ticket could not be read."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    class Typed(Message):
        """Something was typed, or nothing any more: colleagues see it."""

    def __init__(self, seat: Seat, lanes: Lanes, drafts: Drafts, first: Opened | None) -> None:
        super().__init__(id="conversation")
        self.seat = seat
        self.lanes = lanes
        self.drafts = drafts
        self.opened = first
        self.wanted: int | None = first.story.ticket.id if first else None
        """The ticket that is to be shown; its story may still be on its way."""
        self.header = Header(seat)
        self.stream = Stream(seat.look, seat.lang)
        self.status = ComposeStatus(seat)
        self.composer: Composer | None = None
        self.sending: set[int] = set()
        self.marked: set[int] = set()
        """The tickets that were marked as read at this sitting."""
        self.told_typing = False
        """Whether colleagues were told that something is being typed."""
        self._saver: Timer | None = None
        self._reasons: Mapping[int, Safe] = {}
        if first is not None:
            self._reasons = first.reasons
            self.header.show(first.story, first.viewers)
            self._hold(first)
            self._lay(opened=True)
            self.status.show(self.wanted, drafts.of(first.story.ticket.id), writing=False, sending=False)

    def compose(self) -> ComposeResult:
        """Header, stream and status; the text field comes when it is needed."""
        yield self.header
        yield self.stream
        yield self.status

    @property
    def ticket(self) -> Ticket | None:
        """The ticket on the screen, as it was read."""
        return self.opened.story.ticket if self.opened and self.opened.story.ticket.id == self.wanted else None

    @property
    def writing(self) -> bool:
        """Whether the text field is open."""
        return self.composer is not None and self.composer.display

    def open(self, ticket: int | None) -> None:
        """Show another ticket."""
        if ticket == self.wanted:
            return
        self.save_now()
        self.told_typing = False
        self.wanted = ticket
        if ticket is None:
            self.lanes.forget("story")
            self._empty()
        else:
            self.read_again()

    def read_again(self) -> None:
        """Read the wanted ticket as it is now."""
        if (ticket := self.wanted) is None:
            return
        desk, me, now = self.seat.desk, self.seat.me, self.seat.now()
        self.lanes.ask("read", "story", lambda: open_ticket(desk, me, ticket, now), self._show, self._unread)

    def _unread(self, error: Exception) -> None:
        self.post_message(self.Unread(error))

    def ask_reasons(self) -> None:
        """Have the reasons of what is shown worked out; they come when they come."""
        if self.opened is None:
            return
        desk, lang, story = self.seat.desk, self.seat.lang, self.opened.story
        if any(message.verdict and message.n not in self._reasons for message in story.messages):
            self.lanes.ask("search", "reasons", lambda: reasons_of(desk, story, lang), self._explain)

    def _explain(self, reasons: dict[int, Safe]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._lay(opened=False)

    def seen_by(self, viewers: tuple[Viewer, ...]) -> None:
        """Show who else looks at the ticket."""
        if self.opened is not None:
            self.header.show(self.opened.story, viewers)

    def _empty(self) -> None:
        self.opened = None
        self.header.show(None, ())
        self.stream.show(nothing, opened=True)
        self.close()

    def _show(self, opened: Opened) -> None:
        other = self.opened is None or self.opened.story.ticket.id != opened.story.ticket.id
        self.opened = opened
        if other:
            self._reasons = {}
        self._hold(opened)
        self.header.show(opened.story, opened.viewers)
        self._lay(opened=other)
        if other and self.composer is not None:
            self.close()
        self.tell_status()
        self.ask_reasons()
        self.post_message(self.Shown(opened))

    def _hold(self, opened: Opened) -> None:
        if (draft := opened.draft) is not None:
            self.drafts.found(opened.story.ticket.id, draft)

    def _lay(self, *, opened: bool) -> None:
        if self.opened is not None:
            story, reasons = self.opened.story, self._reasons
            self.stream.show(lambda cells: lay_out(story, cells, self.seat, reasons), opened=opened)

    def tick(self) -> None:
        """A minute has passed: the clocks of the header moved."""
        self.header.renew()

    def tell_status(self) -> None:
        """Bring the line below the stream up to date."""
        ticket = self.wanted
        typing = self.drafts.of(ticket) if ticket is not None else Typing()
        self.status.show(ticket, typing, writing=self.writing, sending=ticket in self.sending)

    async def write(self, kind: str | None = None) -> None:
        """Open the text field for an answer or a note; without `kind` for what was begun."""
        if self.wanted is None:
            return
        from agentdesk.tui.conversation.composer import Composer

        held = self.drafts.of(self.wanted)
        if kind is not None and kind != held.kind:
            self.drafts.typed(self.wanted, kind, held.text)
        if self.composer is None:
            self.composer = Composer()
            await self.mount(self.composer, before=self.status)
        if not self.composer.display or self.composer.text != held.text:
            self.composer.put(safe(held.text))
        self.composer.display = True
        self.composer.read_only = self.wanted in self.sending
        self._dress()
        self.screen.set_focus(self.composer)
        self.tell_status()

    def close(self) -> None:
        """Put the text field away; what was typed is kept."""
        self.save_now()
        if self.composer is not None:
            self.composer.display = False
        self.tell_status()

    def turn(self) -> None:
        """Make an answer a note, or a note an answer."""
        if self.wanted is not None:
            held = self.drafts.of(self.wanted)
            self.drafts.typed(self.wanted, "reply" if held.kind == "note" else "note", held.text)
            self._dress()
            self._later()
            self.tell_status()

    def _dress(self) -> None:
        if self.composer is not None and self.wanted is not None:
            self.composer.set_class(self.drafts.of(self.wanted).kind == "note", "note")

    async def insert(self, text: Safe, article: str = "") -> None:
        """Put a canned reply or an article into the answer."""
        await self.write()
        if self.composer is not None and self.wanted is not None:
            self.composer.add(text)
            if article:
                held = self.drafts.articles.get(self.wanted, ())
                self.drafts.articles[self.wanted] = (*held, article)

    def on_composer_typed(self) -> None:
        """Hold what was typed, and save it soon."""
        if self.composer is not None and self.wanted is not None:
            self.drafts.typed(self.wanted, self.drafts.of(self.wanted).kind, self.composer.text)
            self._later()
            self.tell_status()
            self.post_message(self.Typed())

    def _later(self) -> None:
        if self._saver is None:  # every key putting it off would leave a long breath of typing on no disk at all
            self._saver = once(self, SAVE_AFTER, self.save_now)

    def save_now(self) -> None:
        """Have what was typed put on disk."""
        if self._saver is not None:
            self._saver.stop()
            self._saver = None
        if self.drafts.unsaved():
            self.drafts.save()
            self.lanes.ask("write", "", lambda: None, lambda _: self.tell_status())

    def begin_sending(self, ticket: int) -> None:
        """What was typed stands still until it is known whether the desk took it."""
        self.sending.add(ticket)
        if self.composer is not None:
            self.composer.read_only = True
        self.save_now()
        self.tell_status()

    def _end_sending(self, ticket: int) -> None:
        self.sending.discard(ticket)
        if self.composer is not None and self.wanted not in self.sending:
            self.composer.read_only = False

    def sent(self, ticket: int, text: str) -> None:
        """An answer or note was taken by the desk."""
        self._end_sending(ticket)
        self.drafts.drop(ticket, text)
        if ticket == self.wanted and self.composer is not None and not self.drafts.of(ticket).text:
            self.composer.put(safe(""))
            self.close()
            self.screen.set_focus(self.stream)
        self.tell_status()

    def take_back(self, ticket: int, text: str) -> None:
        """Make an answer that did not leave a draft again, unless another is begun."""
        if text and not self.drafts.of(ticket).text:
            self.drafts.typed(ticket, "reply", text)
            if ticket == self.wanted and self.composer is not None and self.writing:
                self.composer.put(safe(text))
                self._dress()
            self.save_now()
            self.tell_status()

    def not_sent(self, ticket: int) -> None:
        """It was refused: what was typed stays."""
        self._end_sending(ticket)
        self.tell_status()
