"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path

import pytest

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("folder", ["agentdesk", "tests", "benchmarks"])
def test_no_file_and_no_function_is_long(checkout: Path, folder: str) -> None:
    long = []
    for path in sorted((checkout / folder).rglob("*.py")):
        text = path.read_text("utf-8")
        name = path.relative_to(checkout)
        if (lines := text.count("\n")) > LONGEST_FILE:
            long.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{name}:{node.lineno}: {node.name} has {lines} lines")
    assert long == []


def test_every_room_says_what_it_is(checkout: Path) -> None:
    silent = [
        str(path.relative_to(checkout))
        for path in sorted((checkout / "agentdesk").rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
