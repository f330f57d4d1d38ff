"""Who tells the time: the machine, or a test or a drill."""

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits for it."""

    def now(self) -> int:
        """Return the present moment, in milliseconds since the epoch."""

    def sleep(self, duration: int) -> None:
        """Wait for `duration` milliseconds of this clock."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        """Return the machine's time."""
        return time.time_ns() // 1_000_000

    def sleep(self, duration: int) -> None:
        """Wait in real time."""
        time.sleep(duration / 1000)


class VirtualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: int) -> None:
        self._now = start

    def now(self) -> int:
        """Return the moment that the clock was moved to."""
        return self._now

    def sleep(self, duration: int) -> None:
        """Move on by `duration` at once."""
        self.advance(duration)

    def advance(self, duration: int) -> int:
        """Move on by `duration` milliseconds; return the new moment. Raises ValueError on going back."""
        if duration < 0:
            raise ValueError(duration)
        self._now += duration
        return self._now
