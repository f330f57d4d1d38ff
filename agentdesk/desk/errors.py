"""Refusals that several verbs share."""

from collections.abc import Collection
from functools import reduce

from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Ticket


def state_name(state: str) -> Message:
    """Return what a state of a ticket is called."""
    return Message(f"desk.state_{state}")


def wrong_role(role: str, needed: Collection[str]) -> Message:
    """Say that somebody of this role may not do it, and which roles may."""
    names = (Message(f"desk.role_{name}") for name in sorted(needed))
    needs = reduce(lambda one, other: Message("desk.role_or", {"one": one, "other": other}), names)
    return Message("desk.role", {"role": Message(f"desk.role_{role}"), "needs": needs})


def no_ticket(ticket: int) -> Refusal:
    """The ticket is not there."""
    return Refusal(Why.MISSING, "desk.no_ticket", ticket=ticket)


def not_live(ticket: Ticket) -> Refusal:
    """The ticket is solved or closed, and this verb needs one that is not."""
    return Refusal(Why.CONFLICT, "desk.not_live", ticket=ticket.id, state=state_name(ticket.state))


def empty_text() -> Refusal:
    """A message or note without a word."""
    return Refusal(Why.INPUT, "desk.empty_text")
