"""A replay on the screen: the bar, and its keys."""

from collections.abc import Iterator

import pytest

from agentdesk.resources import shipped
from agentdesk.training.reading import load_session
from agentdesk.training.replay import Replay
from agentdesk.tui.opening import first_picture
from agentdesk.tui.replaying import ReplayApp
from tests.desk.desks import Floor
from tests.tui.sitting import SMALL, WIDE, Sitting


@pytest.fixture
def replay() -> Iterator[Replay]:
    """A sample session whose first move was made, standing still."""
    made = Replay(load_session(shipped("sample_data") / "sessions" / "stolen-account.yaml"))
    made.pause()
    made.step()
    yield made
    made.close()


async def test_the_bar_shows_how_far_it_is_and_its_keys_move_it(replay: Replay) -> None:
    steps = replay.state().steps
    app = ReplayApp(replay, first_picture(replay.desk, "limin", "en"), "en")
    async with app.run_test(size=WIDE) as pilot:
        trainer = Sitting(app, pilot, Floor(replay.desk, replay.desk.clock))  # type: ignore[arg-type]
        await trainer.sees("⏸ paused", f"1/{steps}", "×1", "Space goes on", "← back")
        assert trainer.lines[0].lstrip().startswith("1 Mine")
        assert "paused" in trainer.lines[1]
        await trainer.press("right")
        await trainer.sees(f"2/{steps}")
        await trainer.press("+")
        await trainer.sees("×2")
        await trainer.press("-")
        await trainer.sees("×1")
        before = replay.desk
        await trainer.press("left")
        await trainer.sees(f"1/{steps}")
        await trainer.until(lambda: app.seat.desk is replay.desk)
        assert app.seat.desk is not before
        await trainer.press("space")
        await trainer.sees("▶ playing")
        await trainer.until(lambda: app.lanes.waiting == 0)


async def test_a_small_terminal_names_the_keys_too(replay: Replay) -> None:
    app = ReplayApp(replay, first_picture(replay.desk, "limin", "zh"), "zh")
    async with app.run_test(size=SMALL) as pilot:
        trainer = Sitting(app, pilot, Floor(replay.desk, replay.desk.clock))  # type: ignore[arg-type]
        await trainer.sees("⏸ 已暂停", "空格 继续  ←→ 一步  + - 快慢")
        await trainer.press("space")
        await trainer.sees("▶ 播放中", "空格 暂停")
        await trainer.until(lambda: app.lanes.waiting == 0)
