"""JSON Lines as they come: whatever the chunks, the lines are the same; what is wrong with one stops no other."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.channels.lines import Lines, read_line
from agentdesk.lang import Refusal, Why


def cut(raw: bytes, sizes: list[int]) -> list[tuple[int, bytes]]:
    lines, found = Lines(), []
    for size in [*sizes, len(raw)]:
        chunk, raw = raw[:size], raw[size:]
        if chunk:
            found += lines.feed(chunk)
    found += lines.end()
    return [(line.number, line.raw) for line in found]


@given(st.lists(st.binary(max_size=6)), st.lists(st.integers(1, 7)))
def test_chunks_do_not_matter(pieces: list[bytes], sizes: list[int]) -> None:
    raw = b"\n".join(pieces)
    assert cut(raw, sizes) == cut(raw, [])


def test_blank_lines_are_counted_and_left_out() -> None:
    assert cut(b"\xef\xbb\xbf1\n\n \r\n2", []) == [(1, b"1"), (4, b"2")]


@given(st.binary(max_size=200).filter(lambda raw: b"\n" not in raw))
def test_no_line_does_worse_than_be_refused(raw: bytes) -> None:
    for line in (*Lines().feed(raw + b"\n"),):
        found = read_line(line, lambda document: document)
        assert found.problem is None or found.problem.code.startswith("channels.")


def test_the_column_counts_characters() -> None:
    (line,) = Lines().feed('{"text": "退款" oops}\n'.encode())
    assert read_line(line, lambda document: document).column == 15


def test_a_refusal_becomes_the_lines_problem() -> None:
    def no(_document: object) -> object:
        raise Refusal(Why.INPUT, "desk.field_missing", field="text")

    (line,) = Lines().feed(msgspec.json.encode({}) + b"\n")
    problem = read_line(line, no).problem
    assert problem is not None
    assert problem.code == "desk.field_missing"
