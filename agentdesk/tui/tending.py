"""Keeping the screen true: what others commit, who else is here, what the passing time changes."""

import gc
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from agentdesk.clock import MINUTE
from agentdesk.lang import Message
from agentdesk.model import Agent, Team
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.pulse import Pulse, take_pulse
from agentdesk.tui.timing import once
from agentdesk.tui.watching import Watch

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.tui.app import DeskApp

T = TypeVar("T")
ANYTHING = "anything"
TIME = "time"
GATHER = 0.1
"""Changes within so many seconds of a look wait for the next one, together."""
SHORTLY = 0.002
BEAT = 5.0
SETTLE = 0.3
"""So many seconds the first picture stands before the desk listens for changes; it looks again then."""
SOON = 2.5
"""Seconds until the first look at how the desk is, when whoever keeps its time has begun, and until one is online."""
HERE = 20.0
"""Seconds between two looks at who else is here, and between two signs that one is here oneself."""


class Tending:
    """Looks again, soon, whenever something may have changed."""

    def __init__(self, app: "DeskApp") -> None:
        self._app = app
        self._looked = 0.0
        self._changed: set[str] = set()
        self._watch = Watch(app.seat.desk, self._from_thread(self.changed), self._from_thread(self._away))

    def _from_thread(self, call: Callable[[T], object]) -> Callable[[T], object]:
        return lambda given: self._app.call(partial(call, given))

    def begin(self) -> None:
        """Listen to the desk; begun once the first picture stands."""
        gc.freeze()
        gc.enable()
        app = self._app
        self._watch.start()
        app.set_interval(BEAT, self.beat)
        app.set_interval(HERE, self.tell_here)
        once(app, SOON, self.beat)
        self.tell_here()
        once(app, SOON, lambda: self._on_duty(begins=True))
        self._tick()
        app.conversation.ask_reasons()
        app.side.show(app.conversation.opened.story if app.conversation.opened else None)
        self.changed(())

    def turn_to(self, desk: "Desk") -> None:
        """Listen to another desk from now on."""
        self._watch.stop()
        self._watch = Watch(desk, self._from_thread(self.changed), self._from_thread(self._away))
        self._watch.start()
        self.changed(())

    def end(self) -> None:
        """Stop listening, and say that one left."""
        self._watch.stop()
        self._on_duty(begins=False)
        side, me = self._app.seat.desk.side, self._app.seat.me.id
        self._app.lanes.ask(WRITER, "here", lambda: side.gone(me), lambda _: None, lambda _: None)

    def _on_duty(self, *, begins: bool) -> None:
        """Who opens the desk is online, who leaves it is offline; a break lasts until its end is said."""
        app = self._app
        desk, me = app.seat.desk, app.seat.me.id

        def attend() -> None:
            from agentdesk.desk.verbs.presence import Attend

            desk.do(Attend(begins=begins), actor=me)

        if app.keeps_presence:
            app.lanes.ask(WRITER, "duty", attend, lambda _: None, lambda _: None)

    def changed(self, streams: tuple[str, ...]) -> None:
        """Something was committed, here or elsewhere, () if anything may have been: look again soon."""
        if not self._changed:
            rest = self._looked + GATHER - monotonic()  # the first change is shown at once, a flood is gathered
            once(self._app, max(rest, SHORTLY), self._look_again)
        self._changed.update(streams or (ANYTHING,))

    def _look_again(self) -> None:
        app, seat, desk = self._app, self._app.seat, self._app.seat.desk
        streams, self._changed = self._changed, set()
        self._looked = monotonic()
        anything = ANYTHING in streams
        if anything or any(stream.startswith(("agent:", "team:", "rules")) for stream in streams):
            name, lang = seat.me.name, seat.lang
            app.lanes.ask(
                "read",
                "people",
                lambda: (desk.sit(name), desk.agents(), desk.teams(), desk.called(lang)),
                self._know,
            )
        if any(stream.startswith("incident:") for stream in streams):
            self.beat()
        app.queue.read_again()
        if app.cover is not None:
            app.cover.changed()
        me = seat.me
        app.lanes.ask("read", "counts", lambda: desk.counts(me), lambda counts: app.topbar.show(counts=counts))
        app.alerts.look()
        if anything or f"ticket:{app.conversation.wanted}" in streams:
            app.conversation.read_again()

    def _know(self, people: tuple[Agent, tuple[Agent, ...], tuple[Team, ...], dict[str, str]]) -> None:
        self._app.seat.me, agents, teams, called = people
        self._app.seat.known(agents, teams, called)
        self._app.topbar.renew()

    def _away(self, away: bool) -> None:
        foot = self._app.foot
        foot.beat(foot.pulse, lost=away)
        self._app.say(Message("tui.away" if away else "tui.back"), "red-strong" if away else "green")

    def beat(self) -> None:
        """Look now at what nothing announces: the rules in force, who keeps time, who else is here."""
        app = self._app
        app.conversation.save_now()  # what a full or locked disk refused is tried again
        desk, now = app.seat.desk, app.seat.now()
        app.lanes.ask("read", "pulse", lambda: take_pulse(desk, now), self._beaten, lambda _: None)

    def _beaten(self, pulse: Pulse) -> None:
        self._app.foot.beat(pulse, lost=self._app.foot.lost)
        self._app.banner.show(pulse.incidents)
        self._app.offering.look(pulse.rules)
        self._app.conversation.seen_by(pulse.viewers.get(self._app.conversation.wanted or 0, ()))
        self._app.queue.seen_by(pulse.viewers)

    def tell_here(self) -> None:
        """Let colleagues see which ticket is open here, and whether something is being typed."""
        app = self._app
        side, me, now = app.seat.desk.side, app.seat.me.id, app.seat.now()
        ticket, typing = app.conversation.wanted, app.conversation.writing
        app.lanes.ask(WRITER, "here", lambda: side.here(me, ticket, typing, now), lambda _: None, lambda _: None)

    def _tick(self) -> None:
        """Once a minute: the clocks on the screen, and the views that depend on the time."""
        self._app.soon("tick", (MINUTE - self._app.seat.now() % MINUTE) / 1000 + 0.01, self._ticked)

    def _ticked(self) -> None:
        self._app.foot.renew()
        self._app.queue.renew()
        self._app.conversation.tick()
        self.changed((TIME,))
        self._tick()
