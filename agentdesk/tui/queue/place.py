"""What the queue pane holds of a view, and how the selected ticket keeps its place while the view changes."""

import msgspec

from agentdesk.lang import Message
from agentdesk.model import Ticket


class Glimpse(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader brings: a window of the view, and where the selected ticket stands in it."""

    tickets: tuple[Ticket, ...] = ()
    start: int = 0
    total: int = 0
    more: bool = False
    """Whether there are others behind `total`."""
    selected: int | None = None
    """The ticket that was selected when the question was asked."""
    rank: int | None = None
    """That ticket's place, None when it is not in the view."""
    unread: dict[int, int] = {}
    """How many messages of a ticket the person has not read, where there are any."""
    drafts: frozenset[int] = frozenset()
    """The tickets on which the person left something unsent."""
    hint: Message | None = None
    """What may be wrong with a filter that found nothing."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of the pane: the view's tickets, with the ghost of a selected one that left the view."""

    glimpse: Glimpse = Glimpse()
    top: int = 0
    """The row that is shown first."""
    row: int = 0
    """The row under the cursor."""
    selected: int | None = None
    ghost: Ticket | None = None
    sought: Ticket | None = None
    """A ticket that is to be selected wherever it stands; the view has not been read since."""
    news: int = 0
    """How many tickets came in above what is shown."""

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self.glimpse.total + (self.ghost is not None)

    def at(self, row: int) -> Ticket | None:
        """Return the ticket of a row, None when it lies outside the window that was read."""
        if self.ghost is not None:
            if row == self.row:
                return self.ghost
            row -= row > self.row
        index = row - self.glimpse.start
        return self.glimpse.tickets[index] if 0 <= index < len(self.glimpse.tickets) else None

    def holds(self, first: int, last: int) -> bool:
        """Say whether every row from `first` to `last` (exclusive) can be painted."""
        return all(self.at(row) is not None for row in (max(first, 0), min(last, self.total) - 1) if row < self.total)


def renewed(place: Place, glimpse: Glimpse) -> Place:
    """Return the place after the view was read anew: the selected ticket stays selected, and in its line."""
    if place.selected is None:
        return first_of(glimpse)
    if glimpse.rank is None:
        held = place.at(place.row)
        ghost = held if held is not None and held.id == place.selected else place.ghost or place.sought
        if ghost is None:
            return first_of(glimpse)
        row = min(place.row, glimpse.total)
        top = max(row - (place.row - place.top), 0)
        return Place(glimpse=glimpse, row=row, top=top, selected=ghost.id, ghost=ghost, news=place.news)
    moved = glimpse.rank - place.row
    top = max(place.top + moved, 0)
    news = place.news + moved if moved > 0 and top else place.news
    return Place(glimpse=glimpse, row=glimpse.rank, top=top, selected=place.selected, news=news if top else 0)


def first_of(glimpse: Glimpse) -> Place:
    """Return the place at the top of a view that is seen for the first time."""
    first = glimpse.tickets[0].id if glimpse.tickets and not glimpse.start else None
    return Place(glimpse=glimpse, selected=first)


def pointed(place: Place, row: int) -> Place:
    """Return the place after the cursor went to `row`; a ghost that is left is gone."""
    if place.ghost is not None and row != place.row:
        row -= row > place.row
        place = msgspec.structs.replace(place, ghost=None)
    row = min(max(row, 0), max(place.total - 1, 0))
    ticket = place.at(row)
    return msgspec.structs.replace(place, row=row, selected=ticket.id if ticket else None)


def shown_from(place: Place, top: int) -> Place:
    """Return the place after scrolling; at the top nothing is news."""
    return msgspec.structs.replace(place, top=top, news=0 if top == 0 else place.news)
