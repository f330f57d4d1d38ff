"""A program in a terminal of its own, as a person sees it."""

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.cli.calls import environment

COLUMNS, ROWS = 140, 40
PATIENCE = 30.0
"""Seconds without a sign of life after which a program counts as stuck."""


def _environment(program: Path | None) -> dict[str, str]:
    """An installed program must not find the checkout."""
    hidden = {"PYTHONPATH"} if program else set()
    return {name: value for name, value in environment().items() if name not in hidden}


class Terminal:
    """`agentdesk` with these arguments, in a terminal."""

    def __init__(self, *arguments: str, program: Path | None = None) -> None:
        """`program` is an installed `agentdesk`; without it the checkout's runs."""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [*([str(program)] if program else [sys.executable, "-m", "agentdesk"]), *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd="/" if program else None,
            env={**_environment(program), "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)},
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
        os.close(self._master)

    @property
    def text(self) -> str:
        """What the screen shows now."""
        return "\n".join(self._screen.display)

    def wait_for(self, text: str) -> str:
        """Wait until the screen shows `text`; return all that it shows."""
        while text not in self.text:
            assert self._read(), f"{text!r} never came:\n{self.text}"
        return self.text

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def leave(self) -> int:
        """Ask the program to end, as a closing terminal does; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.end()

    def end(self) -> int:
        """Wait until the program ended; return its exit status."""
        while self._read():
            continue
        return self.process.wait()

    def _read(self) -> bool:
        if not select.select([self._master], [], [], PATIENCE)[0]:
            return False
        try:
            chunk = os.read(self._master, 1 << 16)
        except OSError:  # the other side is gone
            return False
        self._stream.feed(chunk)
        return bool(chunk)
