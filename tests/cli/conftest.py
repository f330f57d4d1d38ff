from pathlib import Path

import pytest

from tests.cli.calls import Calls


@pytest.fixture
def calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Calls:
    """The command line, where no desk is yet."""
    return Calls(tmp_path, capsys)


@pytest.fixture
def desk(calls: Calls) -> Calls:
    """The command line, on a desk with its people."""
    calls.found()
    return calls
