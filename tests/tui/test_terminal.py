"""The screen in a real terminal."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from agentdesk.desk import Claim
from tests.desk.desks import Floor
from tests.terminal import at_desk


@pytest.fixture
def number(floor: Floor) -> int:
    """A ticket that waits."""
    return floor.customer("我要退款 \x1b]52;c;aGk=\x07 \x1b[c 请尽快").ticket


def test_an_agent_works_in_a_terminal(floor: Floor, number: int) -> None:
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for(f"#{number}")
        terminal.press("c")
        terminal.wait_for("is yours")
        terminal.press("r您好，马上处理")
        shown = terminal.wait_for("draft saved")
        assert "您好，马上处理" in shown.replace(" ", "")
        assert terminal.leave() == 0
    draft = floor.desk.side.draft(floor.ids["ann"], number)
    assert draft is not None
    assert draft.text == "您好，马上处理"
    assert floor.owner(number) == "ann"


def test_what_another_program_does_appears_in_the_terminal(floor: Floor, number: int) -> None:
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for(f"#{number}")
        floor.do("bo", Claim(number))
        terminal.wait_for("Bo claimed")


def test_a_phrase_that_an_input_method_commits_arrives_as_typed() -> None:
    phrase = "已经帮您催促财务处理了"
    keys = [event.character for event in XTermParser().feed(phrase) if isinstance(event, Key)]
    assert "".join(filter(None, keys)) == phrase
