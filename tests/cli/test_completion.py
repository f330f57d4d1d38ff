"""Shells complete commands, options and words."""

import shutil
import subprocess
from collections.abc import Sequence

import pytest

from agentdesk.cli.completion import SHELLS, VARIABLE
from agentdesk.cli.main import run
from agentdesk.cli.root import HOMES
from tests.cli.calls import Calls, told

SYNTAX = {"bash": ("bash", "-n"), "zsh": ("zsh", "-n"), "fish": ("fish", "--no-execute")}


def words(line: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What bash offers for the last word of a line."""
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["agentdesk", *line]))
    monkeypatch.setenv("COMP_CWORD", str(len(line)))
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 0
    return [offered.partition(",")[2] for offered in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (["rero"], {"reroute"}),
        (["rules", "a"], {"apply"}),
        (["queue", "--vi"], {"--view"}),
        (["queue", "--view", "s"], {"snoozed", "solved"}),
        (["completion", ""], set(SHELLS)),
        (["qeue", "--d"], {"--desk"}),
    ],
)
def test_what_a_shell_offers(
    line: list[str], offered: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(words(line, monkeypatch, capsys)) == offered


def test_every_command_is_offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(words([""], monkeypatch, capsys)) == set(HOMES)


def test_the_explanation_beside_a_word_is_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AGENTDESK_LANG", "zh")
    monkeypatch.setenv(VARIABLE, "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "agentdesk cla")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    kind, word, about = capsys.readouterr().out.splitlines()
    assert (kind, word) == ("plain", "claim")
    assert "领取" in about


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_that_the_shell_takes(calls: Calls, shell: str) -> None:
    made = calls("completion", shell)
    assert made.status == 0
    assert VARIABLE in made.out
    if shutil.which(shell):
        done = subprocess.run(SYNTAX[shell], input=made.out, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_refused(calls: Calls) -> None:
    told(calls("completion", "tcsh"), 2, "“tcsh” is none of: bash, zsh, fish.")
