"""The hostile messages customers may send, read from `hostile_messages.jsonl`."""

import base64
import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("hostile_messages.jsonl")
_LONGEST = 100_000


def hostile(*categories: str) -> list[tuple[str, str]]:
    """Name and text of each message, of these categories or of all; long ones are cut, bytes read as UTF-8."""
    entries = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return [(entry["id"], _text(entry)) for entry in entries if not categories or entry["category"] in categories]


def _text(entry: dict[str, Any]) -> str:
    if "payload_b64" in entry:
        return base64.b64decode(entry["payload_b64"]).decode(errors="surrogateescape")
    payload = entry["payload"] or ""
    return str(payload * min(entry.get("repeat", 1), _LONGEST // max(len(payload), 1) + 1))[:_LONGEST]
