"""The feed: who commits rings a bell file, who listens watches its folder and asks the journal what is new.

inotify on the -wal file would wake before the commit is complete. Where there is no inotify, and as a net where a ring
was missed, the journal is asked every so often.
"""

import os
import threading
from pathlib import Path

from agentdesk.store import journal
from agentdesk.store.driver import Connection, connect
from agentdesk.store.files import DeskFiles

NET_SECONDS = 1.0
"""How often the journal is asked though no bell rang."""
POLL_SECONDS = 0.1
"""How often where the bell cannot be heard."""


def ring(bell: Path) -> None:
    """Tell all who listen that something was committed."""
    try:
        os.utime(bell)
    except FileNotFoundError:
        bell.parent.mkdir(parents=True, exist_ok=True)
        bell.touch()


class SqliteFeed:
    """A feed that begins at the journal's present end; to be used by one thread, closed by any."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._ears = _Ears(files.bell.parent)
        self._connection: Connection | None = None
        probe = connect(files.database, read_only=True)
        self._seq = journal.last_seq(probe)
        probe.close()
        self._closed = threading.Event()

    def wait(self, timeout: float) -> tuple[str, ...] | None:
        """Return the streams that changed since the last call, or None after `timeout` seconds without a change."""
        if self._connection is None:
            self._connection = connect(self._files.database, read_only=True)
        left = timeout
        while not self._closed.is_set():
            self._seq, streams = journal.streams_after(self._connection, self._seq)
            if streams:
                return streams
            if left <= 0:
                return None
            left -= self._ears.listen(min(left, NET_SECONDS))
        return None

    def close(self) -> None:
        """Stop; a thread that waits comes back within a second."""
        self._closed.set()
        self._ears.close()


class _Ears:
    """Hears the bell, by inotify where there is one."""

    def __init__(self, folder: Path) -> None:
        try:
            from inotify_simple import INotify, flags

            self._inotify: INotify | None = INotify()
            self._inotify.add_watch(str(folder), flags.ATTRIB | flags.CREATE | flags.CLOSE_WRITE)
        except (ImportError, OSError, AttributeError):
            self._inotify = None
        self._quit = threading.Event()

    def listen(self, seconds: float) -> float:
        """Wait for a ring, at most so long; return the seconds to count as waited."""
        if self._inotify is None:
            self._quit.wait(min(POLL_SECONDS, seconds))
            return min(POLL_SECONDS, seconds)
        import time

        began = time.monotonic()
        if not self._quit.is_set():
            self._inotify.read(timeout=int(seconds * 1000) or 1)
        return max(time.monotonic() - began, 0.001)

    def close(self) -> None:
        self._quit.set()
