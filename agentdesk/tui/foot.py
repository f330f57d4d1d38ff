"""The line at the bottom: the keys that work now, or what was just said; at the right how the desk is."""

import msgspec
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from agentdesk.text import Safe, safe, width, wrap
from agentdesk.tui.moments import clock
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.pulse import Pulse
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

ROOMY = 100
"""Columns from which on the rule set is named."""
MOST_LINES = 3
"""A long sentence may take so many lines."""
SAID_FOR = 8.0
"""So many seconds a sentence stands, unless a key is pressed before."""


KEPT = frozenset({"help", "floor_back"})
"""There is always room for these: the key from which one finds the others, and the way back to the desk."""


class Hint(msgspec.Struct, frozen=True):
    """A key that works now."""

    action: str
    key: Safe
    name: Safe


def _cells(hint: Hint) -> int:
    return width(hint.key) + width(hint.name) + 3


class Foot(Panel):
    """Keys, or a sentence; the rule set, the keeper, the time."""

    class Pressed(Message):
        """A key's name was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, seat: Seat, pulse: Pulse) -> None:
        super().__init__(id="foot")
        self.seat = seat
        self.hints: tuple[Hint, ...] = ()
        self.pulse = pulse
        self.lost = False
        """Whether the store cannot be reached."""
        self.drafted = False
        """Whether other rules than those in force are drafted."""
        self.said: Safe | None = None
        self.mood = "text"
        self._ends: list[tuple[int, str]] = []

    def show(self, hints: tuple[Hint, ...]) -> None:
        """Show the keys that work now."""
        if hints != self.hints:
            self.hints = hints
            self.renew()

    def beat(self, pulse: Pulse, *, lost: bool) -> None:
        """Show how the desk is."""
        if (pulse, lost) != (self.pulse, self.lost):
            self.pulse, self.lost = pulse, lost
            self.renew()

    def mark(self, *, drafted: bool) -> None:
        """Show whether other rules than those in force are drafted."""
        if drafted != self.drafted:
            self.drafted = drafted
            self.renew()

    def say(self, words: Safe, mood: str) -> None:
        """Say a sentence in place of the keys; `mood` is a role of the look."""
        self.said, self.mood = words, mood
        self.styles.height = min(len(self._said_lines()), MOST_LINES)
        self.renew()

    def _said_lines(self) -> list[Safe]:
        """The sentence, over the whole width where it is a long one."""
        cells = self.size.width - 2
        short = cells - sum(width(text) for text, _ in self._right())
        if self.said is None or width(self.said) < short:
            return [self.said or safe("")]
        return [safe(line) for line in wrap(self.said, cells)]

    def _beside(self, words: Safe, lines: int) -> bool:
        """Whether a sentence leaves room for how the desk is."""
        return lines == 1 and width(words) < self.size.width - 2 - sum(width(text) for text, _ in self._right())

    def hush(self) -> None:
        """Show the keys again."""
        if self.said is not None:
            self.said = None
            self.styles.height = 1
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        look, cells = self.seat.look, self.size.width
        said = self._said_lines() if self.said is not None else []
        if said and not self._beside(said[0], len(said)):
            words = said[y] if y < len(said) else safe("")
            return Ink(cells, look["raised"]).put(safe(" "), look["plain"]).put(words, look[self.mood]).strip()
        right = self._right()
        room = cells - sum(width(text) for text, _ in right) - 1
        ink = Ink(room, look["raised"])
        self._ends = []
        if said:
            ink.put(safe(" "), look["plain"]).put(said[0], look[self.mood])
        else:
            self._keys(ink)
        return Strip.join([ink.strip(), Ink(cells - room, look["raised"]).right(right, gap=0).strip()])

    def _keys(self, ink: Ink) -> None:
        look = self.seat.look
        kept = sum(_cells(hint) for hint in self.hints if hint.action in KEPT)
        for hint in self.hints:
            kept -= _cells(hint) if hint.action in KEPT else 0
            if _cells(hint) + kept > ink.room:
                continue
            ink.put(safe(" "), look["plain"]).put(hint.key, look["key"])
            ink.put(safe(" "), look["plain"]).put(hint.name, look["dim"]).put(safe(" "), look["plain"])
            self._ends.append((ink.used, hint.action))

    def _right(self) -> list[tuple[Safe, Style]]:
        seat, look, pulse = self.seat, self.seat.look, self.pulse
        parts: list[tuple[Safe, Style]] = []
        if self.lost:
            parts.append((tell("foot.lost", seat.lang), look["red-strong"]))
        elif pulse.keeper is None:
            parts.append((tell("foot.no_keeper", seat.lang), look["amber"]))
        if pulse.rules and self.size.width >= ROOMY:
            parts.append((tell("foot.rules", seat.lang, hash=pulse.rules[:6]), look["faint"]))
            if self.drafted:
                parts.append((safe(" ✎"), look["amber"]))
        kept = bool(pulse.keeper) and not self.lost
        parts.append((safe(" ✓ " if kept else "   "), look["green"]))
        return [*parts, (safe(f"{clock(seat.now(), seat.zone)} "), look["dim"])]

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key would do."""
        for end, action in self._ends:
            if event.x < end:
                self.post_message(self.Pressed(action))
                return
