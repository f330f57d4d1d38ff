"""Two terminals that judge what the program writes: pyte, with every byte kept, and tmux."""

import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rich.cells import cell_len

from tests.cli.calls import environment
from tests.terminal import PATIENCE, at_desk

SIZE = (140, 45)
LOOK_AGAIN = 0.02
TITLE = "untouched"
ALLOWED = re.compile(
    rb"\x1b\[[0-9;:]*[mHJK]|\x1b\[\?[0-9;]*[hl]|\x1b\[\?[0-9;]*\$p|\x1b\[[<>=][0-9;]*u|\x1b\[>[0-9;]*[mq]|\x1b\[\?u|\x1b\[[0-9;]*[cnt]"
    rb"|\x1b\[[0-9;]* q|\x1b\[[0-9]*[ABCDG]"
)
"""What the program itself has reason to write: colours, places, modes and questions at its start."""
NOTICE = re.compile(rb"\x1b\]9;#\d+: [^\x00-\x1f\x7f]*\x1b\\")
"""A desktop notice, whole, with nothing in it that could end it before its end."""
HIDDEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}


class Judge(Protocol):
    """A terminal with the desk in it."""

    name: str

    def press(self, keys: str) -> None:
        """Press keys."""

    def lines(self) -> list[str]:
        """Return what the screen shows, after taking in what has come."""

    def cell(self, line: str, column: int) -> str:
        """Return what stands in a column of one of these lines."""

    def faults(self) -> list[str]:
        """Return what went wrong behind the picture since the last time."""

    def notices(self) -> int:
        """Return how often the program called since the last time."""

    def close(self) -> None:
        """End the program."""


class PyteJudge:
    """pyte; it also reads the bytes: nothing but what the program has reason to write."""

    name = "pyte"

    def __init__(self, desk: Path, person: str) -> None:
        self._tty = at_desk(desk, person, size=SIZE)
        self._judged = self._heard = 0

    def press(self, keys: str) -> None:
        """Press keys."""
        self._tty.press(keys)

    def lines(self) -> list[str]:
        """Return the screen's lines; the second cell of a wide character is NUL."""
        while self._tty.read(LOOK_AGAIN):
            continue
        screen = self._tty.screen
        return ["".join(screen.buffer[y][x].data or "\0" for x in range(SIZE[0])) for y in range(SIZE[1])]

    def cell(self, line: str, column: int) -> str:
        """Return the character in a column; marks ride on the character before them."""
        cells = [char for char in line if char == "\0" or not unicodedata.combining(char)]
        return cells[column] if column < len(cells) else ""

    def faults(self) -> list[str]:
        """Return raw bytes, and whether the program ended."""
        found = [] if self._tty.process.poll() is None else [f"ended with {self._tty.process.returncode}"]
        fresh = bytes(self._tty.raw[self._judged :])
        whole = fresh.rfind(b"\x1b[?2026l") + len(b"\x1b[?2026l")  # a frame is written between two such marks
        if whole < len(b"\x1b[?2026l"):
            return found
        self._judged += whole
        text = ALLOWED.sub(b"", NOTICE.sub(b"", fresh[:whole])).decode("utf-8", "surrogateescape")
        raw = {char for char in text if unicodedata.category(char) in HIDDEN and char not in "\r\n"}
        return found + [f"raw {sorted(map(ascii, raw))}"] * bool(raw)

    def notices(self) -> int:
        """Return how many whole notices came."""
        before, self._heard = self._heard, len(NOTICE.findall(self._tty.raw))
        return self._heard - before

    def close(self) -> None:
        """End the program."""
        self._tty.__exit__(None, None, None)


class TmuxJudge:
    """tmux; it also knows whether the clipboard, the title or the program's life was touched."""

    name = "tmux"

    def __init__(self, desk: Path, person: str) -> None:
        self._socket = str(desk.with_name(f"{desk.stem}.tmux"))
        self._settings = desk.with_name(f"{desk.stem}.tmux.conf")
        self._settings.write_text(
            "set -g set-clipboard on\nset -g allow-rename on\nset -g remain-on-exit on\nset -g escape-time 0\n"
            "set -g status off\nset -g default-terminal screen-256color\n"
        )
        command = [sys.executable, "-m", "agentdesk", "--desk", str(desk), "--as", person, "--lang", "en"]
        self._tmux("new-session", "-d", "-x", str(SIZE[0]), "-y", str(SIZE[1]), "-n", TITLE, *command)
        self._tmux("select-pane", "-T", TITLE)
        self._written = desk.with_name(f"{desk.stem}.written")
        self._tmux("pipe-pane", "-O", f"exec cat > '{self._written}'")
        self._heard = 0

    @staticmethod
    def missing() -> str:
        """Say why tmux cannot judge, "" when it can."""
        return "" if shutil.which("tmux") else "tmux is not installed"

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-S", self._socket, "-f", str(self._settings), *words]
        given = {**environment(), "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, check=True, capture_output=True, env=given).stdout.decode()

    def press(self, keys: str) -> None:
        """Press keys."""
        self._tmux("send-keys", "-H", *(f"{byte:x}" for byte in keys.encode()))

    def lines(self) -> list[str]:
        """Return the screen's lines."""
        time.sleep(LOOK_AGAIN)
        return self._tmux("capture-pane", "-p").split("\n")[: SIZE[1]]

    def cell(self, line: str, column: int) -> str:
        """Return the character in a column, by the widths the program counts with."""
        at = 0
        for char in line:
            if at >= column and cell_len(char):
                return char if at == column else ""
            at += cell_len(char)
        return ""

    def faults(self) -> list[str]:
        """Return whether something got at the clipboard, the titles, or the program's life."""
        shown = self._tmux("display-message", "-p", "#{pane_title}|#{window_name}|#{pane_dead}|#{alternate_on}")
        found = [] if shown.strip() == f"{TITLE}|{TITLE}|0|1" else [f"title, life or screen: {shown.strip()}"]
        return found + [f"clipboard {buffer}" for buffer in self._tmux("list-buffers").splitlines()]

    def notices(self) -> int:
        """Return how many whole notices came."""
        before, self._heard = self._heard, len(NOTICE.findall(self._written.read_bytes()))
        return self._heard - before

    def close(self) -> None:
        """End the program."""
        self._tmux("kill-server")


def see(judge: Judge, wanted: Sequence[str], unwanted: str = "", patience: float = PATIENCE) -> list[str]:
    """Wait until the screen shows what is wanted and not what is not; return its lines, [] when that never came."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        lines = judge.lines()
        text = "\n".join(lines).replace("\0", "")
        if all(word in text for word in wanted) and (not unwanted or unwanted not in text):
            return lines
    return []
