"""Complain: a ticket is a complaint of some severity, about a case and whoever followed that."""

from typing import Any, Final

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.verbs.access import hands_on
from agentdesk.desk.verbs.reroute import find_agent
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Priority, Ticket

COMPLAINT: Final = "complaint"
"""The row of the promise table that complaints have."""
SEVERITIES: Final = ("minor", "serious", "grave")


class Complain(Command, frozen=True):
    """Say how grave a complaint is, and which ticket it is about; whoever followed that is the accused, unless given.

    `severity` is 1 to 3, or one of `SEVERITIES`; `accused` a name or id.
    """

    ticket: int
    severity: str
    about: int | None = None
    accused: str | None = None
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record it; a complaint leaves the hands of the accused."""
        ticket = work.live_ticket(self.ticket)
        severity = severity_of(self.severity)
        if self.about == ticket.id:
            raise Refusal(Why.INPUT, "desk.about_itself", ticket=ticket.id)
        work.guard(ticket, self.seen, "complaint.set", "ticket.rerouted", "ticket.solved")
        case = work.ticket(self.about) if self.about is not None else None
        changes: dict[str, Any] = {"kind": COMPLAINT, "severity": severity, "hands": hands_on(ticket, "severity")}
        if case is not None:
            changes["about"] = case.id
        accused = self._accused(work, ticket, case)
        changes["accused"] = accused
        if accused is not None and ticket.owner == accused:
            changes["owner"] = None
        work.change(ticket, "complaint.set", changes)
        work.say("desk.complaint_set", ticket=ticket.id, severity=Message(f"desk.severity_{SEVERITIES[severity - 1]}"))

    def _accused(self, work: Work, ticket: Ticket, case: Ticket | None) -> str | None:
        if self.accused is not None:
            return find_agent(work, self.accused).id
        return (case.owner if case is not None else None) or ticket.accused


def severity_of(word: str) -> int:
    """Return 1 to 3 for `1` to `3` or a word of `SEVERITIES`; raises `Refusal` with the nearest."""
    if word in ("1", "2", "3"):
        return int(word)
    if word in SEVERITIES:
        return SEVERITIES.index(word) + 1
    raise Refusal(Why.INPUT, "desk.no_severity", severity=word[:40], near=nearest_word(word, SEVERITIES))


def severity_by_priority(priority: str) -> int:
    """Return how grave the rules take a complaint to be: urgent 3, high 2, else 1."""
    return {Priority.URGENT: 3, Priority.HIGH: 2}.get(Priority(priority), 1)
