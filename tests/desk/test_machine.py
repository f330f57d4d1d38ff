"""Whatever customers, agents and time do in whatever order: the real desk is the plain one, and its laws hold."""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agentdesk.clock import DAY, HOUR, MINUTE, SECOND, SeededChance, VirtualClock
from agentdesk.desk import (
    Claim,
    ClaimNext,
    Command,
    Desk,
    Keeper,
    Note,
    Release,
    Reopen,
    Reply,
    Reroute,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.lang import Refusal
from agentdesk.model import LIVE_STATES, Ticket
from agentdesk.promises.deadlines import clock_facts, settle
from agentdesk.promises.order import order_key
from agentdesk.store.protocol import Scope
from tests.desk.desks import NOW, Floor, code
from tests.desk.plain_desk import AGENTS, Case, PlainDesk

ALL = 1_000
PROMISES = ("promise.warned", "promise.breached", "promise.escalated")
agents = st.sampled_from(AGENTS)
texts = st.sampled_from(["退款", "盗号", "投诉", "hello", "谢谢"])
picks = st.integers(0, ALL)
tags = st.sampled_from(["退款", "盗号", "加急"])


class Carrier:
    """Takes everything."""

    def carry(self, parcel: object) -> None:
        """Take it."""


class DeskMachine(RuleBasedStateMachine):
    """Two programs on one desk, several people, customers, and the keeper."""

    template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="agentdesk-"))
        path = self.folder / "desk.db"
        shutil.copy(self._template(), path)
        self.clock = VirtualClock(NOW)
        self.doors = [Floor(Desk.open(path, clock=self.clock, chance=SeededChance(n)), self.clock) for n in (1, 2)]
        self.keeper = Keeper(self.doors[1].desk, "test", carrier=Carrier())
        self.plain = PlainDesk()
        self.numbers: list[int] = []

    @classmethod
    def _template(cls) -> Path:
        """Return a founded desk, closed, to be copied for each run."""
        if cls.template is None or not cls.template.exists():
            folder = tempfile.mkdtemp(prefix="agentdesk-")
            atexit.register(shutil.rmtree, folder)
            cls.template = Path(folder) / "desk.db"
            Floor.found(cls.template).desk.close()
        return cls.template

    def do(self, who: str, command: Command, allowed: bool, door: int = 0) -> None:
        """Let somebody do something for real, and see that it is allowed or refused as in the plain desk."""
        said = ""
        try:
            self.doors[door].do(who, command)
        except Refusal as refusal:
            said = code(refusal)
        assert (said == "") == allowed, (said, command)

    def pick(self, number: int) -> tuple[int, Case]:
        """Return one of the tickets there are."""
        index = number % len(self.plain.cases)
        return self.numbers[index], self.plain.cases[index]

    @rule(conversation=st.sampled_from(["c1", "c2", "c3"]), text=texts, door=st.integers(0, 1))
    def receive(self, conversation: str, text: str, door: int) -> None:
        index = self.plain.receive(self.clock.now(), conversation, text)
        receipt = self.doors[door].customer(text, conversation)
        if index == len(self.numbers):
            assert receipt.outcome == "new"
            self.numbers.append(receipt.ticket)
        assert self.numbers[index] == receipt.ticket

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, door=st.integers(0, 1))
    def claim(self, who: str, ticket: int, door: int) -> None:
        number, case = self.pick(ticket)
        self.do(who, Claim(number), self.plain.claim(who, case), door)

    @rule(who=agents)
    def claim_next(self, who: str) -> None:
        floor = self.doors[0]
        free = [case for case in self.plain.cases if case.state == "open" and case.owner is None]
        able = [case for case in free if case.accused != who]
        try:
            number = floor.do(who, ClaimNext()).ticket.id
        except Refusal:
            assert able == []
            return
        case = self.plain.cases[self.numbers.index(number)]
        assert any(case is one for one in able)
        self.plain.claim(who, case)

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks)
    def release(self, who: str, ticket: int) -> None:
        number, case = self.pick(ticket)
        self.do(who, Release(number), self.plain.release(who, case))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, then=st.sampled_from(["pending", "open", "solved"]))
    def reply(self, who: str, ticket: int, then: str) -> None:
        number, case = self.pick(ticket)
        allowed = self.plain.reply(who, case, then, self.clock.now())
        self.do(who, Reply(number, f"answer, then {then}", then=then), allowed)

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks)
    def note(self, who: str, ticket: int) -> None:
        number, case = self.pick(ticket)
        self.do(who, Note(number, "a note"), self.plain.note(who, case))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, on=tags | st.just(""), off=tags | st.just(""))
    def tag(self, who: str, ticket: int, on: str, off: str) -> None:
        number, case = self.pick(ticket)
        command = Tag(number, on=(on,) if on else (), off=(off,) if off else ())
        self.do(who, command, self.plain.tag(who, case, on, off))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, priority=st.sampled_from(["urgent", "low", "normal"]))
    def prioritise(self, who: str, ticket: int, priority: str) -> None:
        number, case = self.pick(ticket)
        self.do(who, SetPriority(number, priority), self.plain.prioritise(who, case, priority))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, to=st.sampled_from(["funds", "risk", *AGENTS]))
    def reroute(self, who: str, ticket: int, to: str) -> None:
        number, case = self.pick(ticket)
        team, agent = (None, to) if to in AGENTS else (to, None)
        allowed = self.plain.reroute(who, case, team, agent)
        self.do(who, Reroute(number, "why", team=team, agent=agent), allowed)

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, wait=st.sampled_from([MINUTE, 5 * HOUR]))
    def snooze(self, who: str, ticket: int, wait: int) -> None:
        number, case = self.pick(ticket)
        until = self.clock.now() + wait
        self.do(who, Snooze(number, until), self.plain.snooze(who, case, until))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks, told=st.booleans())
    def solve(self, who: str, ticket: int, told: bool) -> None:
        number, case = self.pick(ticket)
        self.do(who, Solve(number, told=told), self.plain.solve(who, case, told, self.clock.now()))

    @precondition(lambda self: self.plain.cases)
    @rule(who=agents, ticket=picks)
    def reopen(self, who: str, ticket: int) -> None:
        number, case = self.pick(ticket)
        self.do(who, Reopen(number), self.plain.reopen(who, case))

    @precondition(lambda self: any(case.before for case in self.plain.cases))
    @rule(ticket=picks)
    def undo(self, ticket: int) -> None:
        undoable = [case for case in self.plain.cases if case.before is not None]
        case = undoable[ticket % len(undoable)]
        index = next(index for index, one in enumerate(self.plain.cases) if one is case)
        who = case.done_by or ""
        self.do(who, Undo(self.numbers[index]), self.plain.undo(case, self.clock.now()))

    @rule(duration=st.sampled_from([2 * SECOND, MINUTE, HOUR, 25 * HOUR, 73 * HOUR, 8 * DAY]))
    def pass_time(self, duration: int) -> None:
        self.clock.advance(duration)
        assert self.keeper.tick()
        self.plain.pass_time(self.clock.now())

    @invariant()
    def tickets_are_as_in_the_plain_desk(self) -> None:
        floor = self.doors[0]
        names = {key: name for name, key in floor.ids.items()}
        for number, case in zip(self.numbers, self.plain.cases, strict=True):
            ticket = floor.ticket(number)
            assert _told(ticket, names) == _plain(case)
            messages = [(message.author, message.text, message.withdrawn) for message in floor.messages(number)]
            assert messages == case.messages
            assert ticket.messages == len(messages)

    @invariant()
    def every_ticket_stands_in_one_lane_by_its_promise(self) -> None:
        reader = self.doors[0].desk.reader()
        policies = self.doors[0].desk.rulebook().policies
        live = Scope(states=tuple(LIVE_STATES))
        lanes = [ticket.id for lane in (0, 1, 2) for ticket in reader.lane(live, lane, ALL)]
        tickets = [self.doors[0].ticket(number) for number in self.numbers]
        assert sorted(lanes) == [ticket.id for ticket in tickets if ticket.state in LIVE_STATES]
        for ticket in tickets:
            if ticket.state not in LIVE_STATES:
                assert (ticket.lane, ticket.due_at) == (3, None)
                continue
            due = settle(clock_facts(ticket), policies.of(ticket))
            key = order_key(
                priority=ticket.priority, points=ticket.points, due_at=due.due_at, received_at=ticket.received_at
            )
            assert (ticket.due_at, ticket.due_kind, ticket.order_at) == (due.due_at, due.due_kind, key.order_at)
            assert ticket.lane == (key.lane if ticket.state == "open" else 2)

    @invariant()
    def every_running_promise_has_its_timers_and_no_other_has_one(self) -> None:
        reader = self.doors[0].desk.reader()
        for number in self.numbers:
            ticket = self.doors[0].ticket(number)
            fired = reader.fired(number)
            dues = {
                "first_response": ticket.first_due,
                "next_response": ticket.next_due,
                "resolution": ticket.resolve_due,
                "final": ticket.final_due,
                "update": ticket.update_due,
            }
            timers = {timer.timer: timer for timer in reader.timers(number) if ":" in timer.timer}
            breaches = {name.partition(":")[2]: timer for name, timer in timers.items() if name.startswith("breach")}
            assert all(dues[kind] == timer.due_at - 1 for kind, timer in breaches.items())
            running = {kind for kind, due in dues.items() if due is not None}
            assert {name.partition(":")[2] for name in timers} <= running
            told = {name.partition(":")[2] for name, _ in fired if name.startswith("breach")}
            assert running <= {*breaches, *told}

    def teardown(self) -> None:
        floor = self.doors[0]
        for number in self.numbers:
            events = floor.events(number)
            assert [event.version for event in events] == list(range(1, len(events) + 1))
            claims = [event for event in events if event.kind == "ticket.claimed"]
            assert all(event.data["was"]["owner"] is None for event in claims)
            steps = [tuple(event.data["fired"]) for event in events if event.kind in PROMISES]
            assert len(set(steps)) == len(steps)
            assert all(e.data["due"] < e.recorded_at for e in events if e.kind == "promise.breached")
        assert floor.faults() == []
        dump = floor.desk.store.dump()
        floor.desk.store.rebuild()
        assert floor.desk.store.dump() == dump
        for door in self.doors:
            door.desk.close()
        shutil.rmtree(self.folder)


def _told(ticket: Ticket, names: dict[str, str]) -> tuple[Any, ...]:
    owner, accused = (names[key] if key else None for key in (ticket.owner, ticket.accused))
    waits = ticket.waiting_since is not None
    tags = list(ticket.tags)
    return (ticket.state, owner, ticket.team, ticket.priority, accused, tags, sorted(ticket.hands), waits)


def _plain(case: Case) -> tuple[Any, ...]:
    return (
        case.state,
        case.owner,
        case.team,
        case.priority,
        case.accused,
        case.tags,
        sorted(case.hands),
        case.waiting,
    )


TestDeskMachine = DeskMachine.TestCase
TestDeskMachine.settings = settings(max_examples=40, stateful_step_count=30)
