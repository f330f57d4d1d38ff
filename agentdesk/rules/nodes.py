"""YAML text into nodes that know their line and column.

Nothing is given a type here: `no` stays "no" and `12:30` stays "12:30" until a field says what it wants.
Anchors, aliases and tags are refused, depth and size are limited, so no file can cost more than its length.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from agentdesk.rules.problem import Place, Problems

if TYPE_CHECKING:
    from yaml import Mark, Node
    from yaml.error import MarkedYAMLError

MOST_BYTES = 2_000_000
MOST_DEPTH = 20

_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
"""What YAML forbids, and direction marks, which make a file look other than it is."""

_FAULTS = (
    ("mapping values are not allowed", "rules.yaml_colon"),
    ("could not find expected ':'", "rules.yaml_no_colon"),
    ("did not find expected '-'", "rules.yaml_indent"),
    ("did not find expected key", "rules.yaml_indent"),
    ("expected <block end>", "rules.yaml_indent"),
    ("did not find expected ',' or", "rules.yaml_bracket"),
    ("did not find expected node content", "rules.yaml_bracket"),
    ("expected ',' or", "rules.yaml_bracket"),
    ("unexpected end of stream", "rules.yaml_quote"),
    ("cannot start any token", "rules.yaml_start"),
    ("unknown escape character", "rules.yaml_escape"),
)
"""Part of the library's English sentence, and our code for it."""


def place_of(file: str, node: "Node") -> Place:
    """Return where `node` begins."""
    return _place(file, node.start_mark)


def place_inside(file: str, node: "Node", index: int) -> Place:
    """Return the place of a character of a scalar that stands on one line as it is meant; else where it begins."""
    start, end = node.start_mark, node.end_mark
    style = getattr(node, "style", None)
    if start.line != end.line or style not in (None, "", "'"):
        return place_of(file, node)
    quotes = 1 + str(node.value)[:index].count("'") if style else 0
    return Place(file, start.line + 1, start.column + 1 + index + quotes)


def kind_of(node: Any) -> str:
    """Return "scalar", "sequence" or "mapping"."""
    return str(node.id)


def is_plain(node: Any) -> bool:
    """Whether a scalar stands without quotes, so that what looks like syntax may be a mistake."""
    return not node.style


def is_flow(node: Any) -> bool:
    """Whether a list or mapping stands in brackets."""
    return bool(getattr(node, "flow_style", False))


def compose(file: str, text: str, problems: Problems) -> "Node | None":
    """Return the one document of `text`, or None when it is empty or cannot be read (then a problem is noted)."""
    from yaml.error import MarkedYAMLError, YAMLError

    if not _readable(file, text, problems):
        return None
    try:
        return _Composer(file, problems).document(text)
    except MarkedYAMLError as fault:
        _tell(file, fault, text, problems)
    except (YAMLError, RecursionError, UnicodeError) as fault:
        problems.error(Place(file), "rules.yaml", problem=str(fault))
    return None


def _nodes() -> Any:
    """Return the library's kinds of nodes; it is loaded when the first file is read."""
    from yaml import nodes

    return nodes


class _Refused(Exception):
    """The file was refused and the problem noted."""


class _Composer:
    """Builds nodes from the parser's events; unlike the library's own it neither recurses nor resolves anything."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._open: list[tuple[Any, list[Any]]] = []
        self._root: Node | None = None
        self._nodes = _nodes()
        self._takers = self._by_kind()

    def document(self, text: str) -> "Node | None":
        """Return the root node; raises the library's errors."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(text, Loader=loader):
                self._take(event)
        except _Refused:
            return None
        return self._root

    def _by_kind(self) -> dict[type[Any], Callable[[Any], None]]:
        from yaml import events

        return {
            events.ScalarEvent: self._scalar,
            events.AliasEvent: self._refuse_tricks,
            events.SequenceStartEvent: self._begin,
            events.MappingStartEvent: self._begin,
            events.SequenceEndEvent: self._end,
            events.MappingEndEvent: self._end,
            events.DocumentStartEvent: self._next_document,
        }

    def _take(self, event: Any) -> None:
        taker = self._takers.get(type(event))
        if taker is not None:
            taker(event)

    def _next_document(self, event: Any) -> None:
        if self._root is not None:
            self._refuse(event, "rules.yaml_documents")

    def _refuse_tricks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "rules.yaml_alias", name=event.anchor)
        if getattr(event, "tag", None) is not None:
            self._refuse(event, "rules.yaml_tag", tag=event.tag)

    def _refuse(self, event: Any, code: str, **params: str | int) -> None:
        self._problems.error(_place(self._file, event.start_mark), code, **params)
        raise _Refused

    def _scalar(self, event: Any) -> None:
        self._refuse_tricks(event)
        self._put(self._nodes.ScalarNode("", event.value, event.start_mark, event.end_mark, event.style))

    def _begin(self, event: Any) -> None:
        self._refuse_tricks(event)
        if len(self._open) >= MOST_DEPTH:
            self._refuse(event, "rules.yaml_depth", most=MOST_DEPTH)
        self._open.append((event, []))

    def _end(self, event: Any) -> None:
        start, children = self._open.pop()
        first, last = start.start_mark, event.end_mark
        if event.__class__.__name__ == "MappingEndEvent":
            pairs = list(zip(children[::2], children[1::2], strict=True))
            self._put(self._nodes.MappingNode("", pairs, first, last, start.flow_style))
        else:
            self._put(self._nodes.SequenceNode("", children, first, last, start.flow_style))

    def _put(self, node: "Node") -> None:
        if self._open:
            self._open[-1][1].append(node)
        else:
            self._root = node


def _readable(file: str, text: str, problems: Problems) -> bool:
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        problems.error(Place(file), "rules.too_large", most=MOST_BYTES // 1_000_000)
        return False
    found = _UNREADABLE.search(text)
    if found is None:
        return True
    problems.error(_place_at(file, text, found.start()), "rules.unreadable", char=f"U+{ord(found[0]):04X}")
    return False


def _place_at(file: str, text: str, index: int) -> Place:
    start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - start + 1)


def _place(file: str, mark: "Mark") -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


def _tell(file: str, fault: "MarkedYAMLError", text: str, problems: Problems) -> None:
    mark = fault.problem_mark or fault.context_mark
    place = _place(file, mark) if mark is not None else Place(file)
    colon = _fullwidth_colon(place, text)
    if colon is not None:
        problems.error(colon, "rules.fullwidth_colon")
        return
    sentence = " ".join(part for part in (fault.context, fault.problem) if part)
    lines = text.split("\n")
    if "\t" in (lines[place.line - 1 : place.line] or [""])[0][: place.column]:
        problems.error(place, "rules.yaml_tab")
        return
    code = next((code for part, code in _FAULTS if part in sentence), None)
    if code is None:
        problems.error(place, "rules.yaml", problem=sentence)
    else:
        problems.error(place, code)


def _fullwidth_colon(fault: Place, text: str) -> Place | None:
    """Return where the line of the fault, or the one above, has `：` where a key's colon would stand."""
    lines = text.split("\n")
    for line in range(fault.line, max(fault.line - 2, 0), -1):
        row = lines[line - 1] if line <= len(lines) else ""
        before, colon, _ = row.partition("：")
        if colon and ":" not in before:
            return Place(fault.file, line, len(before) + 1)
    return None
