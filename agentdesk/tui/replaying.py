"""A replay on the screen: the desk as it was, with a bar that says how far it is, and keys that move its time."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.strip import Strip

from agentdesk.text import safe, width
from agentdesk.tui.actions.action import LISTS, Action, Table
from agentdesk.tui.actions.table import ACTIONS
from agentdesk.tui.app import DeskApp
from agentdesk.tui.moments import clock
from agentdesk.tui.opening import First
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.training.replay import Replay, ReplayState

LANE = "replay"
BEAT = 0.25
"""Seconds between two looks at how far the replay is."""
BAR_CELLS = 24
ROOMY = 110
"""From so many columns on the bar is long and its keys are told at length."""


class ReplayBar(Panel):
    """Position, moves, the replay's clock, its speed, whether it runs, and its keys."""

    def __init__(self, seat: Seat, state: "ReplayState") -> None:
        super().__init__(id="replay")
        self.seat = seat
        self.state = state

    def show(self, state: "ReplayState") -> None:
        """Show how far it is now."""
        if state != self.state:
            self.state = state
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        look, lang, state = self.seat.look, self.seat.lang, self.state
        code = "ended" if state.ended else "paused" if state.paused else "runs"
        roomy = self.size.width >= ROOMY
        cells = BAR_CELLS if roomy else BAR_CELLS // 2
        filled = state.position * cells // max(state.steps, 1)
        ink = Ink(self.size.width, look["raised"])
        ink.put(safe(f" {'■' if state.ended else '⏸' if state.paused else '▶'} "), look["amber-strong"])
        ink.put(tell(f"replay.{code}", lang), look["strong"])
        ink.put(safe(f"  {state.position}/{state.steps} "), look["text"])
        ink.put(safe("▇" * filled), look["accent"]).put(safe("▁" * (cells - filled)), look["faint"])
        ink.put(safe(f"  {clock(state.clock, self.seat.zone)}  ×{state.speed:g} "), look["text"])
        turn = tell("replay.turn_paused" if state.paused else "replay.turn_runs", lang)
        keys = tell("replay.keys" if roomy else "replay.keys_short", lang, turn=turn)
        return ink.right([(keys, look["dim"])] if width(keys) < ink.room else []).strip()


class ReplayApp(DeskApp):
    """The desk on the screen while a replay moves it."""

    keeps_presence = False
    CSS_PATH: ClassVar[Any] = [*DeskApp.CSS_PATH, "replaying.tcss"]

    def __init__(
        self, replay: "Replay", first: First, lang: str, *, keys: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        super().__init__(replay.desk, first, lang, keys=keys)
        self.table = Table((*REPLAYING, *ACTIONS), keys or {})
        self.replay = replay
        self.bar = ReplayBar(self.seat, replay.state())

    def compose(self) -> ComposeResult:
        """The desk, and the bar under its top line."""
        yield from super().compose()
        yield self.bar

    def on_mount(self) -> None:
        """Look how far the replay is, again and again."""
        self.set_interval(BEAT, lambda: self.ask_replay(self.replay.state))

    def ask_replay(self, work: "Callable[[], object]") -> None:
        """Have the replay do something in a thread of its own: going back plays everything anew."""
        replay = self.replay

        def done_and_seen() -> "ReplayState":
            work()
            return replay.state()

        slot = "state" if work == replay.state else ""
        self.lanes.ask(LANE, slot, done_and_seen, self._seen)

    def _seen(self, state: "ReplayState") -> None:
        if state.take != self.bar.state.take:
            self.seat.desk = self.replay.desk
            self.tending.turn_to(self.replay.desk)
        self.bar.show(state)


def _asks(verb: "Callable[[Replay], object]") -> "Callable[[DeskApp], None]":
    def run(app: DeskApp) -> None:
        replaying = cast(ReplayApp, app)
        replaying.ask_replay(partial(verb, replaying.replay))

    return run


def _turn(replay: "Replay") -> object:
    return replay.resume() if replay.state().paused else replay.pause()


REPLAYING = (
    Action(id="replay_pause", keys=("space",), run=_asks(_turn), where=LISTS, group="show"),
    Action(id="replay_step", keys=("right",), run=_asks(lambda replay: replay.step()), where=LISTS, group="show"),
    Action(id="replay_back", keys=("left",), run=_asks(lambda replay: replay.back()), where=LISTS, group="show"),
    Action(id="replay_faster", keys=("+", "="), run=_asks(lambda replay: replay.faster()), where=LISTS, group="show"),
    Action(id="replay_slower", keys=("-",), run=_asks(lambda replay: replay.slower()), where=LISTS, group="show"),
)
"""They come before what these keys do otherwise."""
