"""The rules judge a customer's message; the verdict may add, raise and suggest, and never undoes what a person set."""

import msgspec

from agentdesk.desk.verbs.complaint import COMPLAINT, severity_by_priority
from agentdesk.desk.work import Work
from agentdesk.model import Customer, Priority, Ticket, Verdict


def judge(
    work: Work,
    ticket: Ticket,
    text: str,
    customer: Customer,
    *,
    first: bool,
    attachments: int = 0,
    earlier: tuple[str, ...] | None = None,
) -> Verdict:
    """Return what the rule set in force says of a message of this ticket.

    `earlier` is what the customer wrote before on a ticket that is not stored yet.
    """
    from agentdesk.desk.facts import facts_of

    facts = facts_of(work, ticket, customer, first=first, attachments=attachments, earlier=earlier)
    return work.book.rules.judge(text, facts)


def apply_verdict(work: Work, ticket: Ticket, verdict: Verdict | None) -> Ticket:
    """Return the ticket with the verdict's effects.

    Tags are added unless a person took them off, and taken off unless a person put them on; priority is only raised,
    and not where a person set it; a ticket without a team gets one; one that has a team, an owner or was moved by hand
    gets a proposal instead.
    """
    if verdict is None:
        return ticket
    refused = {mark[1:] for mark in ticket.hands if mark.startswith("-")}
    added = tuple(tag for tag in verdict.tags if tag not in ticket.tags and tag not in refused)
    priority = ticket.priority if "priority" in ticket.hands else _higher(ticket.priority, verdict.priority, ticket)
    changed = msgspec.structs.replace(
        ticket,
        tags=(*(tag for tag in ticket.tags if tag not in verdict.untags or f"+{tag}" in ticket.hands), *added),
        priority=priority,
        points=max(ticket.points, verdict.points) if ticket.version else verdict.points,
        kind=verdict.sla or ticket.kind,
        articles=verdict.articles or ticket.articles,
        skills=ticket.skills if "skills" in ticket.hands else _joined(ticket.skills, verdict.skills),
        checks=_joined(ticket.checks, verdict.checks),
    )
    if verdict.avoid_accused and changed.accused is None:
        accused, about = _accused(work, ticket)
        changed = msgspec.structs.replace(changed, accused=accused, about=changed.about or about)
    if verdict.sla == COMPLAINT and "severity" not in ticket.hands:
        severity = max(changed.severity or 1, severity_by_priority(verdict.priority))
        changed = msgspec.structs.replace(changed, severity=severity)
    if ticket.version and verdict.points <= 0 and Priority(verdict.priority).rank >= Priority.NORMAL.rank:
        return changed  # small talk on a running ticket moves nothing
    return _routed(changed, verdict.route)


def _joined(have: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*have, *more)))


def _higher(now: str, said: str, ticket: Ticket) -> str:
    if not ticket.version:
        return said
    return now if Priority(now).rank <= Priority(said).rank else said


def _routed(ticket: Ticket, route: str) -> Ticket:
    if not route or route == ticket.team:
        return ticket
    if ticket.team is None and ticket.owner is None and "team" not in ticket.hands:
        return msgspec.structs.replace(ticket, team=route)
    return msgspec.structs.replace(ticket, proposed_team=route)


def _accused(work: Work, ticket: Ticket) -> tuple[str | None, int | None]:
    """Return who is complained about, and about which other ticket: who owns this one, else the customer's last."""
    if ticket.owner is not None:
        return ticket.owner, None
    for other in work.tx.tickets_of(ticket.customer):
        if other.owner is not None and other.id != ticket.id and not other.imported:
            return other.owner, other.id
    return None, None
