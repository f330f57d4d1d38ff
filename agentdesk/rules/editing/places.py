"""Where in rule files a rule or a word list stands, as nodes with their marks."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from agentdesk.rules.item import Keys
from agentdesk.rules.nodes import compose, kind_of
from agentdesk.rules.problem import Problems
from agentdesk.rules.vocabulary import CONDITIONS, FOREIGN_SECTIONS, RULE, SECTIONS

if TYPE_CHECKING:
    from yaml import Node

_SECTIONS = {**SECTIONS, **FOREIGN_SECTIONS}


class Spot(msgspec.Struct, frozen=True):
    """A node of a file."""

    file: str
    node: "Node"


def sections(files: Mapping[str, str], name: str) -> Iterator[Spot]:
    """Yield each section of this name."""
    for file in sorted(files):
        root = compose(file, files[file], Problems())
        if root is not None and (found := field(root, _SECTIONS, name)) is not None:
            yield Spot(file, found)


def field(node: Any, known: Keys, name: str) -> "Node | None":
    """Return the value of a mapping's key, in whichever language it is written."""
    if kind_of(node) != "mapping":
        return None
    return next((value for key, value in node.value if _named(key, known) == name), None)


def _named(key: Any, known: Keys) -> str | None:
    word = str(key.value) if kind_of(key) == "scalar" else ""
    return known.get(word) or known.get(word.lower())


def find_rule(files: Mapping[str, str], rule: str) -> Spot | None:
    """Return the mapping of the rule with this id."""
    for spot in sections(files, "rules"):
        for node in _entries(spot.node):
            named = field(node, RULE, "id")
            if named is not None and str(named.value).strip() == rule:
                return Spot(spot.file, node)
    return None


def find_list(files: Mapping[str, str], name: str) -> Spot | None:
    """Return what stands behind the name of a word list."""
    for spot in sections(files, "words"):
        for key, value in spot.node.value if kind_of(spot.node) == "mapping" else ():
            if str(key.value).strip() == name:
                return Spot(spot.file, value)
    return None


def word_nodes(when: "Node | None") -> Iterator["Node"]:
    """Yield what stands behind each `words` of a condition, the first in the text first; not those of a `none`."""
    for key, value in when.value if when is not None and kind_of(when) == "mapping" else ():
        name = _named(key, CONDITIONS)
        if name == "words":
            yield value
        elif name in ("all", "any"):
            for part in _entries(value):
                yield from word_nodes(part)


def texts(node: "Node") -> list["Node"]:
    """Return the single values of a list, or of one value alone."""
    return [part for part in _entries(node) if kind_of(part) == "scalar"]


def in_chinese(rule: "Node") -> bool:
    """Whether a rule's author writes its keys in Chinese."""
    return not str(rule.value[0][0].value).isascii()


def _entries(node: Any) -> list["Node"]:
    return list(node.value) if kind_of(node) == "sequence" else [node]
