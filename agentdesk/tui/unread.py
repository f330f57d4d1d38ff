"""What a person has not read yet of their own tickets, and what they began to write: shown in the rows of the queue."""

from typing import TYPE_CHECKING

from agentdesk.model import Ticket
from agentdesk.tui.lanes import WRITER

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.tui.app import DeskApp


def unread_of(desk: "Desk", agent: str, tickets: tuple[Ticket, ...]) -> dict[int, int]:
    """Return how many messages of each of the agent's tickets came in since it was last on their screen."""
    mine = {ticket.id: ticket.messages for ticket in tickets if ticket.owner == agent}
    if not mine:
        return {}
    seen = desk.side.seen(agent, tuple(mine))
    return {number: count for number, all_of in mine.items() if (count := all_of - seen.get(number, 0)) > 0}


def drafts_of(desk: "Desk", agent: str, tickets: tuple[Ticket, ...]) -> frozenset[int]:
    """Return on which of the tickets the agent left something unsent."""
    return frozenset(desk.side.drafts(agent)) & {ticket.id for ticket in tickets}


def mark_seen(app: "DeskApp") -> None:
    """Remember that the open ticket was read, if it is the person's own and can be seen."""
    ticket, me, side = app.conversation.ticket, app.seat.me.id, app.seat.desk.side
    if ticket is None or ticket.owner != me or not app.conversation.display:
        return
    number, messages = ticket.id, ticket.messages
    if app.queue.place.glimpse.unread.get(number) or number not in app.conversation.marked:
        app.conversation.marked.add(number)
        app.lanes.ask(
            WRITER,
            f"seen {number}",
            lambda: side.mark_seen(me, number, messages),
            lambda _: app.queue.read_again(),
            lambda _: None,
        )
