"""Plays a replay in a thread of its own, for a screen that shows its desk."""

import threading
import time

from agentdesk.training.replay import Replay

BEAT_SECONDS = 0.1


class Player:
    """Moves a replay on as real time passes, from `start` to `stop`."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="replay", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the present beat."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        last = time.monotonic()
        while not self._stopped.wait(BEAT_SECONDS):
            now = time.monotonic()
            self._replay.advance(int((now - last) * 1000))
            last = now
