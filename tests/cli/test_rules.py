"""`rules`: rules as code."""

from pathlib import Path

import pytest

from tests.cli.calls import RULES, Calls, message


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with rules of our own."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "desk.yaml").write_text(RULES.replace("points: 10", "points: 90"), "utf-8")
    return made


def test_good_rules_are_fit_to_go_in_force(calls: Calls, folder: Path) -> None:
    ran = calls("rules", "check", str(folder))
    assert (ran.status, ran.err, ran.out) == (0, "", "1 files are fit to go in force (0 warnings).\n")
    assert calls("rules", "test", str(folder)).out == "4 tests passed, 2 rules.\n"


def test_an_error_is_told_with_its_place(calls: Calls, folder: Path) -> None:
    (folder / "more.yaml").write_text("rules:\n  - id: x\n    wenn: {words: [a]}\n", "utf-8")
    ran = calls("rules", "check", str(folder))
    assert ran.status == 1
    assert f"{folder}/more.yaml:3:5: error: " in ran.err
    document = calls("rules", "check", str(folder), "--json").json
    assert (3, 5, "error") in [(found["line"], found["column"], found["severity"]) for found in document]
    assert calls("rules", "test", str(folder)).status == 2


def test_a_test_that_fails_says_why(calls: Calls, folder: Path) -> None:
    (folder / "desk.yaml").write_text(RULES.replace("match: [我要退款]", "match: [我要退货]"), "utf-8")
    ran = calls("rules", "test", str(folder))
    assert ran.status == 1
    assert ran.err.startswith(f"{folder}/desk.yaml:10:21: refund: “我要退货” – ")


def test_a_folder_that_is_not_there(calls: Calls) -> None:
    assert calls("rules", "check", "/nowhere/at/all").status == 2


def test_a_message_is_explained_by_the_rules_in_force(desk: Calls) -> None:
    explained = desk("rules", "explain", "我要退款", "--tier", "vip")
    assert explained.status == 0
    assert "refund" in explained.out
    document = desk("rules", "explain", "我要退款", "--json").json
    assert (document["verdict"]["route"], [rule["id"] for rule in document["rules"]]) == ("funds", ["refund"])
    why_not = desk("rules", "explain", "我要退款", "--why-not", "stolen")
    assert "✗" in why_not.out
    assert desk("rules", "explain", "x", "--why-not", "stollen").err.endswith("the nearest is “stolen”.\n")
    assert desk("rules", "explain", "x", "--time", "25:00").status == 2


def test_rules_can_be_tried_without_putting_them_in_force(desk: Calls, folder: Path) -> None:
    document = desk("--rules", str(folder), "rules", "explain", "退款", "--json").json
    assert document["verdict"]["priority"] == "urgent"
    desk.receive(message("退款"))
    assert desk("queue", "--json").json[0]["priority"] == "normal"


def test_a_lead_applies_rules_and_takes_them_back(desk: Calls, folder: Path) -> None:
    assert desk("rules", "apply", str(folder), "--why", "Friday", "--as", "ann").status == 1
    assert desk("rules", "apply", str(folder), "--why", "Friday", "--as", "cy").status == 0
    desk.receive(message("退款"))
    assert desk("queue", "--json").json[0]["priority"] == "urgent"
    assert desk("rules", "rollback", "--as", "cy").status == 0
    rows = desk("rules", "list").out.splitlines()
    assert len(rows) == 3
    assert "Cy" in rows[1]
    assert rows[1].endswith("Friday")
    assert desk("rules", "rollback", "0000", "--as", "cy").status == 1


def test_apply_tells_what_is_wrong_where_an_editor_finds_it(desk: Calls, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    file = folder / "desk.yaml"
    file.write_text(RULES.replace("points: 10", "pionts: 10"), "utf-8")
    wrong = desk("rules", "apply", str(folder), "--as", "cy")
    assert wrong.status == 2
    assert wrong.err.startswith(f"{file}:")
    assert "points" in wrong.err
    file.write_text(RULES, "utf-8")
    mine = folder / "mine.yaml"
    mine.write_text("rules: [{id: mine, when: {words: 红}, then: {tags: a}, tests: {match: [绿]}}]\n", "utf-8")
    failed = desk("rules", "apply", str(folder), "--as", "cy")
    assert failed.status == 2
    assert f"{mine}:1:71: mine: “绿” – " in failed.err
