"""The feed: who commits rings a bell file, who listens watches its folder and asks the journal what is new.

inotify on the -wal file would wake before the commit is complete. Where there is no inotify, and as a net where a ring
was missed, the journal is asked every so often.
"""

import os
import select
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.store import journal
from agentdesk.store.driver import connect
from agentdesk.store.files import DeskFiles

if TYPE_CHECKING:
    from inotify_simple import INotify

NET_SECONDS = 1.0
"""How often the journal is asked though no bell rang."""
POLL_SECONDS = 0.1
"""How often where the bell cannot be heard."""


class SqliteFeed:
    """A feed that begins at the journal's present end; to be used by one thread, closed by any."""

    def __init__(self, files: DeskFiles) -> None:
        self._ears = _Ears(files.bell.parent)
        self._connection = connect(files.database, read_only=True)
        self._seq = journal.last_seq(self._connection)
        self._closed = threading.Event()
        self._in_use = threading.Lock()

    def wait(self, timeout: float) -> tuple[str, ...] | None:
        """Return the streams that changed since the last call, or None after `timeout` seconds without a change."""
        deadline = time.monotonic() + timeout
        with self._in_use:
            while not self._closed.is_set():
                self._seq, streams = journal.streams_after(self._connection, self._seq)
                if streams:
                    return streams
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._ears.listen(left)
        return None

    def close(self) -> None:
        """Stop; a thread that waits comes back at once. Closing twice is closing once."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._ears.wake()
        with self._in_use:
            self._ears.close()
            self._connection.close()


class _Ears:
    """Hears the bell, by inotify where there is one, and a call to wake up."""

    def __init__(self, folder: Path) -> None:
        self._inotify = _watch(folder)
        self._called, self._call = os.pipe()
        self._poll = select.poll()
        self._poll.register(self._called, select.POLLIN)
        if self._inotify is not None:
            self._poll.register(self._inotify.fileno(), select.POLLIN)
        self._longest = POLL_SECONDS if self._inotify is None else NET_SECONDS

    def listen(self, seconds: float) -> None:
        """Wait for a ring or a call, at most so long."""
        self._poll.poll(max(1, int(min(seconds, self._longest) * 1000)))
        if self._inotify is not None:
            self._inotify.read(timeout=0)

    def wake(self) -> None:
        """Let whoever listens come back."""
        os.write(self._call, b"\0")

    def close(self) -> None:
        """Give the descriptors back; nobody may listen any more."""
        for descriptor in (self._called, self._call):
            os.close(descriptor)
        if self._inotify is not None:
            self._inotify.close()


def _watch(folder: Path) -> "INotify | None":
    """Return a watch on the bell's folder, None where there can be none."""
    try:
        from inotify_simple import INotify, flags

        inotify = INotify()
    except (ImportError, OSError, AttributeError):
        return None
    try:
        inotify.add_watch(str(folder), flags.ATTRIB | flags.CREATE | flags.CLOSE_WRITE)
    except OSError:
        inotify.close()
        return None
    return inotify
