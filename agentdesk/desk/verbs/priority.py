"""Priority: what a person sets, no rule changes."""

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.verbs.access import hands_on
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Priority


def priority_name(priority: str) -> Message:
    """Return what a priority is called."""
    return Message(f"desk.priority_{priority}")


class SetPriority(Command, frozen=True):
    """Set a ticket's priority by hand."""

    ticket: int
    priority: str

    def decide(self, work: Work) -> None:
        """Record it; refused for a word that is no priority, with the nearest one."""
        if self.priority not in list(Priority):
            near = nearest_word(self.priority, list(Priority))
            raise Refusal(Why.INPUT, "desk.no_priority", priority=self.priority, near=near)
        ticket = work.live_ticket(self.ticket)
        hands = hands_on(ticket, "priority")
        if ticket.priority == self.priority and ticket.hands == hands:
            raise Refusal(Why.CONFLICT, "desk.priority_same", ticket=ticket.id, priority=priority_name(self.priority))
        work.change(ticket, "priority.set", {"priority": self.priority, "hands": hands})
        work.say("desk.priority_set", ticket=ticket.id, priority=priority_name(self.priority))
