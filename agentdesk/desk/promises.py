"""The timers of a ticket's promises, and what they do when they fall due.

Raising, moving and tagging never undo what a person set, and a ticket that somebody follows is never moved: the move is
proposed.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from agentdesk.desk.settle import settled
from agentdesk.model import LIVE_STATES, Priority, Ticket, Timer
from agentdesk.promises.deadlines import Running, clock_facts, running
from agentdesk.promises.policy import Policies, Policy
from agentdesk.promises.steps import (
    BREACH,
    ESCALATE,
    WARN,
    Due,
    Escalation,
    Warn,
    escalation_of,
    is_promise,
    next_steps,
    warning_of,
)
from agentdesk.store.protocol import Reader

if TYPE_CHECKING:
    from agentdesk.desk.work import Work

Effect = tuple[str, dict[str, Any], dict[str, Any]]
"""What a timer does: kind of the event, changed fields of the ticket, parts of the event."""

KINDS = {WARN: "promise.warned", BREACH: "promise.breached", ESCALATE: "promise.escalated"}


def promise_timers(
    reader: Reader, ticket: Ticket, policies: Policies, just: tuple[str, int] | None = None
) -> list[tuple[str, int, int | None]]:
    """Return (timer, step, due or None to drop) for each timer of a promise that does not stand as it should.

    `just` is the (timer, step) that is being carried out.
    """
    if ticket.archived:
        return []
    have = {timer.timer: timer for timer in reader.timers(ticket.id) if is_promise(timer.timer)}
    if ticket.state not in LIVE_STATES and not have:
        return []
    want = {due.timer: due for due in _wanted(ticket, policies, {*reader.fired(ticket.id), *([just] if just else [])})}
    dropped = (name for name, timer in have.items() if name not in want and (name, timer.step) != just)
    return [*((name, 0, None) for name in dropped), *_changed(want, have)]


def _wanted(ticket: Ticket, policies: Policies, fired: Collection[tuple[str, int]]) -> Iterator[Due]:
    policy = policies.of(ticket)
    for clock in running(clock_facts(ticket), policy):
        yield from next_steps(clock, policy.calendar, policy.warns, policy.escalations, fired)


def _changed(want: dict[str, Due], have: dict[str, Timer]) -> Iterator[tuple[str, int, int | None]]:
    for name, due in want.items():
        stands = have.get(name)
        if stands is None or (stands.step, stands.due_at) != (due.step, due.due_at):
            yield name, due.step, due.due_at


def is_unsettled(reader: Reader, ticket: Ticket, policies: Policies, now: int) -> bool:
    """Whether a ticket's clocks, place or timers are not what the promises in force make of it."""
    if ticket.archived or ticket.state not in LIVE_STATES:
        return False
    return settled(ticket, policies, now) != ticket or bool(promise_timers(reader, ticket, policies))


def promise_effect(work: "Work", ticket: Ticket, timer: Timer) -> Effect | None:
    """Return what a promise's timer does now that it is due.

    None where the promises in force do not make it due: they changed, and the ticket was not settled again yet.
    """
    policy = work.book.policies.of(ticket)
    fired = work.tx.fired(ticket.id)
    for clock in running(clock_facts(ticket), policy):
        for due in next_steps(clock, policy.calendar, policy.warns, policy.escalations, fired):
            if (due.timer, due.step) == (timer.timer, timer.step) and due.due_at <= work.now:
                return _taken(work, ticket, clock, policy, due)
    return None


def _taken(work: "Work", ticket: Ticket, clock: Running, policy: Policy, due: Due) -> Effect:
    word = due.timer.partition(":")[0]
    changes: dict[str, Any] = {}
    told: dict[str, Any] = {"kind": clock.kind.value, "due": clock.due}
    warn = warning_of(clock, policy.warns, due.step) if word == WARN else None
    if warn is not None:
        told |= distance_of(warn)
    step = escalation_of(clock, policy.escalations, due.step) if word == ESCALATE else None
    if step is not None:
        changes, done = _escalated(work, ticket, step)
        told |= done
        if step.tell:
            changes |= calling(work, ticket, step.tell, clock.kind.value)
    return KINDS[word], changes, told


def distance_of(warn: Warn) -> dict[str, Any]:
    """Return what an event tells of how far from the breach it warns."""
    return {"before": warn.before} if warn.before else {"share": warn.share}


def calling(work: "Work", ticket: Ticket, role: str, clock: str) -> dict[str, Any]:
    """Return the fields by which a broken promise calls a role to a ticket; what a person called for stays theirs."""
    if ticket.escalated_at is not None and not ticket.escalated_for:
        return {}
    return {"escalated_at": work.now, "escalated_to": role, "escalated_for": clock}


def _escalated(work: "Work", ticket: Ticket, step: Escalation) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that an escalation changes, and what the event tells of it."""
    changes: dict[str, Any] = {}
    done: dict[str, Any] = {}
    if step.priority:
        done["raise"] = step.priority
        if "priority" not in ticket.hands and Priority(step.priority).rank < Priority(ticket.priority).rank:
            changes["priority"] = step.priority
    if step.team:
        done["move"] = step.team
        changes |= _moved(work, ticket, step.team)
    if step.tell:
        done["tell"] = step.tell
    added = tuple(tag for tag in step.tags if tag not in ticket.tags and f"-{tag}" not in ticket.hands)
    if added:
        changes["tags"] = (*ticket.tags, *added)
        done["tags"] = {"on": added, "off": ()}
    return changes, done


def _moved(work: "Work", ticket: Ticket, team: str) -> dict[str, Any]:
    if team == ticket.team or all(team != known.id for known in work.tx.teams()):
        return {}
    if ticket.owner is None and "team" not in ticket.hands:
        return {"team": team, "proposed_team": None}
    return {"proposed_team": team}
