"""Articles in files and folders: what can be read is read, what cannot is told with its place."""

from pathlib import Path

import pytest

from agentdesk.kb.files import read_files, write_folder
from agentdesk.model import Article
from agentdesk.resources import shipped

LINES = """{"id": "A-1", "title": "退款", "body": "三天", "tags": ["钱"], "lang": "zh", "similar": ["钱呢"], "source": "faq", "n": 3}

{"id": 2, "title": "Refunds", "lang": null}
"""  # noqa: E501


def lines(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kb.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_json_lines_are_articles_and_unknown_fields_are_kept(tmp_path: Path) -> None:
    reading = read_files([lines(tmp_path, LINES)])
    extra = {"source": "faq", "n": 3}
    first = Article(id="A-1", title="退款", body="三天", tags=("钱",), lang="zh", similar=("钱呢",), extra=extra)
    assert reading.articles == (first, Article(id="2", title="Refunds"))
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"id": "a", "title": 退}', "kb.jsonl:1:22: the line is not JSON from here on"),
        ("[1]", "kb.jsonl:1:1: each line must be a JSON object with an id and a title"),
        ('{"id": "a"}', "kb.jsonl:1:1: the article has no title"),
        ('{"title": "a"}', "kb.jsonl:1:1: the article has no id"),
        ('{"id": "a", "title": 3}', "kb.jsonl:1:1: title must be a text"),
        ('{"id": "a", "title": "b", "tags": "c"}', "kb.jsonl:1:1: tags must be a list of texts"),
        ('{"id": "a", "title": "b", "标签": [1]}', "kb.jsonl:1:1: 标签 must be a list of texts"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path, line: str, sentence: str) -> None:
    reading = read_files([lines(tmp_path, f'{line}\n{{"id": "ok", "title": "ok"}}\n')])
    assert [article.id for article in reading.articles] == ["ok"]
    (problem,) = reading.problems
    assert problem.line("en").startswith(f"{tmp_path}/{sentence}")


def test_bytes_that_are_not_utf8_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("# 好\n退款 ".encode() + "退款".encode("gbk"))
    (problem,) = read_files([path]).problems
    assert problem.line("en") == f"{path}:2:8: the file is not UTF-8 from here on; save it as UTF-8"


def test_an_id_that_comes_twice_is_told_with_the_first_place(tmp_path: Path) -> None:
    path = lines(tmp_path, '{"id": "a", "title": "1"}\n{"id": "a", "title": "2"}\n')
    reading = read_files([path])
    assert [article.title for article in reading.articles] == ["1"]
    assert reading.problems[0].line("en").startswith(f"{path}:2:1: the id a was given before, at kb.jsonl:1; ")


def test_a_folder_is_read_whole_but_for_readme_and_hidden_files(tmp_path: Path) -> None:
    for name in ("a.md", "deep/b.markdown", "README.md", ".git/c.md", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# T\n", "utf-8")
    assert [article.id for article in read_files([tmp_path]).articles] == ["a", "b"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (problem,) = read_files([tmp_path]).problems
    assert problem.message.code == "kb.empty_folder"


def test_the_shipped_articles_survive_being_written_and_read(tmp_path: Path) -> None:
    reading = read_files([shipped("sample_data") / "articles"])
    assert len(reading.articles) > 40
    assert reading.problems == ()
    assert write_folder(tmp_path / "out", reading.articles) == len(reading.articles)
    assert read_files([tmp_path / "out"]).articles == tuple(sorted(reading.articles, key=lambda article: article.id))


def test_hostile_ids_stay_inside_the_folder_and_apart(tmp_path: Path) -> None:
    names = ("../../up", "a/b", "A_b", "a_b", "..", "退款", "x" * 300)
    articles = [Article(id=name, title="t") for name in names]
    assert write_folder(tmp_path / "out", articles) == len(names)
    assert len(list((tmp_path / "out").iterdir())) == len(names)
    assert {article.id for article in read_files([tmp_path / "out"]).articles} == set(names)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_writing_again_replaces_and_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for title in ("one", "two"):
        write_folder(tmp_path, [Article(id="a", title=title)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "mine.txt"]
    assert read_files([tmp_path]).articles[0].title == "two"
