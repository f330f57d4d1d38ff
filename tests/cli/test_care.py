"""Care of the store: backup, restore, verify, rebuild, erase, link, doctor."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Calls, message, told


def test_a_backup_is_verified_and_put_back(desk: Calls, tmp_path: Path) -> None:
    desk.receive(message("退款"))
    saved = tmp_path / "saved.db"
    assert desk("backup", str(saved)).status == 0
    told(desk("backup", str(saved)), 2, desk("backup", str(saved)).err.strip())
    desk.receive(message("盗号", conversation="b"))
    assert desk("restore", str(saved)).status == 2
    restored = desk("restore", str(saved), "--force")
    assert restored.status == 0
    kept = Path(restored.out.split("kept at ")[1].strip(" .\n"))
    assert kept.exists()
    assert [t["tags"] for t in desk("queue", "--json").json] == [["退款"]]
    assert desk("verify").out == "The file, every chain and every table are as they should be.\n"


def test_a_damaged_backup_changes_nothing(desk: Calls, tmp_path: Path) -> None:
    desk.receive(*(message(f"退款 {n}", conversation=str(n)) for n in range(50)))
    saved = tmp_path / "saved.db"
    desk("backup", str(saved))
    raw = bytearray(saved.read_bytes())
    at = raw.find("退款 33".encode())
    raw[at : at + 6] = "还款".encode()
    saved.write_bytes(raw)
    ran = desk("restore", str(saved), "--force")
    assert (ran.status, ran.err.startswith(f"{saved} is damaged")) == (1, True)
    assert len(desk("queue", "--json").json) == 50
    assert sorted(path.name for path in desk.path.parent.glob("desk.db.*")) == ["desk.db.d"]
    assert desk("restore", str(tmp_path / "people.yaml"), "--force").status == 1


def test_the_tables_are_made_again(desk: Calls) -> None:
    desk.receive(message("退款"))
    before = desk("queue", "--json").json
    assert desk("rebuild").out.startswith("The tables were made again from ")
    assert desk("queue", "--json").json == before
    assert desk("verify", "--json").json == []


def test_an_erased_customer_leaves_no_word_behind(desk: Calls) -> None:
    (number,) = desk.receive(message("退款，电话 13812345678"))
    desk("note", str(number), "林晓的退款", "--as", "ann")
    answers = desk.path.parent / "desk.db.d" / "channel" / "out"
    answers.mkdir(parents=True)
    (answers / f"{number}-3.json").write_text("林晓", "utf-8")
    assert desk("erase", "chat:u7", "--as", "cy").status == 2
    assert desk("erase", "chat:u7", "--as", "ann", "--yes").status == 1
    erased = desk("erase", "chat:u7", "--as", "cy", "--yes", "--json")
    assert (erased.status, erased.json["tickets"]) == (0, [number])
    page = desk("ticket", str(number)).out
    assert "林晓" not in page
    assert "(erased)" in page
    assert desk("find", "13812345678").status == 1
    assert desk("verify").status == 0
    everything = b"".join(file.read_bytes() for file in desk.path.parent.rglob("*") if file.is_file())
    assert "林晓".encode() not in everything
    assert b"13812345678" not in everything


def test_two_customers_are_one_person(desk: Calls) -> None:
    desk.receive(message("退款"), message("退款", channel="email", customer={"id": "lin@example.org"}))
    assert desk("link", "email:lin@example.org", "chat:u7", "--as", "ann").status == 0
    (again,) = desk.receive(message("还有", channel="email", customer={"id": "lin@example.org"}, conversation="z"))
    assert desk("ticket", str(again), "--json").json["customer"]["name"] == "林晓"
    assert desk("link", "9999", "1", "--as", "ann").status == 1


def test_the_doctor_looks_at_everything(desk: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = desk("doctor")
    assert "✓ SQLite" in ran.out
    assert "! Nobody keeps the desk's time" in ran.out
    found = {finding["code"]: finding["level"] for finding in desk("doctor", "--json").json}
    assert (found["cli.doctor_rules"], found["cli.doctor_locks"]) == ("ok", "ok")


def test_the_doctor_says_what_to_do_where_there_is_no_desk(calls: Calls) -> None:
    ran = calls("doctor")
    assert "agentdesk init makes one" in ran.out
    assert not calls.path.exists()


def test_the_doctor_finds_a_broken_file(calls: Calls) -> None:
    calls.path.write_text(json.dumps({"no": "desk"}) * 500)
    ran = calls("doctor")
    assert ran.status == 1
    assert "✗" in ran.out
