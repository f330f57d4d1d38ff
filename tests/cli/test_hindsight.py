"""`rules backtest` and `rules coverage`: what the past says of rules."""

from pathlib import Path

import pytest

from agentdesk.lab.backtest import backtest
from agentdesk.lab.past import Past, from_file
from tests.cli.calls import RULES, Calls, message


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Changed rules: refunds are urgent and go to another team."""
    made = tmp_path / "mine"
    made.mkdir()
    changed = RULES.replace("points: 10, route: funds", "points: 90, route: risk")
    (made / "desk.yaml").write_text(changed, "utf-8")
    return made


def test_a_change_is_tried_on_the_past(desk: Calls, folder: Path) -> None:
    first, second, third = desk.receive(
        message("我要退款", conversation="a"), message("盗号了", conversation="b"), message("refund", conversation="c")
    )
    assert desk("reroute", str(third), "--team", "risk", "--note", "theirs", "--as", "ann").status == 0
    found = desk("rules", "backtest", str(folder), "--json").json
    assert (found["tickets"], found["messages"], found["changed"], found["held_fixed"]) == (3, 3, 2, True)
    assert found["counts"] == {"priority": 2, "team": 1, "order": 2}
    teams = [row for row in found["differences"] if row["what"] == "team"]
    assert teams == [{"what": "team", "was": "funds", "now": "risk", "tickets": 1, "examples": [str(first)]}]
    assert (found["to_urgent"], found["forward"], found["back"]) == (2, 2, 0)
    assert second not in {int(name) for row in found["differences"] for name in row["examples"]}
    told = desk("rules", "backtest", str(folder))
    assert told.out.splitlines()[0].endswith("2 of 3 tickets (3 messages) come out differently.")
    assert "Funds → Risk" in told.out
    assert "normal → urgent" in told.out
    assert "普通 → 紧急" in desk("rules", "backtest", str(folder), "--lang", "zh").out
    assert "held fixed" in told.out


def test_the_rules_in_force_change_nothing(desk: Calls) -> None:
    desk.receive(message("我要退款"))
    ran = desk("rules", "backtest", str(desk.folder / "rules"), "--fail-if", "changed>0")
    assert (ran.status, ran.err) == (0, "")


def test_a_limit_ends_with_status_1(desk: Calls, folder: Path) -> None:
    desk.receive(message("我要退款"), message("你好", conversation="x"))
    ran = desk("rules", "backtest", str(folder), "--fail-if", "team>5%", "--fail-if", "late>0")
    assert (ran.status, ran.err) == (1, "Beyond the limit: team>5%.\n")
    assert desk("rules", "backtest", str(folder), "--fail-if", "team>50%").status == 0
    assert desk("rules", "backtest", str(folder), "--fail-if", "teams>5").status == 2


def test_a_file_of_messages_stands_for_the_past(desk: Calls, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_text(message("退款", id="m1") + "{\n" + message("你好", id=7) + message("", id="m9"), "utf-8")
    ran = desk("rules", "backtest", str(folder), "--file", str(file), "--json")
    assert ran.status == 2
    assert [line.split(": ")[0] for line in ran.err.splitlines()] == [f"{file}:2", f"{file}:4"]
    assert (ran.json["tickets"], ran.json["counts"]) == (2, {"priority": 1, "team": 1})
    assert desk("rules", "backtest", str(folder), "--file", "nowhere.jsonl").status == 2


def test_only_what_came_since(desk: Calls, folder: Path) -> None:
    desk.receive(message("退款", at="2026-01-05T10:00:00+08:00"), message("退款", conversation="new"))
    assert desk("rules", "backtest", str(folder), "--since", "2026-02-01", "--json").json["tickets"] == 1
    assert desk("rules", "backtest", str(folder), "--since", "soon").status == 2


def test_many_messages_are_judged_in_processes_of_their_own(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    lines = (message("退款" if number % 3 else "你好", id=f"m{number}") for number in range(6_000))
    file.write_text("".join(lines), "utf-8")
    then, now = {"desk.yaml": RULES}, {"desk.yaml": (folder / "desk.yaml").read_text("utf-8")}
    found = [
        backtest(then, now, (one for one in from_file(file) if isinstance(one, Past)), 0, processes)
        for processes in (1, 2)
    ]
    assert found[0] == found[1]
    assert (found[0].messages, found[0].counts) == (6_000, {"priority": 4_000, "team": 4_000})


def test_a_changed_promise_moves_deadlines(desk: Calls, folder: Path) -> None:
    ticket, _ = desk.receive(message("我要退款", at="2026-01-05T10:00:00+08:00"), message("你好", conversation="x"))
    text = (folder / "desk.yaml").read_text("utf-8").replace("first_response: 4h", "first_response: 2h")
    (folder / "desk.yaml").write_text(text, "utf-8")
    found = desk("rules", "backtest", str(folder), "--json").json
    first = found["clocks"][0]
    assert (first["kind"], first["earlier"], first["later"]) == ("first_response", 2, 0)
    assert (first["late_then"], first["late_now"]) == (1, 1)
    assert ticket


def test_coverage_tells_what_people_made_of_the_rules(desk: Calls) -> None:
    agreed, corrected, _ = desk.receive(
        message("我要退款", conversation="a"), message("退款", conversation="b"), message("发票呢", conversation="c")
    )
    desk("claim", str(agreed), "--as", "ann")
    desk("tag", str(corrected), "--as", "ann", "--", "-退款")
    found = desk("rules", "coverage", "--json").json
    refund = next(rule for rule in found["rules"] if rule["id"] == "refund")
    assert (refund["fired"], refund["agreed"], refund["corrected"]) == (2, 1, 1)
    assert (found["judged"], found["untouched"], found["dead"]) == (3, 1, ["stolen"])
    told = desk("rules", "coverage").out
    assert told.startswith("3 messages judged; on 1 of them no rule acted.\n")
    assert "1 rules that never fired: stolen" in told
