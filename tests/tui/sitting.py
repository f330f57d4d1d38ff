"""Somebody sits at the screen: the app on a desk, its keys, and what it shows as plain text."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from textual.events import Key
from textual.pilot import Pilot

from agentdesk.tui.app import DeskApp
from agentdesk.tui.opening import first_picture
from tests.desk.desks import Floor

T = TypeVar("T")
WIDE = (140, 45)
SMALL = (80, 24)
PATIENCE = 400
"""So many times it is looked again before a screen counts as stuck."""


class Sitting:
    """A person at the screen."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], floor: Floor) -> None:
        self.app = app
        self.pilot = pilot
        self.floor = floor
        self.patience = PATIENCE
        """More where other processes have to start first."""

    @property
    def lines(self) -> list[str]:
        """What the screen shows, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type a text as fast as a terminal passes it on."""
        for char in text:
            self.app.post_message(Key(char, char))
        await self.pilot.pause()

    async def until(self, look: Callable[[], T]) -> T:
        """Wait until something is so; return it."""
        for _ in range(self.patience):
            if found := look():
                return found
            await self.pilot.pause(0.02)
        raise AssertionError(f"it never came:\n{self.text}")

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows all these texts."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def misses(self, text: str) -> None:
        """Wait until the screen does not show a text any more."""
        await self.until(lambda: text not in self.text)

    def line_of(self, text: str) -> int:
        """Return the first line of the queue that shows a text."""
        return next(y for y, line in enumerate(self.lines) if text in line.partition("│")[0].partition("┃")[0])


@asynccontextmanager
async def sitting(
    floor: Floor,
    name: str = "ann",
    *,
    lang: str = "en",
    size: tuple[int, int] = WIDE,
    keys: dict[str, tuple[str, ...]] | None = None,
) -> AsyncIterator[Sitting]:
    """Sit down in front of a desk."""
    app = DeskApp(floor.desk, first_picture(floor.desk, name, lang), lang, keys=keys)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Sitting(app, pilot, floor)
