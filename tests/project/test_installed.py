"""Somebody installs the wheel into an environment of their own and opens the demo there, without a checkout."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.terminal import Terminal

HAS_PIP = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0

pytestmark = pytest.mark.skipif(not HAS_PIP, reason="installing needs pip")


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`agentdesk` in an environment that holds the wheel and sees the dependencies installed here; no network."""
    home = tmp_path_factory.mktemp("home") / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", str(home))
    python = home / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel))
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home / "bin" / "agentdesk"


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd="/", env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_the_installed_desk_is_the_one_that_runs(program: Path) -> None:
    home = program.parent.parent
    found = _run(str(home / "bin" / "python"), "-c", "import agentdesk; print(agentdesk.__file__)")
    assert Path(found.strip()).is_relative_to(home)


def test_an_installed_desk_opens_the_demo(program: Path) -> None:
    with Terminal("demo", "--lang", "en", program=program) as terminal:
        terminal.wait_for("#100")
        terminal.press("?")
        terminal.wait_for("take the first free ticket")
        assert terminal.leave() == 0


def test_an_installed_desk_speaks_chinese_on_the_command_line(program: Path, tmp_path: Path) -> None:
    desk = str(tmp_path / "desk.db")
    assert desk in _run(str(program), "--lang", "zh", "demo", "--into", desk)
    assert "编号" in _run(str(program), "--lang", "zh", "--desk", desk, "queue", "--limit", "3")
