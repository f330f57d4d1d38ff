"""The shipped data is found in a checkout."""

from pathlib import Path
from typing import Literal

import pytest

from agentdesk.resources import shipped


@pytest.mark.parametrize("name", ["rules", "sample_data"])
def test_a_checkout_shows_its_own_folders(checkout: Path, name: Literal["rules", "sample_data"]) -> None:
    assert shipped(name) == checkout / name
