"""A desk's program that dies: what its person left waiting goes back to the team, and nothing before its time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import SECOND, SystemClock, VirtualClock
from agentdesk.desk import Claim, Desk, Keeper
from tests.desk.sharing import Shift
from tests.terminal import PATIENCE, at_desk


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """A desk whose teams pull."""
    begun = Shift.begun(tmp_path / "desk.db", "sharing: {grace: 90s}\n")
    yield begun
    begun.desk.close()


def later(shift: Shift, seconds: int) -> str | None:
    """Let another program keep the desk's time some seconds from now; return who owns the first ticket then."""
    clock = VirtualClock(SystemClock().now() + seconds * SECOND)
    desk = Desk.open(shift.desk.store.files.database, clock=clock)
    assert Keeper(desk, "another").tick()
    desk.close()
    return shift.owner(10001)


def test_a_program_that_was_killed_gives_back_what_waits(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket))
    with at_desk(shift.desk.store.files.database) as terminal:
        terminal.wait_for("● online Ann")
        terminal.process.kill()
        terminal.process.wait(PATIENCE)
    assert shift.desk.sit("ann").duty == "online"
    assert later(shift, 30) == "ann"
    assert later(shift, 180) is None
    assert shift.desk.sit("ann").duty == "offline"


def test_a_program_that_is_left_in_order_keeps_them(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket))
    with at_desk(shift.desk.store.files.database) as terminal:
        terminal.wait_for("● online Ann")
        assert terminal.leave() == 0
    assert shift.desk.sit("ann").duty == "offline"
    assert later(shift, 3600) == "ann"
