"""When a rush of tickets is a spike, as the rule set's `incidents` section says it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk.durations import running

if TYPE_CHECKING:
    from yaml import Node

    from agentdesk.rules.item import Item
    from agentdesk.rules.problem import Problems


class Spikes(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a spike; durations in ms."""

    within: int = 15 * MINUTE
    """So long a stretch is looked at."""
    least: int = 8
    """Fewer tickets of a tag than that are never a spike."""
    times: int = 3
    """So many times the usual number, and three standard deviations of chance above it."""
    quiet: int = 2 * HOUR
    """So long a tag is not suspected again after a person said that it is nothing."""
    ignore: tuple[str, ...] = ()
    """Tags that say nothing about the kind of matter."""


def read_spikes(sections: "Sequence[tuple[str, Node]]") -> Spikes:
    """Return what the sections say; raises `RuleErrors` with every problem's place."""
    from agentdesk.rules.sections import read_sections

    return read_sections(Spikes, sections, read_section)


def read_section(file: str, node: "Node", problems: "Problems") -> dict[str, object]:
    """Return one section's fields, noting problems at their place."""
    from agentdesk.rules.item import Item, keys

    table = Item(file, node, problems).table(
        keys("within 时间窗", "least 至少", "times 倍数", "quiet 静默", "ignore 忽略")
    )
    found = {name: _field(name, item) for name, item in table.items()}
    return {name: value for name, value in found.items() if value is not None}


def _field(name: str, item: "Item") -> object:
    if name in ("within", "quiet"):
        return running(item)
    if name == "ignore":
        return tuple(item.texts())
    return item.number(1, 10_000)
