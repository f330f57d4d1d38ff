from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.store.protocol import Store
from agentdesk.store.sqlite import SqliteStore
from tests.store.stores import KINDS, Place


@pytest.fixture(params=sorted(KINDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a store of every kind in turn lies."""
    return Place(tmp_path, KINDS[request.param])


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An open, empty store of every kind in turn."""
    with place.opened() as opened:
        yield opened


@pytest.fixture
def desk_file(tmp_path: Path) -> Path:
    """Where the SQLite store of a test lies."""
    return tmp_path / "desk.db"


@pytest.fixture
def sqlite(desk_file: Path) -> Iterator[SqliteStore]:
    """An open, empty SQLite store."""
    from agentdesk.clock import SeededChance

    opened = SqliteStore(desk_file, SeededChance(1), create=True)
    yield opened
    opened.close()
