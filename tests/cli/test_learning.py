"""`rules learn` and `rules eval`."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import Calls

pytest.importorskip("scipy", reason="learning needs the extra agentdesk[learn]")


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A file of labelled messages."""
    texts = {"退款": ("我要退款", "怎么退钱"), "配送": ("快递到哪了", "送货太慢")}
    ends = ("", "？", "！", "，谢谢", "，急", "，在吗", "……", "，看看", "呢", "啊")
    lines = [
        {"id": end + text, "text": text + end, "label": tag, "lang": "zh"}
        for tag in texts
        for text in texts[tag]
        for end in ends
    ]
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return file


def test_what_is_learned_can_be_checked_and_evaluated(calls: Calls, labelled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "learned"
    folder.mkdir()
    (folder / "old.learned.yaml").write_text("rules: []", "utf-8")
    ran = calls("rules", "learn", str(labelled), "--out", str(folder), "--terms", "40", "--json")
    assert (ran.status, ran.json["files"]) == (0, 2)
    assert sorted(path.name for path in folder.iterdir()) == ["退款.learned.yaml", "配送.learned.yaml"]
    assert calls("rules", "check", str(folder)).status == 0
    found = calls("--rules", str(folder), "rules", "eval", str(labelled), "--json").json
    assert (found["accuracy"], found["top3"]) == (1.0, 1.0)


def test_eval_learns_from_four_fifths_and_judges_the_rest(calls: Calls, labelled: Path) -> None:
    found = calls("rules", "eval", str(labelled), "--json").json
    assert {"accuracy", "macro_f1", "top3", "surest_50", "surest_70"} <= found.keys()
    shown = calls("rules", "eval", str(labelled), "--lang", "en")
    assert shown.out.splitlines()[:2] == ["40 messages", "1.000 first tag right"]


def test_a_file_that_cannot_be_read_is_told(calls: Calls) -> None:
    ran = calls("rules", "eval", "/nowhere/messages.jsonl")
    assert ran.status == 2
    assert "/nowhere/messages.jsonl:1:1" in ran.err
