"""What holds after every step of a desk, whatever was done: looked at plainly, one ticket after the other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agentdesk.desk import View
from agentdesk.desk.desk import Desk
from agentdesk.desk.queue import LIVE
from agentdesk.model import LIVE_STATES, Agent, Event, Ticket, key_of
from agentdesk.promises.deadlines import clock_facts, settle
from agentdesk.promises.order import order_key
from agentdesk.promises.policy import Policies
from agentdesk.store.protocol import Reader, Scope

ALL = 1_000
DUES = {
    "first_response": "first_due",
    "next_response": "next_due",
    "resolution": "resolve_due",
    "final": "final_due",
    "update": "update_due",
}
HANDED = {"ticket.rerouted", "ticket.accepted", "ticket.returned", "ticket.handed_over", "ticket.undone"}
"""How a ticket goes from one person to another; else only by a balance."""
CALLED = {"escalated_at", "escalated_to", "escalated_for"}
"""Who was called to a ticket: all that a task can change of it."""


def is_live(ticket: Ticket) -> bool:
    """Whether a ticket stands in a queue."""
    return ticket.state in LIVE_STATES and not ticket.archived


def whole(ticket: Ticket) -> None:
    """What a ticket says of itself fits together."""
    assert (ticket.state == "snoozed") == (ticket.snoozed_until is not None)
    assert (ticket.solved_at is not None) >= (ticket.state == "solved")
    assert ticket.solved_at is None or not is_live(ticket)
    assert (ticket.closed_at is not None) == (ticket.state == "closed")
    assert ticket.merged_into is None or ticket.state == "closed"
    assert ticket.promised_at is not None or (ticket.promise, ticket.promised_who) == ("", None)
    assert ticket.follow_up_at is not None or not ticket.follow_up
    assert (ticket.escalated_at is None) == (ticket.escalated_to is None)
    offered = ticket.offered_team is not None or ticket.offered_to is not None
    assert not offered or (is_live(ticket) and ticket.owner is not None)
    assert ticket.offered_to is None or ticket.offered_to not in (ticket.owner, ticket.accused)
    assert not set(ticket.checked) - set(ticket.checks)
    for earlier, later in zip(ticket.pauses, ticket.pauses[1:], strict=False):
        assert earlier.until is not None
        assert earlier.since < earlier.until <= later.since
    if ticket.pauses and ticket.pauses[-1].until is None:
        assert ticket.pauses[-1].state == ticket.state


def in_its_place(ticket: Ticket, policies: Policies) -> None:
    """A ticket is due when its promises say, and stands in the queue where that puts it."""
    if not is_live(ticket):
        assert (ticket.lane, ticket.due_at, ticket.first_due, ticket.next_due, ticket.resolve_due) == (3, *4 * (None,))
        return
    dues = settle(clock_facts(ticket), policies.of(ticket))
    assert all(getattr(ticket, name) == getattr(dues, name) for name in DUES.values())
    nearest = [due for due in (dues.due_at, ticket.promised_at) if due is not None]
    assert ticket.due_at == min(nearest, default=None)
    key = order_key(
        priority=ticket.priority, points=ticket.points, due_at=ticket.due_at, received_at=ticket.received_at
    )
    assert ticket.order_at == key.order_at
    assert ticket.lane == (key.lane if ticket.state == "open" else 2)


def queued(desk: Desk, tickets: Iterable[Ticket], agents: Iterable[Agent]) -> None:
    """Each lane holds its tickets in the order of their keys, and each view those that it names."""
    reader, tickets = desk.reader(), list(tickets)
    for states, lanes in ((("open",), (0, 1)), (("pending", "snoozed"), (2,)), (("solved", "closed"), (3,))):
        for lane in lanes:
            wanted = [one for one in tickets if one.state in states and one.lane == lane]
            wanted.sort(key=lambda one: (one.order_at, one.id))
            assert list(reader.lane(Scope(states=states), lane, ALL)) == wanted
    shown = desk.queue(View(name="all"), 0, ALL).tickets
    assert {one.id for one in shown} == {one.id for one in tickets if one.state == "open"}
    for lane in (0, 1):
        keys = [(one.order_at, one.id) for one in shown if one.lane == lane]
        assert keys == sorted(keys)
    for agent in agents:
        mine = desk.queue(View(name="mine", agent=agent.id), 0, ALL).tickets
        assert {one.id for one in mine} == {one.id for one in tickets if one.owner == agent.id and one.state in LIVE}


def timed(reader: Reader, ticket: Ticket, now: int) -> None:
    """What is promised or arranged has its timer while it is to come; nothing else has one."""
    timers, fired = {timer.timer: timer for timer in reader.timers(ticket.id)}, reader.fired(ticket.id)
    running = {kind for kind, name in DUES.items() if getattr(ticket, name) is not None}
    clocks = {name for name in timers if name.partition(":")[0] in ("warn", "breach", "escalate")}
    assert {name.partition(":")[2] for name in clocks} <= running
    for kind in running:
        due, breach = getattr(ticket, DUES[kind]), timers.get(f"breach:{kind}")
        assert breach.due_at == due + 1 if breach is not None else any(name == f"breach:{kind}" for name, _ in fired)
    for name, due in (("promised", ticket.promised_at), ("follow_up", ticket.follow_up_at)):
        timer = timers.get(name)
        if due is None or not is_live(ticket):
            assert timer is None
        elif due > now:
            assert timer is not None
        assert timer is None or timer.due_at == due
    for task in reader.tasks(ticket.id):
        late = timers.get(f"task_breach:{task.id}")
        assert late is None or (task.state == "open" and task.due_at is not None and late.due_at == task.due_at + 1)
        assert late is not None or task.state != "open" or task.due_at is None or task.due_at < now


def loads(tickets: Iterable[Ticket]) -> Counter[str]:
    """Return how much each person has: what we owe, and chats that wait for the customer."""
    mine = (one for one in tickets if one.owner is not None and not one.archived)
    return Counter(
        str(one.owner) for one in mine if one.state == "open" or (one.state == "pending" and one.channel == "chat")
    )


def assigned(events: Iterable[Event], tickets: Mapping[int, Ticket], agents: Mapping[str, Agent]) -> None:
    """Nobody has more than fits by what the desk gave them, and nothing that is not for them."""
    has = loads(tickets.values())
    for event in events:
        if event.kind != "ticket.assigned":
            continue
        ticket, agent = tickets[int(key_of(event.stream))], agents[event.data["set"]["owner"]]
        assert has[agent.id] <= agent.capacity, (agent, has)
        assert agent.active
        assert event.data["reason"]["by"] == "followed" or agent.duty == "online"
        assert ticket.team is None or ticket.team in agent.teams
        assert set(ticket.skills) <= set(agent.skills)
        assert not agent.languages or not ticket.lang or ticket.lang in agent.languages


class Watch:
    """Looks at every event of the journal in its order, and remembers what that needs."""

    def __init__(self) -> None:
        self.accused: dict[str, str | None] = {}
        self.stages: dict[str, str] = {}
        self.fired: set[tuple[Any, ...]] = set()
        self.missed: set[tuple[str, int]] = set()

    def look(self, events: Iterable[Event]) -> None:
        """What each event changes, it may change."""
        for event in events:
            given, was = event.data.get("set", {}), event.data.get("was", {})
            if event.stream.startswith("incident:"):
                self.stages[key_of(event.stream)] = given.get("stage", self.stages.get(key_of(event.stream)))
            elif event.stream.startswith("ticket:"):
                self._owned(event, given, was)
                self._once(event)
                if event.kind != "ticket.undone" and "received_at" in was:
                    assert given["received_at"] <= was["received_at"], event
                if event.kind.startswith("task."):
                    assert given.keys() <= CALLED, event
                if event.kind == "ticket.joined_incident":
                    assert self.stages[given["incident"]] == "open"

    def _owned(self, event: Event, given: dict[str, Any], was: dict[str, Any]) -> None:
        """A ticket goes from one person to another only as it was meant to, and never to the accused."""
        if "accused" in given:
            self.accused[event.stream] = given["accused"]
        if given.get("owner") is None:
            return
        assert self.accused.get(event.stream) != given["owner"], event
        if was.get("owner") is not None:
            balanced = event.kind == "ticket.assigned" and event.data["reason"].get("why") == "rebalance"
            assert balanced or event.kind in HANDED, event

    def _once(self, event: Event) -> None:
        """A timer's effect happens once."""
        if event.data.get("fired"):
            mark = (event.stream, *event.data["fired"])
            assert mark not in self.fired, event
            self.fired.add(mark)
        if event.kind == "promised.missed":
            missed = (event.stream, event.data["due"])
            assert missed not in self.missed, event
            self.missed.add(missed)


def chains(tickets: Mapping[int, Ticket]) -> Iterator[int]:
    """Yield where each merged ticket is followed further in the end; that there is an end is the law."""
    for ticket in tickets.values():
        seen = {ticket.id}
        while ticket.merged_into is not None:
            assert ticket.merged_into not in seen
            seen.add(ticket.merged_into)
            ticket = tickets[ticket.merged_into]
        yield ticket.id
