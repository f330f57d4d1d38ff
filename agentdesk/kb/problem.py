"""What is wrong with a file of articles or queries, and where; told like the problems of rule files."""

from pathlib import Path

import msgspec

from agentdesk.rules.problem import Place, Problem, Problems, RuleErrors

_BYTE = "(byte "


def read_text(path: Path, problems: Problems) -> str | None:
    """Return a file's text with plain line ends, or None after noting that it is not UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        column = fault.start - raw.rfind(b"\n", 0, fault.start)
        problems.error(Place(str(path), line, column), "kb.not_utf8")
        return None


def read_object(place: Place, line: str, problems: Problems) -> dict[str, object] | None:
    """Return the JSON object that a line holds, or None after noting where it is none."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as fault:
        _, _, at = str(fault).partition(_BYTE)
        before = line.encode()[: int(at.rstrip(")"))] if at else line.encode()
        column = len(before.decode(errors="ignore")) + 1
        problems.error(Place(place.file, place.line, column), "kb.not_json")
        return None
    if not isinstance(value, dict):
        problems.error(place, "kb.no_object")
        return None
    return value


__all__ = ["Place", "Problem", "Problems", "RuleErrors", "read_object", "read_text"]
