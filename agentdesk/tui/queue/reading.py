"""Reading a window of a view: what the queue pane asks the reader's thread to do."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.model import Agent
from agentdesk.tui.queue.asked import asked_view
from agentdesk.tui.queue.place import Glimpse
from agentdesk.tui.unread import drafts_of, unread_of

if TYPE_CHECKING:
    from agentdesk.desk import Desk, View


def glimpse(
    desk: "Desk", me: Agent, name: str, *, selected: int | None, start: int, size: int, before: int = 0
) -> Glimpse:
    """Return `size` tickets of a view, from `start` on, or around the selected ticket where it stands now.

    `before` is how many of them come before the selected one.
    """
    view = asked_view(desk, me, name)
    rank = desk.rank(view, selected, me.turn) if selected is not None else None
    if rank is not None:
        start = max(rank - before, 0)
    window = desk.queue(view, start, size, me.turn)
    for place, ticket in enumerate(window.tickets):
        if ticket.id == selected:
            rank = window.start + place
    return Glimpse(
        tickets=window.tickets,
        start=window.start,
        total=window.total,
        more=window.more,
        selected=selected,
        rank=rank,
        unread=unread_of(desk, me.id, window.tickets),
        drafts=drafts_of(desk, me.id, window.tickets),
        hint=_hint(desk, me, view) if not window.total and view.filter.terms else None,
    )


def _hint(desk: "Desk", me: Agent, view: "View") -> Message | None:
    from agentdesk.desk.filter import unknown_tag

    return unknown_tag(view.filter, desk.names(me))
