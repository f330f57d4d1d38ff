"""A paste presses no keys, in whatever pieces the terminal sends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from agentdesk.desk import Claim
from agentdesk.tui.pasted import Cleaner, CleanParser
from tests.desk.desks import Floor
from tests.terminal import at_desk

START, END = "\x1b[200~", "\x1b[201~"
HOSTILE = "您好\x1b\x13\x1b[A\x1b]52;c;aGk=\x07 done\x9b1m\x7f"
CLEAN = "您好[A]52;c;aGk= done1m"


def test_a_hostile_paste_sends_nothing(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("ann", Claim(number))
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for(f"#{number}")
        terminal.press("r")
        terminal.wait_for("Reply to the customer")
        terminal.press(f"{START}{HOSTILE}{END}")
        terminal.wait_for("done1m")
        terminal.wait_for("draft saved")
        assert terminal.leave() == 0
    draft = floor.desk.side.draft(floor.ids["ann"], number)
    assert draft is not None
    assert draft.text == CLEAN
    assert len(floor.messages(number)) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_a_paste_in_pieces_is_one_paste(size: int) -> None:
    stream = f"a{START}{HOSTILE}{END}\x1b[Bz"
    parser = CleanParser()
    events = [event for at in range(0, len(stream), size) for event in parser.feed(stream[at : at + size])]
    assert [event.text for event in events if isinstance(event, Paste)] == [CLEAN]
    assert [event.key for event in events if isinstance(event, Key)] == ["a", "down", "z"]


@given(st.text(alphabet="a退\x1b[20~1\x13\r", max_size=40), st.lists(st.integers(1, 6), max_size=60))
def test_keys_outside_of_a_paste_stay_as_they_are(keys: str, sizes: list[int]) -> None:
    keys = keys.replace(START, "")
    cleaner, cleaned, at = Cleaner(), "", 0
    for size in [*sizes, len(keys) + 1]:
        cleaned += cleaner.clean(keys[at : at + size])
        at += size
    assert cleaned == keys
