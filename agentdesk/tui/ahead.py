"""Keys pressed ahead of the ticket they are meant for: they wait for it, or go nowhere when none comes."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.events import Key

from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.tui.actions.action import Action
    from agentdesk.tui.app import DeskApp

BREATH = 1.0
"""So many seconds after nothing was free, keys for a ticket are still meant for the one that did not come."""
BURST = 0.5
"""Keys that follow one another within so many seconds belong together."""
TO_A_TICKET = frozenset({"ticket", "care", "write"})
"""Groups of actions that are meant for a ticket."""
PASS = frozenset({"next", "next_waiting", "quit", "back"})


class Ahead:
    """Holds the keys while a ticket is on its way to the screen, and drops them when none comes."""

    def __init__(self, app: "DeskApp") -> None:
        self.app = app
        self.refused = False
        """Whether nothing was free a moment ago."""
        self._held: list[Key] | None = None
        self._first: Callable[[], Awaitable[None]] | None = None
        self._reading = False
        self._dropping = False

    def begin(self) -> None:
        """The next ticket was asked for."""
        self._held = self._held or []

    def until_read(self, first: Callable[[], Awaitable[None]] | None = None) -> None:
        """A ticket is being read: `first`, and the keys that come now, are for when it is on the screen."""
        self._first, self._reading = first, True
        self.begin()

    def takes(self, key: Key, action: "Action | None") -> bool:
        """Say whether a key is not for what is on the screen now; it is held, or dropped."""
        if action is not None and action.id == "quit":
            return False
        if self._held is not None:
            self._held.append(key)
            return True
        meant = action is not None and action.group in TO_A_TICKET and action.id not in PASS
        if not self.refused or not (meant or (self._dropping and (action is None or action.id not in PASS))):
            return False
        self._drop()
        return True

    def read(self) -> None:
        """A ticket is on the screen, or cannot be read: what was pressed meanwhile is done now."""
        if self._reading:
            self._reading = False
            self.app.call(self._play)  # behind the keys that wait already, so that all keep their order

    async def _play(self) -> None:
        held, self._held = self._held or [], None
        first, self._first = self._first, None
        if first is not None:
            await first()
        for key in held:
            await self.app.on_event(Key(key.key, key.character))

    def none_came(self) -> None:
        """Nothing was free: what was pressed meanwhile is for no ticket."""
        self.app.call(self._forgo)

    def _forgo(self) -> None:
        held, self._held = self._held, None
        self.refused = True
        self.app.soon("breath", BREATH, self._over)
        if held:
            self._drop()

    def _drop(self) -> None:
        self._dropping = True
        self.app.say(Message("tui.ahead_dropped"), "amber")
        self.app.soon("breath", BURST, self._over)

    def _over(self) -> None:
        self.refused = self._dropping = False
