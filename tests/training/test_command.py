"""`agentdesk replay` and `agentdesk session` at the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Calls, message, told
from tests.training.files import MOVES, write


@pytest.fixture
def calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Calls:
    return Calls(tmp_path, capsys)


def test_a_session_is_told_as_text(calls: Calls) -> None:
    file = str(write(calls.folder))
    page = calls("replay", file, "--plain").out
    assert "14:00:10  +10s  李敏  claims" in page
    assert "Why: 给时间" in page
    assert "⌕ KB-0107" in page
    assert "→ open" in page
    later = calls("replay", file, "--plain", "--from", "5").out
    assert "+1m " in later
    assert "+10s" not in later
    chinese = calls("replay", file, "--plain", "--lang", "zh").out
    assert "领取" in chinese
    assert "training." not in page + chinese


def test_a_sample_session_is_played_by_its_name(calls: Calls) -> None:
    steps = calls("replay", "creator-withdrawal", "--json").lines
    assert [step["number"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1]["ticket"]["state"] == "solved"
    assert not any(step.get("refused") for step in steps)


def test_what_cannot_be_played_is_told(calls: Calls) -> None:
    assert calls("replay", "nothing").status == 2
    assert calls("replay", "refund-failed").status == 2  # the screen needs a terminal
    told(calls("replay", "refund-failed", "--speed", "0"), 2, "--speed takes a number from 0.1 to 1000.")
    file = write(calls.folder, MOVES.replace("limin", "limni"))
    ran = calls("replay", str(file), "--plain")
    assert ran.status == 2
    assert ran.err.startswith(f"{file}:10:")


def test_a_session_is_made_of_a_ticket_and_checked(calls: Calls) -> None:
    calls.found()
    (number,) = calls.receive(message("我叫林晓，退款没到，电话13800138000", conversation="c9"))
    calls("reply", str(number), "好的", "--as", "ann")
    file = calls.folder / "made.yaml"
    assert calls("session", "make", str(number), "--out", str(file)).status == 0
    assert "林晓" not in file.read_text("utf-8")
    told(calls("session", "make", str(number), "--out", str(file)), 1, f"{file} is there already; choose another name.")
    assert "by: ann" in calls("session", "make", str(number)).out
    checked = calls("session", "check", str(file), "refund-failed")
    assert (checked.status, checked.out) == (0, "2 sessions are in order.\n")
    assert calls("session", "make", "77777").status == 1


def test_problems_are_told_with_file_line_and_column(calls: Calls) -> None:
    file = write(calls.folder, MOVES.replace("payments", "paymnts"))
    ran = calls("session", "check", str(file))
    told(ran, 1, f"{file}:16:5: error: there is no team “paymnts”; did you mean payments?")
    (problem,) = calls("session", "check", str(file), "--json").json
    assert (problem["line"], problem["column"], problem["severity"]) == (16, 5, "error")
