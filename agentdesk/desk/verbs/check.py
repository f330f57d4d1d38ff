"""Check: what the rules want checked before a matter is settled, and the agent who says that it is."""

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why
from agentdesk.model import Ticket


class Check(Command, frozen=True):
    """Tick entries of a ticket's checklist, or take ticks back; entries go by their ids."""

    ticket: int
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    def decide(self, work: Work) -> None:
        """Record it; refused for an entry that the ticket does not have, and when nothing changes."""
        work.me()
        ticket = work.ticket(self.ticket)
        for name in (*self.on, *self.off):
            if name not in ticket.checks:
                near = nearest_word(name, ticket.checks)
                raise Refusal(Why.INPUT, "desk.no_check", ticket=ticket.id, check=name[:40], near=near)
        checked = tuple(name for name in ticket.checks if name in {*ticket.checked, *self.on} - {*self.off})
        if checked == ticket.checked:
            raise Refusal(Why.CONFLICT, "desk.check_same", ticket=ticket.id)
        work.change(ticket, "ticket.checked", {"checked": checked})
        work.say("desk.checked", ticket=ticket.id, done=len(checked), of=len(ticket.checks))


def unchecked(ticket: Ticket) -> tuple[str, ...]:
    """Return the entries of a ticket's checklist that nobody has ticked."""
    return tuple(name for name in ticket.checks if name not in ticket.checked)


def refuse_unchecked(ticket: Ticket) -> None:
    """Raise `Refusal` for a ticket whose checklist is not done."""
    left = unchecked(ticket)
    if left:
        raise Refusal(Why.CONFLICT, "desk.unchecked", ticket=ticket.id, checks=", ".join(left))
