"""Signals and closing windows: the terminal is left as it was found, and what was typed is on disk."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.desk.desks import Floor
from tests.terminal import PATIENCE, Terminal, at_desk

SWITCHES = (b"1049", b"1000", b"1003", b"1006", b"2004")
"""Alternate screen, mouse reports, bracketed paste: what is turned on is turned off."""


@pytest.fixture
def desk(floor: Floor) -> Path:
    """A desk with a ticket of ann's."""
    floor.claimed("ann")
    return floor.desk.store.files.database


def draft(floor: Floor) -> str:
    """Return what ann typed and did not send, as it is on disk."""
    (number,) = floor.desk.side.drafts(floor.ids["ann"]) or (0,)
    found = floor.desk.side.draft(floor.ids["ann"], number)
    return found.text if found is not None else ""


def wrote(terminal: Terminal, text: str) -> None:
    """Begin an answer, without waiting until it is saved."""
    terminal.wait_for("我要退款")
    terminal.press("r")
    terminal.wait_for("Reply to the customer")
    terminal.press(text)
    terminal.wait_for(text)


def left_clean(terminal: Terminal) -> None:
    """The terminal has its modes again, and everything that was turned on is off."""
    assert terminal.modes() == terminal.before
    for switch in SWITCHES:
        on, off = terminal.raw.rfind(b"\x1b[?%sh" % switch), terminal.raw.rfind(b"\x1b[?%sl" % switch)
        assert on < off, switch
    assert terminal.raw.rfind(b"\x1b[?25l") < terminal.raw.rfind(b"\x1b[?25h")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_the_desk_leaves_the_terminal_clean(floor: Floor, desk: Path, sign: signal.Signals) -> None:
    with at_desk(desk) as terminal:
        wrote(terminal, "half an answer")
        terminal.send(sign)
        assert terminal.end() == 0
        left_clean(terminal)
    assert draft(floor) == "half an answer"
    assert [message.author for message in floor.messages(floor.desk.find("退款")[0].ticket.id)] == ["customer"]


def test_a_window_that_is_closed_ends_the_desk_and_keeps_what_was_typed(floor: Floor, desk: Path) -> None:
    with at_desk(desk) as terminal:
        wrote(terminal, "half an answer")
        terminal.close()
        assert terminal.process.wait(PATIENCE) == 0
    assert draft(floor) == "half an answer"


def test_a_desk_that_is_killed_offers_the_draft_and_never_sends_it(floor: Floor, desk: Path) -> None:
    with at_desk(desk) as terminal:
        wrote(terminal, "half an answer")
        terminal.wait_for("draft saved")
        terminal.press(" and more")
        terminal.process.kill()
        terminal.process.wait()
    assert draft(floor).startswith("half an answer")
    with at_desk(desk) as terminal:
        terminal.wait_for("unsent reply", "half an answer")
        terminal.press("r")
        terminal.wait_for("Reply to the customer", "half an answer")
    assert [message.author for message in floor.messages(floor.desk.find("退款")[0].ticket.id)] == ["customer"]


def test_suspended_and_taken_up_again(floor: Floor, desk: Path) -> None:
    with at_desk(desk) as terminal:
        wrote(terminal, "half an answer")
        terminal.press("\x1b")
        terminal.wait_for("unsent reply")
        terminal.press("\x1a")
        stopped(terminal)
        left_clean(terminal)
        assert draft(floor) == "half an answer"
        terminal.screen.reset()
        terminal.send(signal.SIGCONT)
        terminal.wait_for("unsent reply", "half an answer")
        assert terminal.modes() != terminal.before
        terminal.press("r")
        terminal.wait_for("Reply to the customer")
        terminal.send(signal.SIGTERM)
        assert terminal.end() == 0
        left_clean(terminal)


def test_a_stop_from_outside_leaves_the_terminal_clean_too(desk: Path) -> None:
    with at_desk(desk) as terminal:
        terminal.wait_for("我要退款")
        terminal.send(signal.SIGTSTP)
        stopped(terminal)
        left_clean(terminal)
        terminal.screen.reset()
        terminal.send(signal.SIGCONT)
        terminal.wait_for("我要退款")


def stopped(terminal: Terminal) -> None:
    """Take in what the program writes until it is stopped."""
    for _ in range(int(PATIENCE / 0.1)):
        terminal.read(0.1)
        pid, status = os.waitpid(terminal.process.pid, os.WUNTRACED | os.WNOHANG)
        if pid:
            assert os.WIFSTOPPED(status)
            terminal.settle(0.2)
            return
    raise AssertionError(f"it never stopped at {time.ctime()}:\n{terminal.text}")
