"""Conversations as JSON: one a line, or a document with one or a list of them."""

from collections.abc import Iterator
from pathlib import Path

from agentdesk.channels.importers.reading import Problem, Progress, Row
from agentdesk.channels.lines import Line, Lines, ReadLine, read_line
from agentdesk.desk.inbound import InboundConversation, read_conversation
from agentdesk.lang import Message, Refusal, Why

_CHUNK = 1 << 20


def lines(file: Path, progress: Progress) -> Iterator[Row | Problem]:
    """Yield the conversations of a JSON Lines file; raises OSError."""
    cut = Lines()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            progress(len(chunk))
            yield from (_row(file, read_line(line, _conversation)) for line in cut.feed(chunk))
    yield from (_row(file, read_line(line, _conversation)) for line in cut.end())


def document(file: Path, progress: Progress) -> Iterator[Row | Problem]:
    """Yield the conversations of a JSON file; raises OSError."""
    raw = file.read_bytes()
    progress(len(raw))
    found = read_line(Line(1, raw.removeprefix(b"\xef\xbb\xbf")), lambda read: read)
    if found.problem is not None:
        yield Problem(str(file), *_line_column(raw, found.column), found.problem)
        return
    many = found.value if isinstance(found.value, list) else [found.value]
    for number, item in enumerate(many, 1):
        try:
            yield Row(number, _conversation(item))
        except Refusal as refusal:
            yield Problem(str(file), number, 0, refusal.message)


def _conversation(read: object) -> InboundConversation:
    if isinstance(read, dict) and "turns" not in read and "body" in read:
        raise Refusal(Why.INPUT, "channels.an_article")
    if isinstance(read, dict) and "turns" not in read and "text" in read:
        raise Refusal(Why.INPUT, "channels.a_message")
    return read_conversation(read)


def _row(file: Path, item: ReadLine[InboundConversation]) -> Row | Problem:
    if item.value is not None:
        return Row(item.number, item.value)
    return Problem(str(file), item.number, item.column, item.problem or Message("channels.bad_json"))


def _line_column(raw: bytes, column: int) -> tuple[int, int]:
    before = raw.decode("utf-8", "replace")[: max(0, column - 1)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
