"""Importers: files of other desks become conversations, and what is wrong in them is told by line."""

import json
from pathlib import Path

import pytest

from agentdesk.channels.importers import Problem, Row, read_conversations
from agentdesk.lang import Refusal


def read(file: Path) -> tuple[list[Row], list[Problem]]:
    told: list[int] = []
    items = list(read_conversations(file, told.append))
    assert sum(told) == file.stat().st_size
    return [i for i in items if isinstance(i, Row)], [i for i in items if isinstance(i, Problem)]


def test_a_document_may_hold_many_conversations(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    turns = [{"from": "customer", "text": "退款"}]
    file.write_text(json.dumps([{"id": "a", "turns": turns, "score": 3}, {"id": "b"}, {"id": "c", "turns": turns}]))
    rows, problems = read(file)
    assert [row.conversation.id for row in rows] == ["a", "c"]
    assert rows[0].conversation.extra == {"score": 3}
    assert [problem.line for problem in problems] == [2]


def test_a_broken_document_is_told_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('{"id": "a",\n "turns": [}\n')
    _rows, problems = read(file)
    assert [problem.place for problem in problems] == [f"{file}:2:12"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_have_other_separators(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        separator.join(("id", "text", "from")) + "\n" + separator.join(("a", "退款", "bot")) + "\n", "utf-8-sig"
    )
    rows, problems = read(file)
    assert not problems
    assert [(turn.author, turn.text) for turn in rows[0].conversation.turns] == [("bot", "退款")]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"name,text\nx,y\n", [1]),
        (b"id,text\na,\xff\n", [2]),
        (b"id,text\na,b,c\n", [2]),
        (b'id,text\na,"open\n', [2]),
        (b"id,text,from\na,b,martian\n", [2]),
        (b"", [1]),
    ],
)
def test_a_wrong_table_is_told_by_line(tmp_path: Path, content: bytes, places: list[int]) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    _rows, problems = read(file)
    assert [problem.line for problem in problems] == places


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.touch()
    with pytest.raises(Refusal):
        read_conversations(file, lambda _count: None)
