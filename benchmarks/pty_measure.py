"""A program in a pseudo-terminal of its own: what stands on its screen, and when it came there."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from benchmarks.common import ROOT
from tests.terminal import for_pyte

ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[16t"), b"\x1b[6;16;8t"),
)
"""What programs ask a terminal at their start, and what one like xterm answers."""
UNREAD = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)|\x1b\[\?u", re.DOTALL
)
"""Sequences that pyte would print."""
QUIET = 0.3
"""Seconds without a change that end a first paint."""


class Terminal:
    """A running program and its screen; times are seconds of `time.monotonic`."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str] | None = None, size: tuple[int, int] = (140, 45)
    ) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.began = time.monotonic()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(environ or {})
            )
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._unread: list[tuple[float, bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The screen's lines; pyte's own `display` fails where half of a wide sign was written over."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)) for row in rows]

    def press(self, keys: str) -> float:
        """Type something; return when."""
        now = time.monotonic()
        os.write(self.descriptor, keys.encode())
        return now

    def record(self, quiet: float = QUIET, longest: float = 20.0) -> None:
        """Take in what the program writes, with its time, until nothing came for so long; nothing is parsed meanwhile.

        Parsing between two reads would make the later bytes look late.
        """
        deadline = time.monotonic() + longest
        while time.monotonic() < deadline:
            if not select.select([self.descriptor], [], [], quiet)[0]:
                return
            try:
                chunk = os.read(self.descriptor, 1 << 16)
            except OSError:  # the program has ended
                return
            self._unread.append((time.monotonic(), chunk))
            for question, answer in ANSWERS:
                for _ in question.findall(chunk):
                    os.write(self.descriptor, answer)

    def moments(self) -> Iterator[float]:
        """Paint what was recorded, piece by piece; yield when each piece came."""
        while self._unread:
            moment, chunk = self._unread.pop(0)
            self._stream.feed(for_pyte(self._decoder.decode(UNREAD.sub(b"", chunk))))
            yield moment

    def changes(self) -> Iterator[tuple[float, str]]:
        """Paint what was recorded, and yield each moment at which the screen's text changed, with the text."""
        text = self.text
        for moment in self.moments():
            if self.text != text:
                text = self.text
                yield moment, text

    def first_paint(self, wanted: Callable[[str], bool], seconds: float = 30.0) -> float:
        """Return the milliseconds from the program's start to its last change before it stayed as wanted.

        Raises TimeoutError with the screen.
        """
        last = self.began
        while not wanted(self.text):
            if time.monotonic() > self.began + seconds:
                raise TimeoutError(self.text)
            self.record()
            last = max([last, *(moment for moment, _text in self.changes())])
        return 1000 * (last - self.began)

    def peak_megabytes(self) -> float:
        """Return how much memory the program had at most."""
        return self._memory("VmHWM")

    def megabytes(self) -> float:
        """Return how much memory the program has now."""
        return self._memory("VmRSS")

    def _memory(self, name: str) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(rf"{name}:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0


def desk_command(desk: object, name: str) -> list[str]:
    """Return the command that opens a desk on the screen."""
    return [sys.executable, "-m", "agentdesk", "--desk", str(desk), "--as", name, "--lang", "en"]
