from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agentdesk.desk import Command
from agentdesk.lang import Refusal
from tests.desk.desks import Floor, code


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """A new desk with its people."""
    opened = Floor.found(tmp_path / "desk.db")
    yield opened
    assert opened.faults() == []
    opened.desk.close()


@pytest.fixture
def refused(floor: Floor) -> Callable[..., Refusal]:
    """Let somebody try something that the desk refuses, changing nothing; return the refusal."""

    def attempt(name: str, *commands: Command) -> Refusal:
        before = floor.desk.reader().cursor()
        with pytest.raises(Refusal) as caught:
            floor.do(name, *commands)
        assert floor.desk.reader().cursor() == before
        code(caught.value)
        return caught.value

    return attempt
