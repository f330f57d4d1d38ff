"""What goes in and out by other ways than keys: pasted text, the clipboard, the person's own editor and pager."""

from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from agentdesk.text import safe
from agentdesk.tui.actions.handing import MOST_COPIED
from tests.desk.desks import Floor
from tests.terminal import at_desk
from tests.tui.sitting import sitting

PHRASE = "非常抱歉给您带来不便我们已经为您加急处理请您耐心等待财务的答复"


@pytest.mark.parametrize("length", [1, 2, 5, 12, len(PHRASE), 300])
def test_a_phrase_of_any_length_arrives_as_the_input_method_committed_it(length: int) -> None:
    phrase = (PHRASE * 10)[:length]
    keys = [event.character for event in XTermParser().feed(phrase) if isinstance(event, Key)]
    assert "".join(filter(None, keys)) == phrase


async def test_a_long_paste_arrives_whole_and_is_on_disk(floor: Floor) -> None:
    number = floor.claimed("ann")
    text = "订单明细：退款 100 元，已核对。\n" * 5_000
    async with sitting(floor) as ann:
        await ann.press("r")
        await ann.until(lambda: ann.app.where == "composer")
        ann.app.post_message(Paste(text))
        await ann.until(lambda: ann.app.drafts.of(number).text == text)
        await ann.until(lambda: (draft := floor.desk.side.draft(floor.ids["ann"], number)) and draft.text == text)


async def test_number_and_message_are_copied(floor: Floor) -> None:
    number = floor.claimed("ann", "我要退款，" + "很急" * MOST_COPIED)
    async with sitting(floor) as ann:
        await ann.press("y")
        assert ann.app.clipboard == f"#{number}"
        await ann.press("Y")
        assert ann.app.clipboard.startswith("我要退款，很急")
        assert len(ann.app.clipboard) == MOST_COPIED
        await ann.sees("in the clipboard")


def test_the_answer_is_written_in_ones_own_editor(
    floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = floor.claimed("ann")
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\ngrep -q 您好 "$2" && printf "%s\\n二行\\n" "$1" >> "$2"\n', "utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", f"{script} 一行")
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for(f"#{number}")
        terminal.press("r您好")
        terminal.wait_for("draft saved")
        terminal.press("\x05")
        terminal.wait_for("二")
        assert terminal.leave() == 0
    draft = floor.desk.side.draft(floor.ids["ann"], number)
    assert draft is not None
    assert draft.text == "您好一行\n二行"


async def test_without_an_editor_the_key_says_so(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("ctrl+e")
        await ann.sees("set EDITOR")


def test_the_whole_of_a_giant_message_is_read_in_ones_own_pager(
    floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, seen = tmp_path / "pager", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\ncp "$1" {seen}.part && mv {seen}.part {seen}\n', "utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("PAGER", str(script))
    text = "我要退款 \x1b]52;c;aGk=\x07" + "很急" * 1_500_000 + " 完"
    floor.claimed("ann", text)
    with at_desk(floor.desk.store.files.database) as terminal:
        terminal.wait_for("more characters, o opens")
        terminal.press("O")
        while not seen.exists():
            terminal.read(0.1)
        terminal.press("y")
        terminal.wait_for("in the clipboard")
        assert terminal.leave() == 0
    assert seen.read_text("utf-8") == safe(text) + "\n"
    assert "\x1b" not in seen.read_text("utf-8")


async def test_without_a_pager_the_key_says_so(floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("O")
        await ann.sees("set PAGER")


async def test_a_pager_that_fails_is_told(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "agentdesk-no-such-pager")
    floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("O")
        await ann.sees("The pager did not do")


async def test_words_of_a_dialog_that_the_desk_refused_stand_there_when_it_is_asked_again(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.until(lambda: ann.app.conversation.wanted == number)
        await ann.press("d")
        await ann.sees("is a complaint")
        await ann.press("down", "tab", *"999", "tab")
        await ann.type("nobody here")
        await ann.sees("nobody here")
        await ann.press("enter")
        await ann.until(lambda: len(ann.app.screen_stack) == 1)
        await ann.press("d")
        await ann.sees("is a complaint", "999", "nobody here", "▌serious")
        await ann.press("escape")
        await ann.until(lambda: len(ann.app.screen_stack) == 1)
        await ann.press("d")
        await ann.sees("is a complaint", "who is complained about")
        assert "nobody here" not in ann.text
