"""What every test may count on: a home of its own, no settings from outside, examples that can be repeated."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "agentdesk",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("agentdesk")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let nothing of the person who runs the tests be read or changed; speak English."""
    home = tmp_path_factory.mktemp("home")
    ours = ("AGENTDESK_", "XDG_", "LC_")
    sizes = {"COLUMNS", "LINES"}  # a parallel run sets them, and a program would believe them before its terminal
    for name in [name for name in os.environ if name.startswith(ours) or name in sizes]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("AGENTDESK_LANG", "en")
    return home


@pytest.fixture
def checkout() -> Path:
    """The folder that holds the whole project."""
    return ROOT
