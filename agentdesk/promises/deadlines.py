"""When each promise of a ticket falls due.

A clock runs from the event that starts it until the event that ends it, and stands still in the states that its
target names. A solved ticket has no running clock; a reopened one has again (`final` still counts from receipt).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.model.ticket import Pause, Ticket
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.duration import Duration, Unit
from agentdesk.promises.target import Ends, Kind, Starts, Target

if TYPE_CHECKING:
    from agentdesk.promises.policy import Policy

DONE = frozenset({"solved", "closed"})


class ClockFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that the clocks of a ticket depend on; moments are ms since the epoch."""

    received_at: int
    reopened_at: int | None = None
    """The latest reopening."""
    first_answer_at: int | None = None
    """A person's first public answer."""
    last_answer_at: int | None = None
    """A person's latest public message."""
    waiting_since: int | None = None
    """The oldest customer message that no person has answered."""
    solved_at: int | None = None
    state: str = "open"
    pauses: tuple[Pause, ...] = ()


class Deadlines(msgspec.Struct, frozen=True, kw_only=True):
    """When each clock falls due, in ms since the epoch; None where it does not run, stands still or was met."""

    policy: str = ""
    """Id of the row of the promise table."""
    first_due: int | None = None
    next_due: int | None = None
    resolve_due: int | None = None
    final_due: int | None = None
    update_due: int | None = None
    due_at: int | None = None
    """The nearest of these."""
    due_kind: str = ""
    """Which one that is: "first_response", "next_response", "resolution", "final", "update"; "" when none runs."""
    provisional: bool = False
    """Counted in working time through a year whose public holidays are not announced yet."""

    def due(self, kind: Kind) -> int | None:
        """When the clock of that kind falls due."""
        fields = {
            Kind.FIRST_RESPONSE: self.first_due,
            Kind.NEXT_RESPONSE: self.next_due,
            Kind.RESOLUTION: self.resolve_due,
            Kind.FINAL: self.final_due,
            Kind.UPDATE: self.update_due,
        }
        return fields[kind]

    def overdue(self, now: int) -> tuple[Kind, ...]:
        """The running clocks that are broken at `now`: an answer at the due moment itself is in time."""
        return tuple(kind for kind in Kind if (due := self.due(kind)) is not None and due < now)


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that runs; moments in ms since the epoch."""

    kind: Kind
    target: Target
    start: int
    due: int
    pauses: tuple[Pause, ...] = ()
    """All that the ticket knows; the target says in which the clock stands still."""


def running(facts: ClockFacts, policy: "Policy") -> Iterator[Running]:
    """Give the clocks of a ticket that have not met their end and do not stand still.

    Raises NoWorkingTime where the calendar cannot hold a target.
    """
    for kind, target in policy.targets.items():
        start = starts_at(facts, target)
        if start is None or not _runs(facts, kind, target):
            continue
        due = falls_due(target, start, facts.pauses, policy.calendar)
        if due is not None:
            yield Running(kind=kind, target=target, start=start, due=due, pauses=facts.pauses)


def settle(facts: ClockFacts, policy: "Policy") -> Deadlines:
    """The deadlines of a ticket under a policy. Raises NoWorkingTime where the calendar cannot hold a target."""
    return nearest(tuple(running(facts, policy)), policy)


def nearest(clocks: Sequence[Running], policy: "Policy") -> Deadlines:
    """The deadlines of the clocks that run under a policy."""
    dues = {clock.kind: clock.due for clock in clocks}
    first = min(Kind, key=lambda kind: dues.get(kind, _NEVER))
    return Deadlines(
        policy=policy.id,
        first_due=dues.get(Kind.FIRST_RESPONSE),
        next_due=dues.get(Kind.NEXT_RESPONSE),
        resolve_due=dues.get(Kind.RESOLUTION),
        final_due=dues.get(Kind.FINAL),
        update_due=dues.get(Kind.UPDATE),
        due_at=dues.get(first),
        due_kind=first.value if first in dues else "",
        provisional=any(_is_provisional(clock, policy.calendar) for clock in clocks),
    )


_NEVER = 1 << 62


def starts_at(facts: ClockFacts, target: Target) -> int | None:
    """When a clock begins, None while nothing began it."""
    if target.starts is Starts.OLDEST_UNANSWERED:
        return facts.waiting_since
    if target.starts is Starts.LAST_ANSWER:
        return _last_answer(facts)
    if target.starts is Starts.OPENED and facts.reopened_at is not None:
        return max(facts.received_at, facts.reopened_at)
    return facts.received_at


def _last_answer(facts: ClockFacts) -> int | None:
    """The latest answer counts from receipt at the earliest, and not from before the latest reopening."""
    if facts.last_answer_at is None:
        return None
    return max(facts.last_answer_at, facts.received_at, facts.reopened_at or 0)


def _runs(facts: ClockFacts, kind: Kind, target: Target) -> bool:
    """Whether the clock has not met its end; the next response is not owed before the first was given."""
    if facts.solved_at is not None or facts.state in DONE:
        return False
    if kind is Kind.NEXT_RESPONSE and facts.first_answer_at is None:
        return False
    if target.ends is Ends.FIRST_PUBLIC_ANSWER:
        return facts.first_answer_at is None
    return target.ends in (Ends.SOLVED, Ends.NEXT_ANSWER) or facts.waiting_since is not None


def falls_due(target: Target, start: int, pauses: Sequence[Pause], calendar: Calendar) -> int | None:
    """When a clock that started at `start` falls due, or None while it stands still.

    A pause that began at or after the deadline does not mend it.
    """
    stretches = standing(target, start, pauses)
    if target.within.unit is Unit.WORKING_DAYS:
        return _due_in_days(target.within, start, stretches, calendar)
    left, since = target.within, start
    for paused, resumed in stretches:
        passed = paused - since if left.unit is Unit.RUNNING else calendar.working_between(since, paused)
        if passed >= left.amount:
            break
        if resumed is None:
            return None
        left, since = Duration(left.amount - passed, left.unit), resumed
    return calendar.add(since, left)


def _due_in_days(
    within: Duration, start: int, stretches: Sequence[tuple[int, int | None]], calendar: Calendar
) -> int | None:
    """Each pause moves the last day on by the working days it holds, counted as the deadline counts them."""
    days = within.amount
    for paused, resumed in stretches:
        if paused >= calendar.end_of_working_day(start, days):
            break
        if resumed is None:
            return None
        days += calendar.working_days_between(paused, resumed)
    return calendar.end_of_working_day(start, days)


def standing(target: Target, start: int, pauses: Sequence[Pause]) -> list[tuple[int, int | None]]:
    """The stretches after `start` in which the clock stands still: sorted, joined where they overlap."""
    found: list[tuple[int, int | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.since):
        if pause.state not in target.pauses or (pause.until is not None and pause.until <= max(start, pause.since)):
            continue
        since, until = max(start, pause.since), pause.until
        if found:
            last_since, last_until = found[-1]
            if last_until is None or since <= last_until:
                joined = None if last_until is None or until is None else max(last_until, until)
                found[-1] = (last_since, joined)
                continue
        found.append((since, until))
    return found


def _is_provisional(clock: Running, calendar: Calendar) -> bool:
    if clock.target.within.unit is Unit.RUNNING:
        return False
    years = range(calendar.day_of(clock.start).year, calendar.day_of(clock.due).year + 1)
    return not all(calendar.is_announced(year) for year in years)


def clock_facts(ticket: Ticket) -> ClockFacts:
    """The facts of a ticket as its row keeps them."""
    return ClockFacts(
        received_at=ticket.received_at,
        reopened_at=ticket.reopened_at,
        first_answer_at=ticket.first_answer_at,
        last_answer_at=ticket.last_agent_at if ticket.first_answer_at is not None else None,
        waiting_since=ticket.waiting_since,
        solved_at=ticket.solved_at,
        state=ticket.state,
        pauses=ticket.pauses,
    )
