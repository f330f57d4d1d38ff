from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.desks import Floor


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """A new desk with its people."""
    opened = Floor.found(tmp_path / "desk.db")
    yield opened
    opened.desk.close()
