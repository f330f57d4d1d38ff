from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.desk import Desk
from tests.kb.shelf import shelf


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with articles and canned replies."""
    opened = shelf(tmp_path / "desk.db")
    yield opened
    assert list(opened.store.verify()) == []
    opened.close()
