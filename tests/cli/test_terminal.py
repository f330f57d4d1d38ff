"""At a terminal: the first start asks how to begin; the desk and the demo open on the screen."""

from pathlib import Path

from tests.cli.calls import Calls, message
from tests.terminal import Terminal


def test_the_first_start_asks_how_to_begin(tmp_path: Path) -> None:
    with Terminal("--desk", str(tmp_path / "desk.db")) as terminal:
        shown = terminal.wait_for("Which (Enter: 1)")
        assert "try the demo desk" in shown
        assert "begin with conversations of another desk" in shown
        terminal.press("4\r")
        assert terminal.end() == 0
    assert not (tmp_path / "desk.db").exists()


def test_the_desk_opens_on_the_screen(desk: Calls) -> None:
    desk.receive(message("我要退款"))
    with Terminal("--desk", str(desk.path), "--as", "ann") as terminal:
        terminal.wait_for("#10001")
        assert terminal.leave() == 0
    assert desk("serve", "--once").status == 0


def test_whoever_does_not_work_here_is_told_so(desk: Calls) -> None:
    with Terminal("--desk", str(desk.path), "--as", "anna") as terminal:
        terminal.wait_for("ann")
        assert terminal.end() == 2


def test_the_demo_opens_and_leaves_nothing_behind(calls: Calls) -> None:
    with Terminal("demo", "--speed", "50") as terminal:
        terminal.wait_for("#100")
        assert terminal.leave() == 0
    assert not calls.path.exists()
