"""Putting an entry or a key into the text of a YAML file, at the place its node names; nothing else changes.

An index counts characters of the text, as the parser's marks do.
"""

from typing import TYPE_CHECKING, Any

from agentdesk.rules.learning.write import quoted
from agentdesk.rules.nodes import is_flow, kind_of

if TYPE_CHECKING:
    from yaml import Node

_BLOCKS = frozenset({"|", ">"})


def with_entry(text: str, node: "Node", entry: str) -> str:
    """Return `text` with `entry`, which is YAML on one line, as the last of a list; a single value becomes a list."""
    if kind_of(node) != "sequence":
        return with_value(text, node, f"[{quoted(str(node.value))}, {entry}]")
    if is_flow(node):
        return _in_brackets(text, node, node.value[-1] if node.value else None, entry)
    return _with_line(text, _end(text, node), node.start_mark.column, f"- {entry}")


def with_pair(text: str, node: "Node", key: str, value: str) -> str:
    """Return `text` with one more key in a mapping; `value` is YAML on one line."""
    if is_flow(node):
        return _in_brackets(text, node, node.value[-1][1] if node.value else None, f"{key}: {value}")
    return _with_line(text, _end(text, node), node.start_mark.column, f"{key}: {value}")


def with_value(text: str, node: "Node", value: str) -> str:
    """Return `text` with another value in the place of a node that stands on one line."""
    return text[: node.start_mark.index] + value + text[_end(text, node) :]


def with_section(text: str, key: str, entry: str) -> str:
    """Return `text` with a new section behind it that holds one entry, YAML on one line or on several."""
    before = text if text.endswith("\n") or not text else text + "\n"
    return f"{before}{key}:\n{entry}\n"


def _in_brackets(text: str, node: "Node", last: "Node | None", piece: str) -> str:
    if last is None:
        return with_value(text, node, text[node.start_mark.index] + piece + text[node.end_mark.index - 1])
    at = last.end_mark.index
    return f"{text[:at]}, {piece}{text[at:]}"


def _with_line(text: str, end: int, column: int, line: str) -> str:
    """Put a line behind the one on which the character before `end` stands, with that one's remarks left to it."""
    at = text.find("\n", end)
    at = len(text) if at < 0 else at
    return f"{text[:at]}\n{' ' * column}{line}{text[at:]}"


def _end(text: str, node: Any) -> int:
    """Return where a node's own text ends: a block's mark lies behind the remarks and blank lines that follow it."""
    if kind_of(node) == "scalar":
        end = int(node.end_mark.index)
        return len(text[:end].rstrip()) if node.style in _BLOCKS else end
    if is_flow(node) or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if isinstance(last, tuple):
        key, value = last
        return max(int(key.end_mark.index), _end(text, value)) if _is_nothing(value) else _end(text, value)
    return _end(text, last)


def _is_nothing(node: Any) -> bool:
    return kind_of(node) == "scalar" and not node.value
