"""A list of tickets that can be marked, so that one act reaches several."""

from agentdesk.model import Ticket
from agentdesk.tui.lines import Lines
from agentdesk.tui.look import Look


class Marking(Lines):
    """Keeps the marked tickets as they were read last, whether they are to be seen or not."""

    def __init__(self, look: Look, *, id: str) -> None:
        super().__init__(look, id=id)
        self.marks: dict[int, Ticket] = {}

    @property
    def ticket(self) -> Ticket | None:
        """The ticket under the cursor."""
        raise NotImplementedError

    def mark(self) -> None:
        """Mark the ticket under the cursor, or take its mark away, and go to the next."""
        ticket = self.ticket
        if ticket is None:
            return
        if self.marks.pop(ticket.id, None) is None:
            self.marks[ticket.id] = ticket
        self.step(1)
        self.refresh()

    def unmark(self) -> None:
        """Take every mark away."""
        self.marks.clear()
        self.refresh()

    def mark_all(self, tickets: tuple[Ticket, ...]) -> None:
        """Mark these, too."""
        self.marks |= {ticket.id: ticket for ticket in tickets}
        self.refresh()

    def renew_marks(self, tickets: tuple[Ticket, ...]) -> None:
        """Remember the marked ones as they are now."""
        self.marks |= {ticket.id: ticket for ticket in tickets if ticket.id in self.marks}
