"""Going to the next of my customers who waits."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.tui.queue.asked import view_of

if TYPE_CHECKING:
    from agentdesk.model import Ticket
    from agentdesk.tui.app import DeskApp

MOST = 200


def next_waiting(app: "DeskApp") -> None:
    """Open the ticket of mine behind the open one whose customer waits; behind the last comes the first."""
    desk, me, here = app.seat.desk, app.seat.me, app.conversation.wanted
    view = view_of(me, "waiting")

    def found(tickets: "tuple[Ticket, ...]") -> None:
        numbers = [ticket.id for ticket in tickets]
        place = numbers.index(here) + 1 if here in numbers else 0
        if not numbers or numbers == [here]:
            app.say(Message("tui.nobody_waits"), "green")
        else:
            app.go_to(tickets[place % len(tickets)])

    app.lanes.ask("read", "waiting", lambda: desk.queue(view, 0, MOST, me.turn).tickets, found)
