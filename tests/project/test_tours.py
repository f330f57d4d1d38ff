"""The pages show real commands with their real output: each is run on the sample desk, in the page's order."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.cli.main import run
from tests.cli.calls import environment
from tests.project.test_docs import CONSOLE

PAGES = {
    "README.md": "en",
    "README.zh.md": "zh",
    "docs/agent.md": "en",
    "docs/supervisor.md": "en",
    "docs/trainer.md": "en",
    "docs/lead.md": "en",
}
TICKET_ROW = re.compile(r"^\s*(!?-?0+\S*|↩ ?\S+|z \S+)\s+#0")
"""A row of the queue: it moves with the time of day."""


def calls(page: str) -> Iterator[tuple[str, list[str]]]:
    """Every command of a page with the lines shown below it."""
    for block in CONSOLE.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield command, shown


def plain(line: str) -> str:
    """A line without its numbers and hashes, which differ from day to day, up to where the page cuts it."""
    line = re.sub(r"\b(?=[a-f]*[0-9])[0-9a-f]{6}\b", "0", line)
    return re.sub(r"\s+", " ", re.sub(r"[0-9]+", "0", line.partition("…")[0])).strip()


class Shell:
    """A folder with the sample desk, the shipped files, and the rule files that the pages speak of."""

    def __init__(self, folder: Path, sample: Path, checkout: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture
        for name in ("rules", "sample_data"):
            (folder / name).symlink_to(checkout / name)
        shutil.copytree(checkout / "rules", folder / "my-rules")
        lead = (checkout / "docs" / "lead.md").read_text("utf-8")
        mine = re.search(r"^```yaml\n(.*?)^```", lead, re.DOTALL | re.MULTILINE)
        assert mine is not None
        self.mine = folder / "my-rules" / "97_mine.yaml"
        self.mine.write_text(mine[1], "utf-8")
        shutil.copytree(sample, folder, dirs_exist_ok=True)

    def __call__(self, command: str) -> list[str]:
        """What a command prints, on both streams."""
        before, _, last = command.rpartition(" | ")
        words = shlex.split(last)[1:]
        if not before:
            run(words)
            seen = self._capture.readouterr()
            return (seen.out + seen.err).splitlines()
        done = subprocess.run(
            [sys.executable, "-m", "agentdesk", *words],
            input=" ".join(shlex.split(before)[1:]),
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample desk alone."""
    folder = tmp_path_factory.mktemp("sample")
    assert run(["demo", "--into", str(folder / "desk.db")]) == 0
    return folder


@pytest.fixture
def shell(
    tmp_path: Path, sample: Path, checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Somebody's shell in that folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AGENTDESK_DESK", str(tmp_path / "desk.db"))
    monkeypatch.setenv("COLUMNS", "140")
    return Shell(tmp_path, sample, checkout, capsys)


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_shows_is_what_happens(
    shell: Shell, checkout: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGENTDESK_LANG", PAGES[name])
    if name.startswith("README"):  # the slip that the page shows
        shell.mine.write_text(shell.mine.read_text("utf-8").replace("points:", "pionts:"), "utf-8")
    for command, shown in calls((checkout / name).read_text("utf-8")):
        said = [plain(line) for line in shell(command)]
        for line in map(plain, shown):
            if line and not TICKET_ROW.match(line):
                assert any(found.startswith(line) for found in said), (command, line, said)
