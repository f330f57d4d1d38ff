"""What the store is asked for a filter at a moment."""

from typing import Final

from agentdesk.desk.filter.filter import Filter, Term
from agentdesk.model import LIVE_STATES, State
from agentdesk.store.sieve import Check, Clause, Sieve

LIVE: Final = tuple(map(str, LIVE_STATES))
OPEN: Final = ("open",)
EVERY: Final = tuple(map(str, State))
COLUMNS: Final = {"task": "task", "tag": "tag", "customer": "customer_name"}
"""Keys whose column has another name, or is none."""
PAST: Final = {"wait": "waiting_since", "age": "created_at"}
"""Lengths of time since a moment of the ticket's."""
AHEAD: Final = {"due": "due_at", "follow-up": "follow_up_at"}
"""Lengths of time until one."""
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TIERS: Final = frozenset({"vip", "creator", "merchant"})


def sieve_of(asked: Filter, me: str, now: int) -> Sieve:
    """Return what passes a filter at `now`; `me` is the id of who asks, whose own tickets `is:mine` means."""
    clauses = tuple(clause_of(term, me, now) for term in asked.terms)
    return Sieve(states=states_of(clauses), clauses=clauses)


def clause_of(term: Term, me: str, now: int) -> Clause:
    """Return one term as a clause."""
    if term.key == "is":
        return Clause(tuple(_flag(str(flag), me, now) for flag in term.values), term.negated)
    if term.key == "task" and None in term.values:
        return Clause((Check("task", "in"),), not term.negated)
    return Clause((_check(term, now),), term.negated)


def _check(term: Term, now: int) -> Check:
    amount = term.values[0] if term.values else None
    if term.key in PAST and isinstance(amount, int):
        return Check(PAST[term.key], _TURNED[term.op], (now - amount,))
    if term.key in AHEAD and isinstance(amount, int):
        return Check(AHEAD[term.key], term.op, (now + amount,))
    if term.key in ("words", "customer"):
        return Check(COLUMNS.get(term.key, term.key), "holds", term.values)
    return Check(COLUMNS.get(term.key, term.key), "in" if term.op == ":" else term.op, _kept(term))


def _kept(term: Term) -> tuple[str | int | None, ...]:
    """A category that is none is kept as an empty text."""
    return tuple("" if value is None and term.key == "category" else value for value in term.values)


def _flag(flag: str, me: str, now: int) -> Check:
    if flag in EVERY:
        return Check("state", "in", (flag,))
    if flag in _TIERS:
        return Check("tier", "in", (flag,))
    return {
        "mine": Check("owner", "in", (me,)),
        "unassigned": Check("owner", "in", (None,)),
        "late": Check("due_at", "<=", (now,)),
        "waiting": Check("waiting_since", "is"),
        "urgent": Check("priority", "in", ("urgent",)),
        "complaint": Check("kind", "in", ("complaint",)),
        "follow-up": Check("follow_up_at", "is"),
        "task": Check("task", "in"),
        "escalated": Check("escalated_at", "is"),
        "reopened": Check("reopened", ">", (0,)),
    }[flag]


def states_of(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Return the states in which tickets are looked for: those that the clauses name, else the open ones.

    A person's tickets, follow-ups, tasks and what was escalated are looked for among the pending and snoozed ones too.
    """
    named = [clause for clause in clauses if any(check.field == "state" for check in clause.any)]
    if not named:
        return LIVE if any(map(_follows, clauses)) else OPEN
    positive = any(not clause.negated for clause in named)
    return tuple(state for state in (EVERY if positive else LIVE) if all(_may(clause, state) for clause in named))


def _follows(clause: Clause) -> bool:
    fields = {check.field for check in clause.any if check.values != (None,)}
    return not clause.negated and bool(fields & {"owner", "follow_up_at", "task", "escalated_at"})


def _may(clause: Clause, state: str) -> bool:
    """Whether a ticket in this state can pass a clause."""
    others = [check for check in clause.any if check.field != "state"]
    holds = any(state in check.values for check in clause.any if check.field == "state")
    return not holds if clause.negated else bool(holds or others)
