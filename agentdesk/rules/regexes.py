"""Patterns in RE2's syntax, all looked for in one pass; RE2 never takes longer than the text is long."""

import re
from itertools import islice
from typing import Any

from agentdesk.lang import Message
from agentdesk.rules.problem import MOST_SHOWN
from agentdesk.text.normalise import fold

MOST_MEMORY = 64 << 20
"""Bytes that RE2 may use for all patterns together."""
MOST_SPANS = 64
"""Hits of one pattern that are looked at in one message."""

_FAULTS = {
    "missing )": "open",
    "unexpected )": "close",
    "missing ]": "class_open",
    "bad repetition operator": "repeat_twice",
    "no argument for repetition operator": "repeat_nothing",
    "invalid repetition size": "repeat_size",
    "invalid escape sequence": "escape",
    "trailing \\": "trailing",
    "invalid character class range": "class_range",
    "invalid character class": "class_range",
    "invalid perl operator": "perl",
    "invalid named capture group": "perl",
}
"""What RE2 complains of, and the name of our sentence for it."""
_SYNTAX = frozenset("\\^$.|?*+()[]{}-")


def widened(pattern: str) -> str:
    """Return `pattern` as it meets normalised text: what is not ASCII is normalised, the syntax stays.

    A full-width bracket becomes an escaped plain one, since that is what it becomes in the text.
    """
    if pattern.isascii():
        return pattern
    return "".join(char if char.isascii() else _literal(char) for char in pattern)


def _literal(char: str) -> str:
    plain = fold(char)
    return "".join("\\" + one if one in _SYNTAX else one for one in plain)


def options() -> Any:
    """Return RE2's options for a rule's pattern: any case, silent, bounded memory."""
    import re2

    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.log_errors = False
    chosen.never_capture = True
    chosen.max_mem = MOST_MEMORY
    return chosen


def fault_of(pattern: str) -> str | None:
    """Return RE2's complaint about `pattern`, "" when it matches even an empty text, None when it is good."""
    import re2

    try:
        compiled = re2.compile(pattern, options())
        return "" if compiled.search("") is not None else None
    except re2.error as fault:
        reason = fault.args[0] if fault.args else ""
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    except UnicodeError as fault:
        return str(fault)


def told(fault: str, pattern: str) -> tuple[Message, int]:
    """Return RE2's complaint as a sentence, and at which character of the pattern it is."""
    what, _, part = fault.partition(": ")
    code = _FAULTS.get(what)
    message = Message(f"rules.regex_{code}") if code else Message("rules.regex_other", {"fault": fault[:MOST_SHOWN]})
    at = _odd_bracket(pattern) if code in ("open", "close") else pattern.rfind(part) if part else len(pattern) - 1
    return message, max(at, 0)


def _odd_bracket(pattern: str) -> int:
    """Return where the bracket stands that has no other end, 0 when there is none."""
    opened: list[int] = []
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]", lambda found: "_" * len(found[0]), pattern)
    for at, char in enumerate(bare):
        if char == "(":
            opened.append(at)
        elif char == ")":
            if not opened:
                return at
            opened.pop()
    return opened[-1] if opened else 0


class RegexSet:
    """Many patterns, told apart by their place in `patterns`."""

    def __init__(self, patterns: list[str]) -> None:
        import re2

        self._patterns = [re2.compile(pattern, options()) for pattern in patterns]
        self._set: Any = None
        if patterns:
            self._set = _set_of(patterns)

    def found(self, text: str) -> list[int]:
        """Return the numbers of the patterns found in `text`, which holds no lone surrogates."""
        if self._set is not None:
            return self._set.Match(text) or []
        return [number for number, pattern in enumerate(self._patterns) if pattern.search(text) is not None]

    def spans(self, number: int, text: str) -> list[tuple[int, int]]:
        """Return where pattern `number` is found, in characters, at most `MOST_SPANS`."""
        raw = text.encode()
        matches = islice(self._patterns[number].finditer(raw), MOST_SPANS)
        places = [match.span() for match in matches if match.end() > match.start()]
        return places if len(raw) == len(text) else _in_characters(raw, places)


def _set_of(patterns: list[str]) -> Any:
    """Return RE2's set of the patterns, or None when they are too large together, though each alone is not."""
    import re2

    found = re2.Set.SearchSet(options())
    try:
        for pattern in patterns:
            found.Add(pattern)
        found.Compile()
    except re2.error:
        return None
    return found


def _in_characters(raw: bytes, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn spans of bytes into spans of characters, walking the text once."""
    found: list[tuple[int, int]] = []
    byte = char = 0
    for start, end in places:
        first = char + len(raw[byte:start].decode())
        byte, char = end, first + len(raw[start:end].decode())
        found.append((first, char))
    return found
