"""Refusals that several verbs share."""

from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Ticket


def state_name(state: str) -> Message:
    """Return what a state of a ticket is called."""
    return Message(f"desk.state_{state}")


def no_ticket(ticket: int) -> Refusal:
    """The ticket is not there."""
    return Refusal(Why.MISSING, "desk.no_ticket", ticket=ticket)


def not_live(ticket: Ticket) -> Refusal:
    """The ticket is solved or closed, and this verb needs one that is not."""
    return Refusal(Why.CONFLICT, "desk.not_live", ticket=ticket.id, state=state_name(ticket.state))


def empty_text() -> Refusal:
    """A message or note without a word."""
    return Refusal(Why.INPUT, "desk.empty_text")
