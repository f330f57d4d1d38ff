"""The program in a terminal that keeps every byte: what a person sees, and how the terminal is left."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import unicodedata
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

from tests.cli.calls import environment

PATIENCE = 30.0
"""Seconds without a sign of life after which a program counts as stuck."""
OWNING = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal the program's own, as a login does, so that closing it hangs the program up."""
OWN_SIZE = frozenset({"COLUMNS", "LINES"})
"""What would tell a program another size than its terminal's."""
UNREAD = re.compile(r"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[\?u")
"""Sequences that pyte would print."""
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
"""Half a flag: one column, where pyte counts two."""


def for_pyte(text: str) -> str:
    """Return what a terminal gets as pyte can read it: it forgets the line behind a sign without width."""
    text = FLAG.sub("F", UNREAD.sub("", text))
    return text if text.isascii() else "".join(char for char in text if not _stops_pyte(char))


def _stops_pyte(char: str) -> bool:
    jamo = "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"
    return jamo or (unicodedata.category(char) in {"Mn", "Me"} and not unicodedata.combining(char))


def _environment(program: Path | None) -> dict[str, str]:
    """What a program in a terminal inherits; an installed one must not find the checkout."""
    hidden = OWN_SIZE | ({"PYTHONPATH"} if program else set())
    return {name: value for name, value in environment().items() if name not in hidden} | {"TERM": "xterm-256color"}


class Terminal:
    """`agentdesk` with these arguments, in a terminal of this size (columns, lines)."""

    def __init__(self, *arguments: str, size: tuple[int, int] = (140, 45), program: Path | None = None) -> None:
        """`program` is an installed `agentdesk`; without it the checkout's runs."""
        self.raw = bytearray()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.before = self.modes()
        command = [str(program)] if program else [sys.executable, "-m", "agentdesk"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", OWNING, *command, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd="/" if program else None,
            env=_environment(program),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    def close(self) -> None:
        """Close the terminal's window."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    @property
    def lines(self) -> list[str]:
        """What the screen shows now, line by line.

        pyte's own `display` fails where the left half of a wide sign was written over.
        """
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)) for row in rows]

    @property
    def text(self) -> str:
        """What the screen shows now."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """What the screen shows now, without the spaces: a broken or wide sentence reads on."""
        return "".join(self.text.split())

    def modes(self) -> list[Any]:
        """Return the terminal's own modes (termios)."""
        return termios.tcgetattr(self.master)

    def wait_for(self, *texts: str) -> str:
        """Wait until the screen shows all these texts, however they are broken into lines; return all that it shows."""
        while not all("".join(text.split()) in self.words for text in texts):
            assert self.read(), f"{texts!r} never came:\n{self.text}"
        return self.text

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the window of another size."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def send(self, sign: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(sign)

    def settle(self, quiet: float = 0.5) -> None:
        """Take in what comes until nothing does for so many seconds."""
        while self.read(quiet):
            continue

    def leave(self) -> int:
        """Ask the program to end, as a closing terminal does; return its exit status."""
        self.send(signal.SIGTERM)
        return self.end()

    def end(self) -> int:
        """Wait until the program ended; return its exit status."""
        while self.read():
            continue
        return self.process.wait(PATIENCE)

    def read(self, seconds: float = PATIENCE) -> bool:
        """Take in what the program wrote; False when nothing came for so long, or it ended."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self.master, 1 << 16)
        except OSError:  # the other side is gone
            return False
        self.raw += chunk
        self._stream.feed(for_pyte(self._decoder.decode(chunk)))
        return bool(chunk)


def at_desk(desk: Path, name: str = "ann", *, size: tuple[int, int] = (140, 45), lang: str = "en") -> Terminal:
    """Open a desk's screen as this agent."""
    return Terminal("--desk", str(desk), "--as", name, "--lang", lang, size=size)
