"""A desk where much happens, on a machine that has much to do: nothing is lost, and nothing is painted without need."""

import ast
from functools import partial
from pathlib import Path

from textual.events import Key

from agentdesk.desk import Claim
from agentdesk.tui.timing import once
from tests.desk.desks import Floor
from tests.terminal import Terminal, at_desk
from tests.tui.sitting import Sitting, sitting

TUI = Path(__file__).parents[2] / "agentdesk" / "tui"
PICTURE = 20_000
"""Fewer bytes than a whole picture of this terminal takes."""
CHANGES = 10


async def test_what_is_to_be_called_once_is_called_however_late(floor: Floor) -> None:
    called: list[int] = []
    async with sitting(floor) as ann:
        for number in range(100):
            once(ann.app, 1e-9, partial(called.append, number))  # over before its timer begins
        await ann.until(lambda: len(called) == 100)


def test_nothing_is_called_later_by_a_timer_that_may_skip_it() -> None:
    calls = [
        path.name
        for path in TUI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "set_timer"
    ]
    assert calls == ["timing.py"]


def written(terminal: Terminal, floor: Floor, numbers: list[int]) -> int:
    """Return how many bytes it takes to show that these tickets are claimed one by one."""
    before = len(terminal.raw)
    for left, number in enumerate(numbers):
        floor.do("bo", Claim(number))
        terminal.wait_for(f"3 Free {len(numbers) - left - 1} ")
    terminal.settle()
    return len(terminal.raw) - before


def test_what_changes_under_a_dialog_is_painted_where_it_changed(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(CHANGES)]
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for(f"#{numbers[0]}", "unclaimed", "3 Free 10")
        terminal.press("?")
        terminal.wait_for("Keys", "Esc closes")
        terminal.settle()
        assert written(terminal, floor, numbers) < PICTURE * CHANGES / 2


def burst(ann: Sitting, *keys: str) -> None:
    """Let keys come faster than anything can answer them."""
    for key in keys:
        ann.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_enter_typed_ahead_takes_what_the_words_before_it_mean(floor: Floor) -> None:
    floor.customer("我要退款")
    async with sitting(floor) as ann:
        await ann.press("ctrl+p")
        await ann.sees("All actions")
        burst(ann, *"priority", "enter")
        await ann.sees("Priority of #")


async def test_enter_typed_ahead_of_the_search_opens_what_it_finds(floor: Floor) -> None:
    numbers = [floor.customer(f"我要退款 word{n}", f"c{n}").ticket for n in range(3)]
    async with sitting(floor) as ann:
        await ann.press("f")
        await ann.sees("Find a ticket")
        burst(ann, *"word2", "enter")
        await ann.until(lambda: ann.app.conversation.wanted == numbers[2] and len(ann.app.screen_stack) == 1)
        await ann.press("f")
        await ann.sees("Find a ticket")
        burst(ann, *"nowhere", "enter")
        await ann.sees("Nothing suits; change what you typed.")
        assert ann.app.conversation.wanted == numbers[2]
