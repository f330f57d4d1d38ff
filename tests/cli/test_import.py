"""`import`: conversations of other desks come in as history, twice is once."""

import json
from pathlib import Path

from tests.cli.calls import Calls


def conversation(name: str, *said: str) -> str:
    """A conversation whose turns alternate, the customer first."""
    turns = [{"from": ("customer", "agent")[n % 2], "text": text, "at_offset_s": 60 * n} for n, text in enumerate(said)]
    return json.dumps({"id": name, "turns": turns, "source": "elsewhere"}, ensure_ascii=False) + "\n"


def test_history_comes_in_and_what_waits_is_opened(desk: Calls) -> None:
    file = desk.folder / "old.jsonl"
    file.write_text(conversation("a", "退款", "已退") + conversation("b", "盗号", "稍等", "快点"), "utf-8")
    first = desk("--as", "root", "import", str(file), "--open", "--json")
    assert (first.status, first.json["opened"], first.json["archived"]) == (0, 1, 1)
    again = desk("--as", "root", "import", str(file), "--open", "--json")
    assert (again.json["known"], again.json["opened"]) == (2, 0)
    assert [t["team"] for t in desk("queue", "--json").json] == ["risk"]
    assert len(desk("queue", "--all", "--json").json) == 2


def test_two_desks_with_the_same_ids_stay_apart(desk: Calls) -> None:
    file, other = desk.folder / "old.jsonl", desk.folder / "other.jsonl"
    file.write_text(conversation("a", "退款", "已退"), "utf-8")
    other.write_text(conversation("a", "盗号", "已冻结"), "utf-8")
    desk("import", str(file))
    assert desk("import", "--source", "east", str(other), "--json").json["archived"] == 1
    assert desk("import", "--source", "east", str(other), "--json").json["known"] == 1
    assert desk("import", str(file), "--json").json["known"] == 1
    assert len({ticket["customer"] for ticket in desk("queue", "--all", "--json").json}) == 2


def test_a_conversation_that_has_grown_gets_what_is_new(desk: Calls) -> None:
    file = desk.folder / "old.jsonl"
    file.write_text(conversation("a", "退款", "已退"), "utf-8")
    desk("import", str(file))
    file.write_text(conversation("a", "退款", "已退", "没到", "明天到"), "utf-8")
    assert desk("import", str(file)).out == "1 known conversations got messages that were new.\n"


def test_what_is_refused_is_told_by_file_and_line(desk: Calls) -> None:
    file = desk.folder / "old.jsonl"
    lines = [conversation("a", "退款"), '{"id": "b"}\n', "{oops\n", '{"id": "k", "title": "t", "body": "x"}\n']
    file.write_text("".join(lines), "utf-8")
    ran = desk("import", str(file))
    assert ran.status == 2
    assert ran.out.splitlines() == ["1 conversations came in as history.", "3 were refused, as told above."]
    assert [line[: len(f"{file}:2")] for line in ran.err.splitlines()] == [f"{file}:{n}" for n in (2, 3, 4)]
    assert ran.err.splitlines()[2].endswith("agentdesk kb import takes it in.")


def test_a_dry_run_changes_nothing(calls: Calls) -> None:
    file = calls.folder / "old.jsonl"
    file.write_text(conversation("a", "退款"), "utf-8")
    ran = calls("import", "--dry-run", str(file))
    assert (ran.status, ran.out) == (0, "1 conversations are fit to come in; nothing was changed.\n")
    assert not calls.path.exists()


def test_a_table_comes_in_too(desk: Calls) -> None:
    file = desk.folder / "old.csv"
    file.write_text(
        "id,customer,name,tier,channel,from,at,text,shop\n"
        "c1,u1,林晓,vip,phone,customer,2026-01-02T03:04:05+08:00,我要退款,甲\n"
        "c2,u2,陈,,,,,在吗,\n"
        'c1,u1,林晓,vip,phone,agent,2026-01-02T03:05:05+08:00,"两行\n文字",甲\n'
        ",,,,,,,没有编号,\n",
        "utf-8",
    )
    ran = desk("import", str(file), "--json")
    assert (ran.status, ran.json["archived"], ran.json["refused"]) == (2, 2, 1)
    assert ran.err == f"{file}:6: The row has no id.\n"
    (phone,) = [t for t in desk("queue", "--all", "--json").json if t["channel"] == "phone"]
    assert (phone["created_at"], phone["messages"], phone["tier"]) == (1767294245000, 2, "vip")


def test_a_file_of_another_kind(desk: Calls, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.touch()
    assert desk("import", str(file)).status == 2
    gone = tmp_path / "gone.csv"
    assert desk("import", str(gone)).err == f"{gone}: there is no such file or folder\n"
    assert desk("--lang", "zh", "import", str(gone)).err == f"{gone}：没有这个文件或文件夹\n"
