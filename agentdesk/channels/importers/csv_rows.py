"""Conversations as CSV: one message a row.

id        the conversation; rows with the same id are its messages, in the file's order; required
text      what was said; required
from      customer, agent or bot; customer when the column is empty or missing
at        when, ISO 8601; without an offset it is UTC
customer  the customer's id, name the name, tier the tier, channel the channel
topic, category, lang and any other column belong to the conversation, and are kept
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agentdesk.channels.importers.reading import Problem, Progress, Row
from agentdesk.desk.inbound import read_conversation
from agentdesk.lang import Message, Refusal

REQUIRED = ("id", "text")
_OF_CUSTOMER = {"customer": "id", "name": "name", "tier": "tier"}
_OF_TURN = ("from", "text", "at")
_MOST_FIELD = 20_000_000


def rows(file: Path, progress: Progress) -> Iterator[Row | Problem]:
    """Yield the conversations of a CSV file in UTF-8; raises OSError."""
    raw = file.read_bytes()
    progress(len(raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        yield Problem(str(file), raw[: fault.start].count(b"\n") + 1, 0, Message("channels.not_utf8"))
        return
    csv.field_size_limit(_MOST_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        found = ", ".join(str(name) for name in reader.fieldnames or ())[:80]
        yield Problem(str(file), 1, 0, Message("channels.csv_columns", {"missing": ", ".join(missing), "found": found}))
        return
    yield from _conversations(file, reader)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _conversations(file: Path, reader: "csv.DictReader[str]") -> Iterator[Row | Problem]:
    documents: dict[str, tuple[int, dict[str, Any]]] = {}
    try:
        for row in reader:
            given = {str(name): value for name, value in row.items() if name is not None and isinstance(value, str)}
            if code := _crooked(row, given):
                yield Problem(str(file), reader.line_num, 0, Message(code))
                continue
            _, document = documents.setdefault(given["id"].strip(), (reader.line_num, _document(given)))
            document["turns"].append(_turn(given))
    except csv.Error as fault:
        line = reader.reader.line_num
        yield Problem(str(file), line, 0, Message("channels.csv_broken", {"detail": str(fault)}))
    for line, document in documents.values():
        try:
            yield Row(line, read_conversation(document))
        except Refusal as refusal:
            yield Problem(str(file), line, 0, refusal.message)


def _crooked(row: dict[str | None, Any], given: dict[str, str]) -> str:
    """Return the code of what is wrong with a row, "" when nothing is; it may end early, though not before its text."""
    if None in row:
        return "channels.csv_too_many"
    if not given.get("id", "").strip():
        return "channels.csv_no_id"
    return "" if "text" in given else "channels.csv_too_few"


def _document(given: dict[str, str]) -> dict[str, Any]:
    customer = {field: given[name] for name, field in _OF_CUSTOMER.items() if given.get(name)}
    rest = {name: value for name, value in given.items() if value and name not in (*_OF_TURN, *_OF_CUSTOMER)}
    return {**rest, "id": given["id"].strip(), "customer": customer, "turns": []}


def _turn(given: dict[str, str]) -> dict[str, str]:
    return {"from": given.get("from", "").strip() or "customer", "text": given["text"], "at": given.get("at", "")}
