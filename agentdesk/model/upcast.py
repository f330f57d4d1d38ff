"""Upcasting: an event of an older schema is brought to today's shape before it is folded."""

from collections.abc import Callable, Mapping

from agentdesk.model.event import Event

Upcaster = Callable[[Event], Event]
"""Takes an event of one schema and returns it as the next schema has it."""

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}
"""(kind, schema it comes from) → the step to the next schema. Every kind is at its first schema today."""


def upcast(event: Event, steps: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> Event:
    """Return `event` in today's shape; raises ValueError when a step does not raise the schema."""
    while (step := steps.get((event.kind, event.schema))) is not None:
        newer = step(event)
        if newer.schema <= event.schema:
            raise ValueError(f"{event.kind}: schema {event.schema} was not raised")
        event = newer
    return event
