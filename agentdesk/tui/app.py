"""The app: wires the panes to the desk, the keys to the table of actions."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from zoneinfo import ZoneInfo

from textual import events
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message as Signal
from textual.screen import Screen
from textual.timer import Timer

from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import safe
from agentdesk.tui.actions.action import FIELDS, FILTERLINE, PANE_OF, PANES, Action, Table, key_name
from agentdesk.tui.actions.table import ACTIONS
from agentdesk.tui.ahead import Ahead
from agentdesk.tui.alerts import Alerts
from agentdesk.tui.conversation.drafts import Drafts
from agentdesk.tui.conversation.pane import Conversation
from agentdesk.tui.doing import do, tell_failure
from agentdesk.tui.foot import SAID_FOR, Foot, Hint
from agentdesk.tui.ground import Ground
from agentdesk.tui.guard import COLOURLESS, Guard
from agentdesk.tui.incidents.banner import Banner
from agentdesk.tui.lanes import WRITER, Lanes
from agentdesk.tui.lines import Lines
from agentdesk.tui.look import LOOKS, chosen_look
from agentdesk.tui.marking import Marking
from agentdesk.tui.opening import First
from agentdesk.tui.queue.pane import FOLLOW_AFTER, QueueList
from agentdesk.tui.rules.offering import Offering
from agentdesk.tui.seat import Seat
from agentdesk.tui.side.pane import Side
from agentdesk.tui.sizes import BREAKPOINTS, HEIGHTS, mind_size
from agentdesk.tui.tending import SETTLE, Tending
from agentdesk.tui.timing import once
from agentdesk.tui.topbar import TopBar
from agentdesk.tui.unread import mark_seen
from agentdesk.tui.words import spoken

if TYPE_CHECKING:
    from agentdesk.desk import Command, Desk, Done
    from agentdesk.lab.tempo import Tempo
    from agentdesk.tui.cramped import Cramped
    from agentdesk.tui.floor.screen import FloorScreen
    from agentdesk.tui.queue.filterbar import FilterBar
    from agentdesk.tui.rules.screen import RulesScreen

R = TypeVar("R")


class DeskApp(App[None]):
    """The desk on the screen."""

    CSS_PATH: ClassVar[Any] = ["desk.tcss", "queue/queue.tcss", "conversation/conversation.tcss", "side/side.tcss"]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = "#queue"
    keeps_presence = True
    """Whether opening it says that one works now, and leaving it that one does not."""

    class Call(Signal):
        """Something to be done in the screen's own thread."""

        def __init__(self, call: Callable[[], object]) -> None:
            super().__init__()
            self.call = call

    def __init__(
        self,
        desk: "Desk",
        first: First,
        lang: str,
        *,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        bell: bool = False,
        notice: bool = False,
        rules_folder: str = "",
        tempo: "Tempo | None" = None,
    ) -> None:
        super().__init__()
        look = chosen_look(first.look or os.environ.get("AGENTDESK_LOOK", ""), os.environ)
        for each in LOOKS.values():
            self.register_theme(each.theme())
        self.theme = look.name
        self.table = Table(ACTIONS, keys or {})
        self.seat = Seat(desk, first.me, lang, look, ZoneInfo(first.zone))
        self.seat.known(first.agents, first.teams, first.called)
        self.lanes = Lanes(self.call, self.failed)
        self.topbar = TopBar(self.seat, first)
        self.queue = QueueList(look, self.seat, self.lanes, first.view, first.glimpse)
        self.drafts = Drafts(self.seat, self.lanes, self.queue.read_again)
        self.conversation = Conversation(self.seat, self.lanes, self.drafts, first.opened)
        self.side = Side(self.seat, self.lanes, first.opened.story if first.opened else None)
        self.banner = Banner(self.seat, first.pulse.incidents)
        self.foot = self.desk_foot = Foot(self.seat, first.pulse)
        self.filter_bar: FilterBar | None = None
        self.floor: FloorScreen | None = None
        """The floor, while it covers the desk."""
        self.lawbook: RulesScreen | None = None
        """The rules, while they cover the desk."""
        self.rules_folder = rules_folder
        """Where this person drafts rules, "" for beside the desk."""
        self.cramped: Cramped | None = None
        """What covers the desk in a terminal that is too small for it."""
        self.pane = "queue"
        """The pane that has the focus, and the only one to be seen in a narrow terminal."""
        self.tempo = tempo
        """How fast the actors play on a demo desk."""
        self.ahead = Ahead(self)
        self._guard = Guard()
        self._waits: dict[str, Timer] = {}
        self.tending = Tending(self)
        self.offering = Offering(self)
        self.alerts: Alerts = Alerts(self, bell=bell, notice=notice)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line passes the guard last."""
        filters = [*super().get_line_filters(), self._guard]
        return [*filters, COLOURLESS] if self.seat.look is LOOKS["plain"] else filters

    def get_default_screen(self) -> Ground:
        """The one screen; its class says which pane a narrow terminal shows."""
        return Ground(id="_default", classes=f"pane-{self.pane}")

    def compose(self) -> ComposeResult:
        """Top line, three panes, bottom line."""
        yield self.topbar
        yield self.banner
        yield self.queue
        yield self.conversation
        yield self.side
        yield self.desk_foot

    def on_mount(self) -> None:
        """Take the place in front of the queue."""
        self.tell_keys()
        for sign in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(sign, self.leave)
        once(self, SETTLE, self.tending.begin)
        self.app_resume_signal.subscribe(self, self._paint_anew)

    def _paint_anew(self, _: object = None) -> None:
        """Paint everything: after a suspension the terminal shows nothing of what was painted before."""
        for screen in self.screen_stack:
            for widget in (screen, *screen.walk_children()):
                widget.refresh()

    def call(self, call: Callable[[], object]) -> None:
        """Have something done in the screen's own thread; any thread may ask."""
        self.post_message(self.Call(call))

    async def on_desk_app_call(self, message: Call) -> None:
        """Do what another thread asked for."""
        done = message.call()
        if isawaitable(done):
            await done

    async def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        await mind_size(self, *event.size)

    @property
    def cover(self) -> "FloorScreen | RulesScreen | None":
        """The screen that covers the desk, None when the desk itself is to be seen."""
        return self.floor or self.lawbook

    @property
    def where(self) -> str:
        """Where keys go: "queue", "stream", "composer", "search", "results", "reading", "floor" or "rules"."""
        focused = self.focused if self.screen_stack else None  # a message may still come while the desk closes
        if self.cover is not None:
            return FILTERLINE if focused is not None and focused.id == FILTERLINE else self.cover.id or ""
        return focused.id if focused is not None and focused.id else "queue"

    @property
    def list(self) -> Lines:
        """The list that keys move in."""
        if self.cover is not None and self.where != FILTERLINE:
            return self.cover.list
        offers = self.filter_bar.offers if self.filter_bar is not None else self.queue
        lists = {"queue": self.queue, FILTERLINE: offers, "stream": self.conversation.stream}
        return lists.get(self.where, self.side.article or self.side.results)

    @property
    def marking(self) -> Marking:
        """The list whose tickets are marked: the floor's while it is open, else the queue."""
        return self.floor.tickets if self.floor is not None else self.queue

    def target(self) -> Ticket | None:
        """Return the ticket that verbs act on: the selected one in the queue, else the open one."""
        if self.cover is not None:
            return self.cover.target
        wanted, opened, selected = self.conversation.wanted, self.conversation.ticket, self.queue.ticket
        if self.where == "queue" or wanted is None:
            wanted = selected.id if selected is not None else None
        read = [ticket for ticket in (opened, selected) if ticket is not None and ticket.id == wanted]
        return max(read, key=lambda ticket: ticket.version, default=None)

    async def on_event(self, event: events.Event) -> None:
        """Keys go to the table of actions first; those that it does not know go on to the text fields."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._uncovered():
            key = event.character if event.is_printable and event.character else event.key
            where = self.where
            action = self.table.find(where, "space" if key == " " else key)
            self.foot.hush()
            if self.ahead.takes(event, action):
                return
            if action is not None and action.id != "quit" and self.cramped is not None:
                return  # nobody acts on what they cannot see; what they type is kept
            if action is not None:
                await self.act(action)
                return
            if where not in FIELDS:
                if len(key) == 1 or key.startswith("ctrl+"):
                    self.say(Message("tui.cannot.no_such_key", {"key": key_name(key)}), "dim")
                return
        await super().on_event(event)

    def _uncovered(self) -> bool:
        return len(self.screen_stack) == 1 + (self.cover is not None)  # no dialog lies over what the keys act on

    async def act(self, action: Action) -> None:
        """Do an action, or say why it cannot be done."""
        obstacle = action.enabled(self)
        if obstacle is not None:
            self.say(obstacle, "amber")
            return
        done = action.run(self)
        if isawaitable(done):
            await done

    async def on_foot_pressed(self, message: Foot.Pressed) -> None:
        """A key's name was clicked."""
        await self.act(self.table[message.action])

    def over(self, dialog: Screen[R], then: Callable[[R | None], Awaitable[None] | None] | None = None) -> None:
        """Show a dialog over the desk; `then` gets its answer."""
        _ = self.push_screen(dialog, cast("Callable[[R | None], None] | None", then))

    def say(self, message: Message, mood: str = "text") -> None:
        """Say a sentence in the bottom line; `mood` is a role of the look."""
        self.foot.say(spoken(message, self.seat.lang), mood)
        self.soon("hush", SAID_FOR, self.foot.hush)

    def failed(self, error: Exception) -> None:
        """Say what went wrong."""
        tell_failure(self, error)

    def do(
        self,
        *commands: "Command",
        then: "Callable[[Done], object] | None" = None,
        otherwise: Callable[[], object] | None = None,
    ) -> None:
        """Have the writer's thread carry out commands, and say what came of it."""
        do(self, commands, then, otherwise)

    def soon(self, name: str, seconds: float, call: Callable[[], object]) -> None:
        """Call once, so many seconds from now; what was to come under this name does not."""
        if name in self._waits:
            self._waits[name].stop()
        self._waits[name] = once(self, seconds, call)

    def on_descendant_focus(self) -> None:
        """The footer shows the keys that work where the focus is now."""
        self.pane = PANE_OF.get(self.where, "side")
        for pane in PANES:
            self.screen.set_class(pane == self.pane, f"pane-{pane}")
        self.call_after_refresh(mark_seen, self)  # a narrow terminal shows the conversation only now
        self.tell_keys()

    def tell_keys(self) -> None:
        """Show the keys that work now."""
        where, place, lang = self.where, self.cover.place if self.cover is not None else "", self.seat.lang
        self.foot.show(
            tuple(
                Hint(action.id, key_name(action.keys_in(where)[0]), action.name(lang))
                for action in self.table.footer(where, place)
                if self._uncovered() and action.enabled(self) is None
            )
        )

    def go(self, pane: str) -> None:
        """Put the focus into a pane."""
        for other in PANES:
            self.screen.set_class(other == pane, f"pane-{other}")
        side = self.side.article or self.side.results
        writing = self.conversation.composer if self.conversation.writing else None
        conversation = writing or self.conversation.stream
        # At once: keys that were typed meanwhile belong to the pane that was asked for.
        self.screen.set_focus({"queue": self.queue, "conversation": conversation, "side": side}[pane])

    def open_selected(self) -> None:
        """Open what the queue's cursor is on, now."""
        if self.where == "queue":
            self._open(self.queue.ticket)

    def go_to(self, ticket: Ticket) -> None:
        """Open a ticket wherever it stands, and go there."""
        self._open(ticket)
        self.queue.select(ticket)
        self.go("conversation")

    def _open(self, ticket: Ticket | None) -> None:
        if "follow" in self._waits:
            self._waits["follow"].stop()
        self.conversation.open(ticket.id if ticket else None)
        if ticket is None:
            self.ahead.read()

    def on_queue_list_selected(self, message: QueueList.Selected) -> None:
        """The conversation follows the cursor once it rests."""
        ticket = message.ticket
        self.soon("follow", FOLLOW_AFTER, lambda: self._open(ticket))
        self.tell_keys()

    def on_queue_list_news(self, message: QueueList.News) -> None:
        """Announce by number what came in above, and what a filter found."""
        self.topbar.show(news=message.count, found=message.found)

    async def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """A second click opens."""
        await self.act(self.table["open"])

    def on_conversation_shown(self, message: Conversation.Shown) -> None:
        """The other panes turn to the ticket that is open."""
        self.side.show(message.opened.story)
        self.tending.tell_here()
        mark_seen(self)
        self.tell_keys()
        self.ahead.read()

    def on_conversation_unread(self, message: Conversation.Unread) -> None:
        """A ticket could not be read; keys that waited for it are not held any longer."""
        self.ahead.read()
        self.failed(message.error)

    def on_conversation_typed(self) -> None:
        """Colleagues see that someone is typing."""
        if not self.conversation.told_typing:
            self.conversation.told_typing = True
            self.tending.tell_here()
        self.tell_keys()

    async def on_side_insert(self, message: Side.Insert) -> None:
        """Put an article's words or a canned reply into the answer."""
        await self.conversation.insert(safe(message.text), message.article)
        self.go("conversation")
        if message.whole:
            self.say(Message("tui.inserted_whole"), "amber")

    async def write(self, kind: str | None) -> None:
        """Open the composer on the ticket that the keys act on; without `kind` for what was begun."""
        self.open_selected()
        if self.conversation.wanted is not None and self.conversation.ticket is None:
            self.ahead.until_read(lambda: self._write(kind))
        else:
            await self._write(kind)

    async def _write(self, kind: str | None) -> None:
        await self.conversation.write(kind)
        self.go("conversation")

    def on_top_bar_turned(self, message: TopBar.Turned) -> None:
        """A tab was clicked."""
        self.turn(message.view)

    def turn(self, view: str) -> None:
        """Turn to another view, and remember it."""
        self.topbar.show(view=view, news=0, found="")
        self.queue.show_view(view)
        self.remember("view", view)
        self.go("queue")

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of the view for the next time."""
        side, me = self.seat.desk.side, self.seat.me.id
        self.lanes.ask(WRITER, "", lambda: side.save_view_state(me, key, value), lambda _: None)

    def leave(self) -> None:
        """Put drafts on disk and go."""
        self.conversation.save_now()
        self.exit()

    async def on_unmount(self) -> None:
        """End the threads; what was typed is on disk before the last one ends."""
        self.tending.end()
        self.conversation.save_now()
        self.lanes.close()
