"""The whole hostile corpus as queries and as what is searched, for articles and for tickets, on one desk."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.cli.main import run
from agentdesk.desk import Desk
from agentdesk.text import has_raw
from tests.cli.calls import environment
from tests.text.hostile import hostile
from tests.tui.hostile.stock import Entry, stock

CORPUS = hostile()
NAMES = [name for name, _text in CORPUS]
OPERATORS = (
    '" OR *', "NEAR(", 'NEAR("退款" "a", 5)', "退款 NOT", "AND", "OR OR", "NOT 退款", "a*", "*", '"', '""', '"退款',
    "text:退款", "-text:退款", "{title body} : 退款", "^", "^^退款", "-", "--", "+", "a + b", "(", ")", "()", "'", ";",
    "message_search:a", "rowid:1", "rank", "#", "#1", "#99999999999999999999", "²", "١", "%", "_", "\\", "?1", ":a",
)  # fmt: skip
MOST = 7
SEARCHES = (("kb", "search"), ("find",))


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Entry]]:
    path = tmp_path_factory.mktemp("queries") / "desk.db"
    return path, {entry.id: entry for entry in stock(path, CORPUS)}


@pytest.fixture(scope="module")
def desk(stocked: tuple[Path, dict[str, Entry]]) -> Iterator[Desk]:
    opened = Desk.open(stocked[0])
    yield opened
    assert list(opened.store.verify()) == []
    opened.close()


@pytest.mark.parametrize("verb", SEARCHES, ids=" ".join)
@pytest.mark.parametrize("query", [*(text for _name, text in CORPUS), *OPERATORS], ids=[*NAMES, *map(repr, OPERATORS)])
def test_no_query_is_more_than_words(
    stocked: tuple[Path, dict[str, Entry]], capsys: pytest.CaptureFixture[str], verb: tuple[str, ...], query: str
) -> None:
    status = run(["--desk", str(stocked[0]), *verb, "--limit", str(MOST), "--json", "--", query])
    seen = capsys.readouterr()
    hits = json.loads(seen.out)
    assert (status, seen.err) == (0 if hits else 1, "")
    assert len(hits) <= MOST


@pytest.mark.parametrize("verb", SEARCHES, ids=" ".join)
@pytest.mark.parametrize("query", OPERATORS)
def test_what_is_printed_of_hits_is_safe(
    stocked: tuple[Path, dict[str, Entry]], capsys: pytest.CaptureFixture[str], verb: tuple[str, ...], query: str
) -> None:
    run(["--desk", str(stocked[0]), *verb, "--", query])
    seen = capsys.readouterr()
    assert seen.out
    assert not has_raw(seen.out)


@pytest.mark.parametrize("name", [name for name, text in CORPUS if name.startswith("sql") and "\x00" not in text])
def test_a_shell_may_ask_the_same(stocked: tuple[Path, dict[str, Entry]], name: str) -> None:
    query = dict(CORPUS)[name]
    command = [sys.executable, "-m", "agentdesk", "--desk", str(stocked[0]), "find", "--json", "--", query]
    done = subprocess.run(command, capture_output=True, check=False, env=environment())
    assert (done.returncode in (0, 1), done.stderr) == (True, b"")
    assert len(json.loads(done.stdout)) <= 50


@pytest.mark.parametrize("name", NAMES)
def test_a_message_and_an_article_are_found_by_a_harmless_word(
    stocked: tuple[Path, dict[str, Entry]], desk: Desk, name: str
) -> None:
    entry = stocked[1][name]
    assert desk.find(entry.word)[0].ticket.id == entry.ticket
    hit = desk.kb.search(entry.word)[0]
    assert hit.id == f"KB-{NAMES.index(name)}"
    assert not has_raw(hit.snippet)
