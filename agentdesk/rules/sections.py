"""A section that rule files carry for another room, read into that room's own settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from agentdesk.rules.problem import Problems, RuleErrors

if TYPE_CHECKING:
    from yaml import Node

T = TypeVar("T")


def read_sections(
    kind: type[T],
    sections: "Sequence[tuple[str, Node]]",
    read: "Callable[[str, Node, Problems], Mapping[str, object]]",
) -> T:
    """Return what sections, given as (file, node), say together; a later one wins field by field.

    `read` gives one section's fields and notes what is wrong. Raises `RuleErrors` with every problem's place.
    """
    problems = Problems()
    found: dict[str, object] = {}
    for file, node in sections:
        found |= read(file, node, problems)
    if problems.errors():
        raise RuleErrors(problems.errors())
    return msgspec.convert(found, kind)
