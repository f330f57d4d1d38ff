"""The whole hostile corpus as other desks' history: as JSON Lines and as CSV cells, brought in by real processes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agentdesk.desk import Desk
from agentdesk.desk.found import NewAgent, found
from tests.cli.calls import environment
from tests.desk.desks import FILES
from tests.text.hostile import hostile

CORPUS = dict(hostile())
WHOLE = [name for name, text in CORPUS.items() if text == text.encode("utf-8", "replace").decode()]
BROKEN = [name for name in CORPUS if name not in WHOLE]
FORMATS = ("jsonl", "csv")


class Ran(msgspec.Struct, frozen=True):
    """What an `import` came to."""

    status: int
    report: dict[str, int]
    problems: list[str]


class Brought(msgspec.Struct, frozen=True):
    """A desk into which the corpus was brought twice."""

    path: Path
    first: Ran
    again: Ran
    texts: dict[str, list[str]]
    """What was said to each customer and by them, in order; a customer is called after format and entry."""


def bring(path: Path, files: list[Path]) -> Ran:
    done = call(path, "--as", "root", "--json", "import", *map(str, files))
    return Ran(done.returncode, json.loads(done.stdout), done.stderr.decode().splitlines())


def call(path: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "agentdesk", "--desk", str(path), *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment())


def write(folder: Path, kind: str, name: str, payloads: dict[str, str]) -> Path:
    """A file with a conversation an entry: the payload, and what was answered."""
    file = folder / f"{name}.{kind}"
    raw = (json_lines if kind == "jsonl" else table)(payloads)
    file.write_bytes(raw.encode("utf-8", "surrogateescape"))
    return file


def json_lines(payloads: dict[str, str]) -> str:
    return "".join(
        json.dumps({"id": name, "customer": {"name": f"jsonl {name}"}, "turns": said(text)}, ensure_ascii=False) + "\n"
        for name, text in payloads.items()
    )


def table(payloads: dict[str, str]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(["id", "name", "from", "text"])
    for name, text in payloads.items():
        writer.writerows([f"csv {name}", f"csv {name}", turn["from"], turn["text"]] for turn in said(text))
    return sheet.getvalue()


def said(text: str) -> list[dict[str, str]]:
    return [{"from": "customer", "text": text}, {"from": "agent", "text": "好的"}]


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Brought:
    folder = tmp_path_factory.mktemp("imports")
    path = folder / "desk.db"
    found(path, "root", FILES, [NewAgent(name="root", role="admin")]).close()
    files = [write(folder, kind, "whole", {name: CORPUS[name] for name in WHOLE}) for kind in FORMATS]
    files += [write(folder, kind, name, {name: CORPUS[name]}) for name in BROKEN for kind in FORMATS]
    return Brought(path, bring(path, files), bring(path, files), texts(path))


def texts(path: Path) -> dict[str, list[str]]:
    desk = Desk.open(path)
    stories = [desk.story(ticket.id) for ticket in desk.history(10_000)]
    desk.close()
    return {story.customer.name: [message.text or "" for message in story.messages] for story in stories}


def test_all_that_is_text_comes_in_once(brought: Brought) -> None:
    count = len(WHOLE) * len(FORMATS)
    assert len(WHOLE) > 200
    assert (brought.first.report["archived"], brought.first.report["refused"]) == (count, len(brought.first.problems))
    assert (brought.again.report["known"], brought.again.report["archived"], brought.again.report["grown"]) == (
        count,
        0,
        0,
    )
    assert len(brought.texts) == count


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", WHOLE)
def test_a_payload_is_stored_as_it_came(brought: Brought, name: str, kind: str) -> None:
    assert brought.texts[f"{kind} {name}"] == [CORPUS[name], "好的"]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", BROKEN)
def test_bytes_that_are_no_text_are_told_by_file_and_line(brought: Brought, name: str, kind: str) -> None:
    line = 1 if kind == "jsonl" else 2
    place = brought.path.parent / f"{name}.{kind}:{line}:"
    assert [told.startswith(str(place)) for told in brought.first.problems].count(True) == 1


def test_nothing_else_was_told(brought: Brought) -> None:
    assert (brought.first.status, len(brought.first.problems)) == (2, len(BROKEN) * len(FORMATS))
    assert brought.again.problems == brought.first.problems


def test_the_desk_is_whole(brought: Brought) -> None:
    done = call(brought.path, "--json", "verify")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a\r\n", "a row that ends before its text"),
        ('"a\r\n', "a quote that is never closed"),
        ("a,b,c,d,e\r\n", "more cells than heads"),
        ('a,customer,"b"c\r\n', "text behind a quote"),
    ],
)
def test_a_crooked_row_is_told_by_line(tmp_path: Path, row: str, why: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(f"id,from,text\r\n{row}", "utf-8", newline="")
    done = call(tmp_path / "desk.db", "import", "--dry-run", str(file))
    assert (done.returncode, "Traceback" in done.stderr.decode()) == (2, False), why
    assert done.stderr.decode().startswith((f"{file}:2: ", f"{file}:1: "))


@pytest.mark.parametrize(
    "document",
    [
        '{"id": "a", "turns": [{"from": "customer", "text": "\\ud800"}]}',
        '{"id": "a", "turns": ' + "[" * 100_000,
        '{"id": "a", "turns": [{"from": "customer", "text": {"a": NaN}}]}',
        '{"id": "a", "turns": [{"from": "customer", "text": "x", "at": "9999-99-99"}]}',
    ],
)
def test_a_crooked_document_is_told_by_line(tmp_path: Path, document: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(f"{document}\n", "utf-8")
    done = call(tmp_path / "desk.db", "import", "--dry-run", str(file))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert done.stderr.decode().startswith(f"{file}:1:")


def as_document(value: Any) -> str:
    return json.dumps({"id": "deep", "turns": said("退款"), "kept": value})


@pytest.mark.parametrize("kept", [10**40, -(10**40), 1e300, {"__proto__": {"role": "admin"}}, {"": {"\x00": "\x1b"}}])
def test_what_we_do_not_know_is_kept_or_told(tmp_path: Path, kept: object) -> None:
    path, file = tmp_path / "desk.db", tmp_path / "x.jsonl"
    found(path, "root", FILES, [NewAgent(name="root", role="admin")]).close()
    file.write_text(as_document(kept), "utf-8")
    done = call(path, "--as", "root", "--json", "import", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert call(path, "verify").returncode == 0
