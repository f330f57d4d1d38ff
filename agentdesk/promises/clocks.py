"""How each promise of a ticket stands: which stretches its clock counted, in which it stood still, met or broken."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from agentdesk.lang import Message
from agentdesk.model.ticket import Task
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.deadlines import ClockFacts, falls_due, standing, starts_at
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.policy import Policy
from agentdesk.promises.target import Ends, Kind, Starts, Target
from agentdesk.promises.tasks import TASK, TaskPromise


class Standing(StrEnum):
    """How a promise stands."""

    RUNNING = "running"
    PAUSED = "paused"
    """It stands still, and has no deadline meanwhile."""
    LATE = "late"
    """It runs on, and is broken already."""
    MET = "met"
    BROKEN = "broken"
    """It ended too late."""


class Stretch(msgspec.Struct, frozen=True):
    """A part of a clock's time, in ms since the epoch; what is neither counted nor paused is outside working hours."""

    since: int
    until: int
    counts: bool


class Round(msgspec.Struct, frozen=True):
    """From when the customer waited until a person answered or the wait ended otherwise; None while it lasts."""

    since: int
    until: int | None = None


class ClockLine(msgspec.Struct, frozen=True, kw_only=True):
    """One promise of a ticket: its latest round; or a task of it. Moments are ms since the epoch."""

    kind: str
    """A `Kind`, or "task"."""
    policy: str
    """Id of the row of the promise table; of the task for a task."""
    within: Duration
    standing: Standing
    started_at: int
    ended_at: int | None
    due_at: int | None
    """None while it stands still."""
    counted: int
    """How much of the promised time was used, in the unit of `within`."""
    stretches: tuple[Stretch, ...]
    """In order, up to its end or to now."""

    @property
    def named(self) -> Message:
        """What it is called, for people."""
        return Message(f"promises.{self.kind}")


def clock_lines(facts: ClockFacts, policy: Policy, rounds: Sequence[Round], now: int) -> Iterator[ClockLine]:
    """Give a line for each promise that began; `rounds` are the times in which the customer waited, in order."""
    for kind, target in policy.targets.items():
        since = _round(facts, kind, target, rounds)
        if since is not None:
            yield _line(facts, policy, kind, target, since, now)


def _round(facts: ClockFacts, kind: Kind, target: Target, rounds: Sequence[Round]) -> Round | None:
    if target.starts is Starts.OLDEST_UNANSWERED:
        first = facts.first_answer_at
        if kind is Kind.NEXT_RESPONSE and first is None:
            return None
        owed = [one for one in rounds if kind is not Kind.NEXT_RESPONSE or one.until is None or one.until != first]
        return owed[-1] if owed else None
    start = starts_at(facts, target)
    ends: Mapping[Ends, int | None] = {
        Ends.FIRST_PUBLIC_ANSWER: facts.first_answer_at,
        Ends.PUBLIC_ANSWER: None if facts.waiting_since is not None or not rounds else rounds[-1].until,
        Ends.SOLVED: facts.solved_at,
        Ends.NEXT_ANSWER: facts.solved_at,
    }
    end = ends[target.ends]
    return None if start is None else Round(start, facts.solved_at if end is None else end)


def _line(facts: ClockFacts, policy: Policy, kind: Kind, target: Target, span: Round, now: int) -> ClockLine:
    due = falls_due(target, span.since, facts.pauses, policy.calendar)
    stretches = tuple(_stretches(facts, target, span, policy.calendar, now))
    return ClockLine(
        kind=kind.value,
        policy=policy.id,
        within=target.within,
        standing=_standing(due, span.until, now),
        started_at=span.since,
        ended_at=span.until,
        due_at=due,
        counted=_counted(target.within, stretches, policy.calendar),
        stretches=stretches,
    )


def task_line(task: Task, promise: TaskPromise, now: int) -> ClockLine | None:
    """Give the line of a task; None for one that has no deadline. It never stands still."""
    if task.due_at is None:
        return None
    end = now if task.done_at is None else task.done_at
    usual = promise.within is not None and promise.due(task.asked_at) == task.due_at
    within = promise.within if usual and promise.within is not None else Duration(task.due_at - task.asked_at)
    spans = [(task.asked_at, end)]
    if within.unit is Unit.WORKING:
        spans = list(promise.calendar.working_spans(task.asked_at, end))
    stretches = tuple(Stretch(since, until, counts=True) for since, until in spans if since < until)
    return ClockLine(
        kind=TASK,
        policy=task.id,
        within=within,
        standing=_standing(task.due_at, task.done_at, now),
        started_at=task.asked_at,
        ended_at=task.done_at,
        due_at=task.due_at,
        counted=_counted(within, stretches, promise.calendar),
        stretches=stretches,
    )


def _standing(due: int | None, end: int | None, now: int) -> Standing:
    if end is not None:
        return Standing.MET if due is None or end <= due else Standing.BROKEN
    if due is None:
        return Standing.PAUSED
    return Standing.RUNNING if now <= due else Standing.LATE


def _stretches(facts: ClockFacts, target: Target, span: Round, calendar: Calendar, now: int) -> Iterator[Stretch]:
    """Give the parts of a clock's time between its pauses, and the pauses."""
    end = now if span.until is None else span.until
    at = span.since
    for since, until in standing(target, span.since, facts.pauses):
        if since >= end:
            break
        yield from _counting(target, calendar, at, since)
        at = end if until is None else min(until, end)
        yield Stretch(since, at, counts=False)
    yield from _counting(target, calendar, at, end)


def _counting(target: Target, calendar: Calendar, since: int, until: int) -> Iterator[Stretch]:
    if target.within.unit is Unit.WORKING:
        spans = calendar.working_spans(since, until)
        yield from (Stretch(opens, closes, counts=True) for opens, closes in spans)
    elif since < until:
        yield Stretch(since, until, counts=True)


def _counted(within: Duration, stretches: Sequence[Stretch], calendar: Calendar) -> int:
    counting = [stretch for stretch in stretches if stretch.counts]
    if within.unit is Unit.WORKING_DAYS:
        return sum(calendar.working_days_between(stretch.since, stretch.until) for stretch in counting)
    return sum(stretch.until - stretch.since for stretch in counting)
