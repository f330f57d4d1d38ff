"""Why a ticket was given, taken back or handed on, as a sentence made anew from the event's codes."""

from collections.abc import Callable

from agentdesk.lang import Message
from agentdesk.model import Json

REASONED = frozenset({"ticket.assigned", "ticket.unfollowed", "ticket.given_back", "ticket.owner_lost"})
"""Kinds of events whose reason is told."""


def reason_of(kind: str, data: Json, name: Callable[[str], str]) -> Message | None:
    """Return why an event gave or took a ticket; `name` says who an agent's id is. None where nothing is to say."""
    reason = data.get("reason")
    if kind not in REASONED or not isinstance(reason, dict):
        return None
    if kind == "ticket.assigned":
        who = name(str(data.get("set", {}).get("owner", "")))
        by = str(reason.get("by"))
        return Message(
            f"sharing.by_{by}", {"who": who, "load": str(reason.get("load")), "among": str(reason.get("among"))}
        )
    who = name(str(reason.get("from", "")))
    if kind == "ticket.owner_lost":
        return Message("sharing.owner_lost", {"who": who})
    return Message(f"sharing.back_{reason.get('why')}", {"who": who})
