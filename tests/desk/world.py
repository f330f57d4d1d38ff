"""A desk that shares its work out, two programs on it, its people, its customers and the keeper: what happens there."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import (
    AnswerJoining,
    BulkDone,
    Claim,
    Command,
    Desk,
    EndIncident,
    Keeper,
    NoteIncident,
    OpenIncident,
    Reroute,
    SetPriority,
    Tag,
    Undo,
    carry_out,
    undo_bulk,
)
from agentdesk.desk.bulk import OnTicket
from agentdesk.desk.found import found
from agentdesk.desk.incidents.acts import answer_all, open_incident, solve_all
from agentdesk.desk.sharing.handover import hand_over, plan_handover
from agentdesk.desk.verbs.assign import Rebalance
from agentdesk.desk.verbs.customer import Link
from agentdesk.desk.verbs.incident import RecordAnswer
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.desk.verbs.presence import Attend, SetDuty
from agentdesk.desk.verbs.undo import UNDOABLE
from agentdesk.lang import Refusal
from agentdesk.model import Agent, Ticket, key_of
from tests.desk import laws
from tests.desk.desks import NOW, Floor, code
from tests.desk.everything import ABOUT_TICKETS, AIMS, ASKED, FILES, PEOPLE, VERBS, Hand
from tests.desk.steps import DUTIES, MANY, OWNER, SCREENS, Deed, Deeds, Leads, Passes, Staffs, Step, Writes

ALL = 1_000
GIVEN = ABOUT_TICKETS | {
    AnswerJoining,
    Attend,
    ChangeAgent,
    EndIncident,
    Link,
    NoteIncident,
    OpenIncident,
    Rebalance,
    RecordAnswer,
    SetDuty,
}
"""Kinds of commands that are given here."""
LEFT = frozenset({"version", "updated_at", "messages", "pauses"})
"""What taking back leaves: it is an event of its own, and a note stays in the conversation."""
LIFE = frozenset({"wake", "remind", "expire", "close", "idle_warn", "idle_close"})
"""Timers that begin anew with a state."""
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""These desks lie in memory where the system offers that: how long a disk takes is another matter."""
Standing = dict[int, tuple[Ticket, Any, Any]]
"""How every ticket stands, with its tasks and the timers that no state begins anew."""


class Carrier:
    """Takes everything."""

    def carry(self, parcel: object) -> None:
        """Take it."""


class World:
    """Ann and Bo are there; two customers have written, and Ann follows what they want."""

    template: Path | None = None

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="agentdesk-", dir=MEMORY))
        path = self.folder / "desk.db"
        shutil.copy(self._template(), path)
        self.clock = VirtualClock(NOW)
        self.doors = [Floor(Desk.open(path, clock=self.clock, chance=SeededChance(n)), self.clock) for n in (1, 2)]
        self.desk, self.ids = self.doors[0].desk, self.doors[0].ids
        self.keeper = Keeper(self.doors[1].desk, "test", carrier=Carrier())
        self.watch = laws.Watch()
        self.look("0")

    @classmethod
    def _template(cls) -> Path:
        """Return such a desk, closed, to be copied for each world."""
        if cls.template is None or not cls.template.exists():
            folder = tempfile.mkdtemp(prefix="agentdesk-", dir=MEMORY)
            atexit.register(shutil.rmtree, folder)
            cls.template = Path(folder) / "desk.db"
            clock = VirtualClock(NOW)
            floor = Floor(found(cls.template, "root", FILES, PEOPLE, clock=clock, chance=SeededChance(1)), clock)
            for name in ("ann", "bo"):
                floor.do(name, Attend(begins=True))
            for conversation in ("c1", "c2"):
                floor.do("ann", Claim(floor.customer("我要退款", conversation, customer={"id": "u1"}).ticket))
            floor.desk.close()
        return cls.template

    @classmethod
    @contextmanager
    def begun(cls) -> "Iterator[World]":
        """Begin a world; at its end the journal is sound and folds into the same tables again."""
        world = cls()
        try:
            yield world
            assert world.doors[0].faults() == []
            dump = world.desk.store.dump()
            world.desk.store.rebuild()
            assert world.desk.store.dump() == dump
        finally:
            for door in world.doors:
                door.desk.close()
            shutil.rmtree(world.folder)

    def tickets(self) -> dict[int, Ticket]:
        """Return every ticket by its number."""
        return {ticket.id: ticket for ticket in reversed(self.desk.history(ALL))}

    def agents(self) -> dict[str, Agent]:
        """Return everybody by id."""
        return {agent.id: agent for agent in self.desk.agents()}

    def check(self) -> None:
        """See that every ticket obeys the laws."""
        reader, policies, tickets = self.desk.reader(), self.desk.rulebook().policies, self.tickets()
        for number, ticket in tickets.items():
            laws.whole(ticket)
            laws.in_its_place(ticket, policies)
            laws.timed(reader, ticket, self.clock.now())
            assert len(reader.messages(number)) == ticket.messages
        laws.queued(self.desk, tickets.values(), self.agents().values())
        assert len(list(laws.chains(tickets))) == len(tickets)

    def tried(self, act: Callable[[], object]) -> bool:
        """Let something be done and look at what was recorded; a refusal says why and changes nothing."""
        before = self.desk.reader().cursor()
        try:
            act()
        except Refusal as refusal:
            said = code(refusal)
        else:
            self.look(before)
            return True
        assert self.desk.reader().cursor() == before, said
        return False

    def look(self, since: str) -> None:
        """See that what was recorded since obeys the laws."""
        _, events = self.desk.reader().journal(since, ALL)
        self.watch.look(events)
        laws.assigned(events, self.tickets(), self.agents())

    def do(self, who: str, *commands: Command, door: int = 0) -> bool:
        """Let somebody do something."""
        return self.tried(lambda: self.doors[door].do(who, *commands))

    def take(self, step: Step) -> None:
        """Let a step happen."""
        if isinstance(step, Deeds):
            number = self.aimed(step)
            for deed in step.deeds:
                self.deed(number, deed)
        elif isinstance(step, Writes):
            door = self.doors[step.door]
            assert self.tried(lambda: door.customer(step.text, step.conversation, **step.fields)) or step.rating
        elif isinstance(step, Staffs):
            self.staff(step)
        elif isinstance(step, Passes):
            self.wait(step.duration)
        elif step.what in MANY:
            self.many(step)
        else:
            self.tried(lambda: self.tend_incident(step))

    def wait(self, duration: int) -> None:
        """Time passes, and the keeper looks after the desk."""
        self.clock.advance(duration)
        before = self.desk.reader().cursor()
        assert self.keeper.tick()
        self.look(before)
        assert self.desk.reader().timers_due(self.clock.now(), 9) == ()

    def aimed(self, step: Deeds) -> int:
        """Return one of the tickets that the first verb is for, else any."""
        reader, tickets, verb = self.desk.reader(), self.tickets(), step.deeds[0].verb
        asked = [number for number in tickets if reader.tasks(number)]
        aimed = asked if verb in ASKED else [n for n in tickets if verb in AIMS and AIMS[verb](tickets[n])]
        found = aimed or list(tickets)
        return found[step.ticket % len(found)]

    def hand(self, number: int, deed: Deed) -> Hand:
        """Return what a verb is given about a ticket."""
        reader, numbers = self.desk.reader(), list(self.tickets())
        one, tasks = self.doors[0].ticket(number), reader.tasks(number)
        messages = [message.n for message in reader.messages(number) if message.author == "customer"]
        incidents = reader.incidents(("open", "suspected", "solved", "dismissed"), 9)
        return Hand(
            ticket=number,
            other=numbers[deed.other % len(numbers)],
            who=deed.to,
            owner=one.owner or "",
            now=self.clock.now(),
            wait=deed.wait,
            seen=None if deed.stale is None else max(one.version - deed.stale, 0),
            task=tasks[deed.other % len(tasks)].id if tasks else "none",
            n=messages[deed.other % len(messages)] if messages else 0,
            incident=incidents[deed.other % len(incidents)].id if incidents else "none",
        )

    def deed(self, number: int, deed: Deed) -> None:
        """Somebody does something to a ticket, and perhaps takes it back at once: then all is as it was."""
        if deed.after:
            self.wait(deed.after)
        hand, before = self.hand(number, deed), self.standing() if deed.back else {}
        names = {key: name for name, key in self.ids.items()}
        who = names.get(hand.owner, "ann") if deed.who == OWNER else deed.who
        if self.do(who, VERBS[deed.verb](hand), door=deed.door) and deed.back:
            self.take_back(number, who, before)

    def standing(self) -> Standing:
        """Return how every ticket stands."""
        reader = self.desk.reader()
        return {
            number: (
                ticket,
                reader.tasks(number),
                [(timer.timer, timer.due_at) for timer in reader.timers(number) if timer.timer not in LIFE],
            )
            for number, ticket in self.tickets().items()
        }

    def take_back(self, number: int, who: str, before: Standing) -> None:
        """Take back what somebody did last, and see that every ticket stands as before."""
        last, ticket = self.doors[0].events(number)[-1], before[number][0]
        if last.kind not in UNDOABLE or last.actor != self.ids[who] or last.version == ticket.version:
            return
        if not self.do(who, Undo(number)):
            assert ticket.owner is not None
            assert ticket.owner == ticket.accused
            return
        now = self.standing()
        for one, (old, tasks, timers) in before.items():
            same(now[one][0], old)
            if last.kind != "task.asked":
                assert now[one][1:] == (tasks, timers)
        for one in now.keys() - before.keys():
            assert now[one][0].merged_into == number

    def staff(self, step: Staffs) -> None:
        """Somebody's state is set, a screen is opened, which gives a sign of life once, or closed; and so on."""
        side = self.desk.side
        if step.what in DUTIES:
            self.do(step.who, SetDuty(step.what, step.other))
        elif step.what in SCREENS:
            self.do(step.who, Attend(begins=step.what == "begin"))
            if step.what == "begin":
                side.here(self.ids[step.who], None, False, self.clock.now())
            else:
                side.gone(self.ids[step.who])
        elif step.what == "one customer":
            self.do("cy", Link(1, 2))
        else:
            self.do("root", ChangeAgent(step.who, capacity=step.capacity, active=step.what == "here"))

    def many(self, step: Leads) -> None:
        """Something is done to many tickets; those that refuse stay; perhaps all of it is taken back."""
        before, since = self.standing(), self.desk.reader().cursor()
        done: list[BulkDone | None] = []
        if not self.tried(lambda: done.append(self.bulk(step))):
            return
        now, act = self.standing(), done[0]
        if act is not None:
            assert all(now[refused.ticket] == before[refused.ticket] for refused in act.refused)
            assert {number for number in now if now[number] != before[number]} <= set(act.done)
        if step.back:
            _, events = self.desk.reader().journal(since, ALL)
            acts = [key_of(event.stream) for event in events if event.stream.startswith("bulk:")]
            self.undo_many(acts[:1], step.who, before)

    def bulk(self, step: Leads) -> BulkDone | None:
        """Do something to many tickets; None for a balance, which does not say to which."""
        make: dict[str, Callable[[int], OnTicket]] = {
            "rerouted": lambda number: Reroute(number, "积压", team=step.team),
            "tagged": lambda number: Tag(number, on=("加急",)),
            "prioritised": lambda number: SetPriority(number, "high"),
        }
        me = self.ids[step.who]
        if step.what == "rebalanced":
            self.doors[0].do(step.who, Rebalance(step.team, self.desk.absent()))
            return None
        if step.what == "handed":
            return hand_over(self.desk, plan_handover(self.desk, self.agents()[me]), "下班", me)
        return carry_out(self.desk, [make[step.what](number) for number in self.tickets()], me, step.what)

    def undo_many(self, acts: Sequence[str], who: str, before: Standing) -> None:
        """Take acts on many tickets back, and see that every ticket stands as before, but for those of the accused."""
        back: list[BulkDone] = []
        for act in acts:
            assert self.tried(lambda to=act: back.append(undo_bulk(self.desk, to, self.ids[who])))  # type: ignore[misc]
        kept = {refused.ticket for done in back for refused in done.refused}
        assert all(before[number][0].owner == before[number][0].accused for number in kept)
        for number, now in self.standing().items():
            if number not in kept:
                same(now[0], before[number][0])
                assert now[1:] == before[number][1:]

    def tend_incident(self, step: Leads) -> object:
        """What is suspected, else an incident of a tag, is opened; the newest one is seen to."""
        desk, me = self.desk, self.ids[step.who]
        known = desk.reader().incidents(("open", "suspected"), 1)
        suspected, name = desk.reader().incidents(("suspected",), 1), known[0].id if known else "none"
        if step.what == "open":
            return open_incident(desk, OpenIncident("故障", suspected[0].id if suspected else "", step.tag), me)
        if step.what == "solve":
            return solve_all(desk, name, me)
        if step.what.startswith("answer"):
            return answer_all(desk, name, {"zh": "已恢复"}, me, solved=step.what.endswith("solve"))
        commands: dict[str, Command] = {
            "note": NoteIncident(name, "排查中"),
            "joining": AnswerJoining(name, "正在恢复", "We are on it"),
            "end": EndIncident(name, dismissed=True),
        }
        return desk.do(commands[step.what], actor=me)


def same(now: Ticket, before: Ticket) -> None:
    """See that a ticket stands as it did before; whoever was called to it by a broken promise has seen to it."""
    left = LEFT | (laws.CALLED | {"escalated_for"} if before.escalated_for else set())
    names = [name for name in Ticket.__struct_fields__ if name not in left]
    assert {n: getattr(now, n) for n in names} == {n: getattr(before, n) for n in names}
