"""Durations in the desk's own sections of a rule set."""

from typing import TYPE_CHECKING

from agentdesk.lang import Refusal

if TYPE_CHECKING:
    from agentdesk.rules.item import Item


def running(item: "Item") -> int | None:
    """Return an entry's running time in ms; None, noted at its place, when it is none."""
    from agentdesk.promises.duration import Unit, parse_duration

    text = item.text()
    if text is None:
        return None
    try:
        duration = parse_duration(text)
    except Refusal:
        item.error("desk.bad_duration", value=text)
        return None
    if duration.unit is not Unit.RUNNING:
        item.error("desk.running_only", value=text)
        return None
    return duration.amount
