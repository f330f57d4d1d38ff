"""Resettle: the promises in force changed, and live tickets get the deadlines that these give."""

from agentdesk.desk.command import Command
from agentdesk.desk.promises import is_unsettled
from agentdesk.desk.work import Work


class Resettle(Command, frozen=True):
    """Settle these tickets again; nothing where nothing changes."""

    tickets: tuple[int, ...]

    def decide(self, work: Work) -> None:
        """Record the new deadlines, order and timers of each ticket that has other ones."""
        for number in self.tickets:
            ticket = work.tx.ticket(number)
            if ticket is not None and is_unsettled(work.tx, ticket, work.book.policies, work.now):
                work.change(ticket, "promise.resettled", {})
