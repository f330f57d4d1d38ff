"""What a shift came to: the floor hour by hour, promises kept and broken, what customers said."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.desk.clocks import waits
from agentdesk.desk.floor import Floor
from agentdesk.lab.shift.plan import Plan
from agentdesk.lab.shift.supervisor import Course
from agentdesk.model import LIVE_STATES, Event, Ticket, stream_of
from agentdesk.promises.clocks import Standing, clock_lines
from agentdesk.promises.deadlines import clock_facts
from agentdesk.promises.target import Kind
from agentdesk.store.protocol import Scope

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.promises.policy import Policies

COMPLAINT: Final = "complaint"
MOST: Final = 1_000_000
_OUTCOMES: Final = {Standing.MET: "kept", Standing.BROKEN: "broken", Standing.LATE: "late"}


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """The floor at a moment; durations in ms."""

    at: int
    open: int
    free: int
    longest_wait: int
    soon: int
    """Late, or due within 15 minutes."""
    late: int
    solved: int
    online: int
    loads: dict[str, float]
    """How much each agent has, as the floor weighs it."""


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of promise was kept, each round counted once."""

    kept: int = 0
    broken: int = 0
    late: int = 0
    """Broken, and still owed at the end."""
    running: int = 0

    @property
    def share(self) -> float:
        """Return the share that was kept of those that ended or were late; 1 for none."""
        ended = self.kept + self.broken + self.late
        return self.kept / ended if ended else 1.0


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal says about a shift's tickets."""

    tickets: int
    solved: int
    unanswered: int
    """Live ones that no person has answered."""
    oldest_unanswered: int
    """How long the one of them that waits longest has waited, in ms."""
    reopened: int
    rated: int
    csat: float
    """Mean rating, 1 to 5; 0 where nobody rated."""
    promises: dict[str, Promise]
    """By `Kind` for all but complaints, whose promises of every kind stand under "complaint"."""
    kinds: dict[str, int]
    """Events by kind, since the shift began."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What a shift came to."""

    plan: Plan
    hours: tuple[Hour, ...]
    tally: Tally
    incident: Course
    messages: int
    """Of customers and their bots."""
    steps: int
    """Things that agents did."""
    refused: int
    """Steps for which somebody else was faster."""
    handed: int
    ticks: int
    """How often the keeper worked."""
    events: int
    faults: tuple[str, ...]
    """What `verify` finds wrong."""


def hour_of(desk: "Desk", agents: frozenset[str]) -> Hour:
    """Return the floor as it stands now; `agents` are the ids of those whose loads are told."""
    now, floor = desk.clock.now(), desk.floor()
    waiting = [line.waiting_since for line in floor.teams if line.waiting_since is not None]
    return Hour(
        at=now,
        open=sum(line.open for line in floor.teams),
        free=sum(line.free for line in floor.teams),
        longest_wait=now - min(waiting, default=now),
        soon=sum(line.soon for line in floor.teams),
        late=desk.reader().lane_count(Scope(due_before=now), None, MOST),
        solved=sum(line.solved for line in floor.teams),
        online=sum(line.state == "online" for line in floor.agents if line.agent in agents),
        loads=_loads(floor, agents),
    )


def _loads(floor: Floor, agents: frozenset[str]) -> dict[str, float]:
    return {line.name: line.load for line in floor.agents if line.agent in agents}


def tally(desk: "Desk", first: int, since: str) -> Tally:
    """Return what became of the tickets from number `first` on, and of the journal's events behind `since`."""
    now, policies = desk.clock.now(), desk.rulebook().policies
    reader = desk.reader()
    tickets = [ticket for ticket in reader.history(MOST) if ticket.id >= first]
    counts: Counter[tuple[str, str]] = Counter()
    for ticket in tickets:
        counts.update(standings(ticket, reader.events(stream_of("ticket", ticket.id)), policies, now))
    live = [t for t in tickets if t.state in LIVE_STATES and t.first_answer_at is None]
    ratings = [ticket.rating for ticket in tickets if ticket.rating]
    return Tally(
        tickets=len(tickets),
        solved=sum(ticket.state not in LIVE_STATES for ticket in tickets),
        unanswered=len(live),
        oldest_unanswered=now - min((ticket.received_at for ticket in live), default=now),
        reopened=sum(ticket.reopened > 0 for ticket in tickets),
        rated=len(ratings),
        csat=sum(ratings) / len(ratings) if ratings else 0.0,
        promises=_promises(counts),
        kinds=dict(sorted(Counter(_kinds(desk, since)).items())),
    )


def standings(ticket: Ticket, events: tuple[Event, ...], policies: "Policies", now: int) -> Iterator[tuple[str, str]]:
    """Give the kind and the outcome of each promise of a ticket: every wait for an answer, not the latest alone."""
    rounds, facts, policy = waits(events), clock_facts(ticket), policies.of(ticket)
    for last, wait in enumerate(rounds, 1):
        for line in clock_lines(facts, policy, rounds[:last], now):
            counts = line.started_at == wait.since if line.kind == Kind.NEXT_RESPONSE else last == len(rounds)
            if counts:
                kind = COMPLAINT if ticket.kind == COMPLAINT else line.kind
                yield kind, _OUTCOMES.get(line.standing, "running")


def _promises(counts: Counter[tuple[str, str]]) -> dict[str, Promise]:
    kinds = sorted({kind for kind, _ in counts})
    outcomes = (*_OUTCOMES.values(), "running")
    return {kind: Promise(**{outcome: counts[kind, outcome] for outcome in outcomes}) for kind in kinds}


def _kinds(desk: "Desk", since: str) -> Iterator[str]:
    reader, place = desk.reader(), since
    while True:
        place, events = reader.journal(place, 5_000)
        if not events:
            return
        yield from (event.kind for event in events)
