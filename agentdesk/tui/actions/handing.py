"""What the keys hand to other programs: the clipboard, the person's own editor and pager."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.text import safe
from agentdesk.tui.actions.verbs import needs_ticket

if TYPE_CHECKING:
    from agentdesk.model import ChatMessage
    from agentdesk.tui.app import DeskApp

MOST_COPIED = 100_000
"""Terminals drop what is longer, or hang."""


def shown_message(app: "DeskApp") -> "ChatMessage | None":
    """Return the last message on the screen."""
    opened, n = app.conversation.opened, app.conversation.stream.shown_message()
    return next((message for message in opened.story.messages if message.n == n), None) if opened else None


def needs_message(app: "DeskApp") -> Message | None:
    """A message is on the screen."""
    message = shown_message(app)
    return None if message is not None and message.text else Message("tui.cannot.no_message")


def needs_editor(app: "DeskApp") -> Message | None:
    """There is a ticket to write on, nothing is on its way, and the person named an editor."""
    if (obstacle := needs_ticket(app)) is not None:
        return obstacle
    if app.conversation.wanted in app.conversation.sending:
        return Message("tui.cannot.sending")
    return None if editor() else Message("tui.cannot.no_editor")


def editor() -> str:
    """Return the command of the person's editor, "" when there is none."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def copy_number(app: "DeskApp") -> None:
    """Put the ticket's number into the clipboard."""
    if (ticket := app.target()) is not None:
        app.copy_to_clipboard(f"#{ticket.id}")
        app.say(Message("tui.copied", {"what": f"#{ticket.id}"}), "green")


def copy_message(app: "DeskApp") -> None:
    """Put the words of the last message on the screen into the clipboard."""
    message = shown_message(app)
    if message is not None and message.text:
        app.copy_to_clipboard(safe(message.text[:MOST_COPIED]))
        app.say(Message("tui.copied_message", {"n": min(len(message.text), MOST_COPIED)}), "green")


async def write_elsewhere(app: "DeskApp") -> None:
    """Write the answer in the person's own editor; what is saved there is the draft here."""
    await app.write(None)
    pane = app.conversation
    if pane.wanted is None or pane.composer is None:
        return
    pane.save_now()
    before = pane.composer.text
    after = edited(app, before)
    if after is not None and after != before:
        pane.composer.put(safe(after))
        pane.on_composer_typed()


def edited(app: "DeskApp", text: str) -> str | None:
    """Return what the editor made of `text`; None, said why, when it could not be used."""
    with _draft(text) as file:
        error = outside(app, editor(), file)
        if error is None:
            return file.read_text("utf-8", "replace").removesuffix("\n")
    app.say(Message("tui.editor_failed", {"error": error[:200]}), "amber")
    return None


@contextmanager
def _draft(text: str) -> Iterator[Path]:
    """Give a file of one's own that holds a text, gone afterwards."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="agentdesk-") as folder:
        file = Path(folder) / "draft.md"
        file.write_text(text, "utf-8")
        yield file


def outside(app: "DeskApp", command: str, file: Path) -> str | None:
    """Give the terminal to a program with a file until it ends; return what went wrong, None when nothing did."""
    import shlex
    import subprocess

    from textual.app import SuspendNotSupported

    try:
        with app.suspend():
            done = subprocess.run([*shlex.split(command), str(file)], check=False)
    except (OSError, ValueError, SuspendNotSupported) as fault:
        return str(fault)
    return None if done.returncode == 0 else f"{command}: {done.returncode}"


def pager() -> str:
    """Return the command of the person's pager, `less` where it is installed, "" when there is none."""
    from shutil import which

    return os.environ.get("PAGER") or ("less" if which("less") else "")


def needs_pager(app: "DeskApp") -> Message | None:
    """A message is on the screen, and there is a pager."""
    if (obstacle := needs_message(app)) is not None:
        return obstacle
    return None if pager() else Message("tui.cannot.no_pager")


def read_elsewhere(app: "DeskApp") -> None:
    """Read the last message on the screen in the pager: all of it, however long, made safe."""
    message = shown_message(app)
    if message is None or message.text is None:
        return
    text = message.text

    def show(whole: str) -> None:
        with _draft(whole) as file:
            error = outside(app, pager(), file)
        if error is not None:
            app.say(Message("tui.pager_failed", {"error": error[:200]}), "amber")

    # In a thread: making a giant message safe takes its time.
    app.lanes.ask("search", "message", lambda: safe(text) + "\n", show)
