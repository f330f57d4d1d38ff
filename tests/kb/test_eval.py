"""Search measured: reciprocal rank and recall over queries whose answers are known."""

from pathlib import Path

import pytest

from agentdesk.desk import Desk
from agentdesk.kb.eval import Figures, Query, evaluate, read_queries
from agentdesk.rules import RuleErrors


def test_the_figures_are_what_they_say() -> None:
    found = {"first": ["a", "b"], "third": ["x", "y", "a"], "ninth": [*"xyzuvwpq", "a"], "late": [*"xyzuvwpqrs", "a"]}
    queries = [Query(name, ("a",)) for name in found]
    figures = evaluate(lambda query: found[query], queries)
    assert figures == Figures(queries=4, mrr_10=(1 + 1 / 3 + 1 / 9) / 4, recall_1=0.25, recall_5=0.5, recall_10=0.75)


def test_recall_is_the_share_of_all_that_answer() -> None:
    figures = evaluate(lambda _query: ["a", "x", "b"], [Query("q", ("a", "b"))])
    assert (figures.mrr_10, figures.recall_1, figures.recall_5) == (1.0, 0.5, 1.0)


def test_no_queries_measure_nothing() -> None:
    assert evaluate(lambda _query: ["a"], []).mrr_10 == 0.0


def test_a_desk_is_measured_on_a_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"query": "退款多久", "relevant": ["KB-1"]}\n\n{"query": "发票", "relevant": ["KB-2"], "by": 1}\n', "utf-8"
    )
    figures = evaluate(lambda query: [hit.id for hit in desk.kb.search(query)], read_queries(path))
    assert (figures.queries, figures.mrr_10, figures.recall_1) == (2, 1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ":1:1: the file holds no query"),
        ('{"query": "a"}', ':1:1: a query has a text "query" and a list of article ids "relevant"'),
        ('\n{"query": ', ":2:11: the line is not JSON from here on"),
    ],
)
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleErrors) as caught:
        read_queries(path)
    assert caught.value.problems[0].line("en").startswith(f"{path}{sentence}")
