"""Hearing of changes: the desk's feed, in a thread of its own."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.desk import Desk

WAIT_SECONDS = 5.0
RETRY_SECONDS = 2.0
PATIENCE = 10.0


class Watch:
    """Tells which streams changed, until it is stopped; a store that is lost is tried again."""

    def __init__(
        self, desk: "Desk", changed: Callable[[tuple[str, ...]], object], lost: Callable[[bool], object]
    ) -> None:
        self._desk = desk
        self._changed = changed
        self._lost = lost
        self._stop = Event()
        self._away = False
        self._close: Callable[[], None] | None = None
        self._thread = Thread(target=self._run, name="desk-feed", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; afterwards the thread does not use the desk any more."""
        self._stop.set()
        if self._close is not None:
            self._close()
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except Exception:  # noqa: BLE001 (whatever keeps the feed away, the screen says so and goes on)
                self._say(True)
                self._stop.wait(RETRY_SECONDS)

    def _listen(self) -> None:
        feed = self._desk.feed()
        self._close = feed.close
        try:
            while not self._stop.is_set():
                streams = feed.wait(WAIT_SECONDS)
                if self._away:
                    self._say(False)
                    streams = streams or ()
                if streams is not None and not self._stop.is_set():
                    self._changed(streams)
        finally:
            feed.close()

    def _say(self, away: bool) -> None:
        if away != self._away and not self._stop.is_set():
            self._away = away
            self._lost(away)
