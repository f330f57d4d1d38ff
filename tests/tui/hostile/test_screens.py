"""Hostile messages on the real screen in two terminals: nothing raw, nothing moved, nothing run, nothing killed.

`python -m benchmarks.hostile` walks the whole corpus through every screen; here each class is looked at once.
"""

from contextlib import closing
from pathlib import Path

import pytest

from agentdesk.settings import save_setting
from tests.tui.hostile.stock import Backdoor, one_of_each, stock
from tests.tui.hostile.terminals import PyteJudge, TmuxJudge
from tests.tui.hostile.walk import walk

EVERYWHERE = ("osc", "dcs")
"""The classes that are walked through every screen here."""


@pytest.mark.parametrize("terminal", [PyteJudge, TmuxJudge], ids=lambda terminal: terminal.name)
def test_hostile_messages_do_nothing_to_the_screen(tmp_path: Path, terminal: type[PyteJudge | TmuxJudge]) -> None:
    if terminal is TmuxJudge and (why := TmuxJudge.missing()):
        pytest.skip(why)
    payloads = one_of_each()
    path = tmp_path / "desk.db"
    save_setting("notice", True)
    entries = [(entry, text) for entry, (_, text) in zip(stock(path, payloads), payloads, strict=True)]
    with closing(Backdoor(path)) as backdoor, closing(terminal(path, "ann")) as judge:
        assert list(walk(judge, backdoor, entries, ("conversation",))) == []
        assert list(walk(judge, backdoor, [one for one in entries if one[0].id.startswith(EVERYWHERE)])) == []
        assert backdoor.unasked() == []
