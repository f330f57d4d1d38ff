"""Tags that the rules suggest for a ticket: named by the best rules of a contest where none was sure."""

from collections.abc import Sequence

from agentdesk.model import ChatMessage, Ticket


def suggested_tags(ticket: Ticket, messages: Sequence[ChatMessage]) -> tuple[str, ...]:
    """Return the tags suggested by the newest message that has any, without those the ticket has or a person took off.

    The likeliest stands first.
    """
    verdicts = (message.verdict for message in reversed(messages) if message.verdict is not None)
    newest = next((verdict.suggested for verdict in verdicts if verdict.suggested), ())
    refused = {mark[1:] for mark in ticket.hands if mark.startswith("-")}
    return tuple(tag for tag in newest if tag not in ticket.tags and tag not in refused)
