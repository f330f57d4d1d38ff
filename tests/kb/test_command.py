"""`agentdesk kb`: the knowledge base for scripts."""

from pathlib import Path

import pytest

from agentdesk.resources import shipped
from tests.cli.calls import Calls, told

ARTICLES = str(shipped("sample_data") / "articles")


@pytest.fixture
def calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Calls:
    """The command line on a desk with the shipped articles; ann works there."""
    made = Calls(tmp_path, capsys)
    made.found()
    assert made("--as", "ann", "kb", "import", ARTICLES).out == "44 articles: 44 new, 0 changed, 0 unchanged.\n"
    return made


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let $EDITOR change the file with a line of sed; its clock may not have moved on since it was written."""
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\nsed -i '{script}' \"$1\"\ntouch -d '2030-01-01' \"$1\"\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(path))


def test_importing_twice_is_importing_once(calls: Calls) -> None:
    ran = calls("--as", "ann", "kb", "import", ARTICLES, "--json")
    assert (ran.status, ran.json) == (0, {"new": 0, "changed": 0, "same": 44, "refused": []})


def test_what_is_refused_is_told_and_the_rest_is_in(calls: Calls) -> None:
    path = calls.folder / "more.jsonl"
    path.write_text('{"id": "X-1", "title": "新"}\n{"id": "X-2"}\n', "utf-8")
    ran = calls("--as", "ann", "kb", "import", str(path))
    told(ran, 2, f"{path}:2:1: the article has no title")
    assert ran.out == "1 article: 1 new, 0 changed, 0 unchanged.\n"
    assert calls("kb", "show", "X-1", "--json").json["title"] == "新"


def test_a_dry_run_only_checks(calls: Calls) -> None:
    path = calls.folder / "more.md"
    path.write_text("# 新\n", "utf-8")
    assert calls("kb", "import", str(path), "--dry-run").out == "1 article can be brought in.\n"
    assert calls("kb", "import", str(path), "--dry-run", "--json").json == {"articles": 1, "refused": []}
    assert calls("kb", "show", "more").status == 1


def test_a_file_that_is_not_there_is_one_sentence(calls: Calls) -> None:
    ran = calls("--as", "ann", "kb", "import", "/no/such.md")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1


def test_search_prints_title_and_snippet(calls: Calls) -> None:
    first, snippet, *_ = calls("kb", "search", "发票").out.splitlines()
    assert first.startswith("KB-0119  ")
    assert "发票" in snippet
    hits = calls("kb", "search", "refund", "not", "arrived", "--json", "--limit", "2").json
    assert [set(hit) for hit in hits] == [{"id", "title", "snippet", "used", "lang", "spans"}] * 2
    assert hits[0]["id"] in {"KB-0136", "KB-0137"}


def test_nothing_found_is_status_one(calls: Calls) -> None:
    ran = calls("kb", "search", "zzqx")
    assert (ran.status, ran.out) == (1, 'No article holds "zzqx". Try fewer or other words.\n')


def test_show_prints_an_article(calls: Calls) -> None:
    out = calls("kb", "show", "KB-0107").out
    assert out.startswith("渠道退款失败怎么补款\nKB-0107  zh  [退款]  [补款]  [支付]\n\n**怎么判断**")
    assert "Past questions:\n  - 显示退款成功但是钱没到\n" in out
    told(
        calls("kb", "show", "KB-7"),
        1,
        'there is no article "KB-7"; `agentdesk kb search` finds articles by their words',
    )


def test_export_gives_back_what_was_imported(calls: Calls) -> None:
    folder = calls.folder / "out"
    assert calls("kb", "export", str(folder)).out == f"44 articles written to {folder}.\n"
    assert calls("--as", "ann", "kb", "import", str(folder), "--json").json["same"] == 44


def test_eval_gives_shares_of_one(calls: Calls) -> None:
    path = calls.folder / "q.jsonl"
    path.write_text('{"query": "渠道退款失败", "relevant": ["KB-0107"]}\n', "utf-8")
    assert calls("kb", "eval", str(path), "--json").json == {
        "queries": 1, "mrr_10": 1.0, "recall_1": 1.0, "recall_5": 1.0, "recall_10": 1.0,
    }  # fmt: skip
    assert calls("kb", "eval", str(path)).out.startswith("1 query\n1.000  mean reciprocal rank")


def test_an_article_is_changed_in_the_editor(calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(tmp_path, monkeypatch, "s/^title: .*/title: 新标题/")
    ran = calls("--as", "ann", "kb", "edit", "KB-0107")
    assert ran.status == 0, ran.err
    assert calls("kb", "show", "KB-0107", "--json").json["title"] == "新标题"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("s/^title: .*/title: [a, b]/", "KB-0107.md:3:8: "),
        ("s/^id: .*/id: KB-8/", "KB-0107.md:1:1: the id must stay KB-0107"),
    ],
)
def test_a_slip_in_the_editor_loses_nothing(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    editor(tmp_path, monkeypatch, script)
    before = calls("kb", "show", "KB-0107", "--json").json
    ran = calls("--as", "ann", "kb", "edit", "KB-0107")
    assert ran.status == 2
    kept, problem = ran.err.splitlines()
    assert problem.startswith(sentence)
    path = Path(kept.removeprefix("What you wrote is kept in ").removesuffix("."))
    assert "怎么判断" in path.read_text("utf-8")
    assert calls("kb", "show", "KB-0107", "--json").json == before


def test_an_editor_that_changes_nothing_changes_nothing(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert calls("--as", "ann", "kb", "edit", "KB-0107").out == "KB-0107 stays as it was.\n"


def test_it_runs_as_a_process_in_chinese(calls: Calls) -> None:
    ran = calls.process("--lang", "zh", "kb", "search", "zzqx")
    assert (ran.status, ran.out) == (1, "没有知识包含“zzqx”。请减少词语或换个说法。\n")
