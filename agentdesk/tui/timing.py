"""Calling something once, later: also when the machine is busy."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


def once(node: MessagePump, seconds: float, call: Callable[[], object]) -> Timer:
    """Call once, so many seconds from now, in the screen's own thread, while `node` is there.

    A timer of textual 8.2 skips what it is late for, which for a timer that fires once means never: a thread that holds
    the interpreter for longer than `seconds` just as the timer starts would be enough. This one fires late instead.
    """
    timer = node.set_timer(seconds, call)
    timer._skip = False  # its task has not begun to run
    return timer
