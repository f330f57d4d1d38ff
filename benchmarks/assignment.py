"""Give 10,000 tickets to 40 people with different skills, languages and room, over a day of virtual time.

Customers write the whole day, more of them at noon; agents come and go by shifts, take breaks, and solve what they have
one after the other. A keeper gives the tickets out. Afterwards the journal is read: who got how much, how long tickets
waited to be given, and whether anybody ever got more than fits.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from agentdesk.clock import HOUR, MINUTE, SECOND, SeededChance, VirtualClock
from agentdesk.desk import Desk, Keeper, Solve
from agentdesk.desk.found import NewAgent, found
from agentdesk.desk.inbound import Inbound, read_message
from agentdesk.desk.sharing.policy import ONE
from agentdesk.desk.verbs.dedicate import Need
from agentdesk.desk.verbs.presence import SetDuty
from agentdesk.model import Agent, Event
from benchmarks.common import arguments, percentile, report, scratch

BEGIN = 1_790_000_000_000
DAY = 10 * HOUR
STEP = 10 * SECOND
TEAMS = {"refunds": "退款", "live": "直播", "appeal": "申诉", "account": "账号"}
SKILLS = ("law", "creator", "logistics")
WEIGHTS = {"chat": 100, "email": 50, "phone": 200}
RULES = "teams:\n" + "".join(f"  - {{id: {team}}}\n" for team in TEAMS)
RULES += "rules:\n" + "".join(
    f"  - {{id: {t}, when: {{words: [{w}]}}, then: {{route: {t}}}}}\n" for t, w in TEAMS.items()
)
RULES += """promises: {calendar: {zone: Asia/Shanghai}, table: [{id: everyone, targets: {first_response: 30m}}]}
sharing: {assign: push, weights: {email: 0.5, phone: 2}, capacity: {phone: 2}}
"""


def people(count: int, chance: random.Random) -> list[NewAgent]:
    """Return agents: one or two teams each, no skill to two, one language or both, room for 3 to 8."""
    return [
        NewAgent(
            name=f"agent{number}",
            teams=tuple(chance.sample(list(TEAMS), 1 + number % 2)),
            skills=tuple(chance.sample(SKILLS, number % 3)),
            languages=(("zh",), ("en",), ("zh", "en"), ("zh", "en"))[number % 4],
            capacity=3 + number % 6,
            rooms={"email": 6} if number % 5 == 0 else {},
        )
        for number in range(count)
    ]


def customers(count: int, chance: random.Random) -> Iterator[tuple[int, Inbound, str]]:
    """Yield when a message comes, the message, and the skill it needs ("" for none), in order of time."""
    times = sorted(round(chance.triangular(0, DAY, DAY / 2)) for _ in range(count))
    for number, at in enumerate(times):
        document = {
            "id": f"m{number}",
            "channel": chance.choices(("chat", "email", "phone"), (6, 3, 1))[0],
            "conversation": f"k{number}",
            "customer": {"id": f"u{number}", "name": f"顾客{number}"},
            "lang": chance.choices(("zh", "en"), (8, 2))[0],
            "text": f"{chance.choice(list(TEAMS.values()))} {number}",
        }
        skill = chance.choice(SKILLS) if chance.random() < 0.1 else ""
        yield at, read_message(msgspec.json.decode(msgspec.json.encode(document))), skill


class Day:
    """A day at the desk."""

    def __init__(self, path: Path, count: int, agents: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.clock = VirtualClock(BEGIN)
        staff = [NewAgent(name="root", role="admin"), *people(agents, self.chance)]
        self.desk: Desk = found(path, "root", {"desk.yaml": RULES}, staff, clock=self.clock, chance=SeededChance(seed))
        self.keeper = Keeper(self.desk, "benchmark")
        self.coming = list(customers(count, self.chance))[::-1]
        self.staff = [agent for agent in self.desk.agents() if agent.name != "root"]
        self.root = self.desk.sit("root").id
        self.work: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        """What each person has, as (when they will have solved it, ticket)."""
        self.cursor = self.desk.reader().cursor()
        self.keeping = 0.0
        """Seconds that the keeper took."""

    def run(self) -> None:
        """Let the day pass, until everything that somebody can take is solved."""
        rest = 0
        while self.coming or any(self.work.values()) or rest < 30:
            now = self.clock.now() - BEGIN
            self._shifts(now)
            self._receive(now)
            began = time.perf_counter()
            self.keeper.tick()
            self.keeping += time.perf_counter() - began
            self._begin()
            self._solve()
            self.clock.advance(STEP)
            rest = 0 if self.coming or any(self.work.values()) else rest + 1

    def _shifts(self, now: int) -> None:
        """A third come an hour later than the others; everybody takes a break of 20 minutes."""
        for number, agent in enumerate(self.staff):
            start, pause = (number % 3 == 0) * HOUR, 3 * HOUR + number * 5 * MINUTE
            wanted = {start: "online", pause: "break", pause + 20 * MINUTE: "online"}.get(now)
            if wanted:
                self.desk.do(SetDuty(wanted), actor=agent.id)

    def _receive(self, now: int) -> None:
        batch: list[tuple[Inbound, str]] = []
        while self.coming and self.coming[-1][0] <= now:
            _, message, skill = self.coming.pop()
            batch.append((message, skill))
        if batch:
            receipts = self.desk.receive([message for message, _ in batch])
            needs = [Need(r.ticket, (skill,)) for r, (_, skill) in zip(receipts, batch, strict=True) if skill]
            if needs:
                self.desk.do(*needs, actor=self.root)

    def _begin(self) -> None:
        self.cursor, events = self.desk.reader().journal(self.cursor, 1_000_000)
        for event in events:
            if event.kind == "ticket.assigned":
                length = round(self.chance.uniform(4, 12) * MINUTE)
                self.work[event.data["set"]["owner"]].append(
                    (self.clock.now() + length, int(event.stream.partition(":")[2]))
                )

    def _solve(self) -> None:
        for agent, work in self.work.items():
            done = [ticket for until, ticket in work if until <= self.clock.now()]
            if done:
                self.desk.do(*(Solve(ticket, told=True) for ticket in done), actor=agent)
                work[:] = [(until, ticket) for until, ticket in work if ticket not in done]


def audit(events: tuple[Event, ...], agents: dict[str, Agent]) -> tuple[Counter[str], list[int], int, dict[str, int]]:
    """Count anew from the journal alone: weight given to each, waits (ms), times over capacity, highest loads."""
    opened: dict[str, Event] = {}
    owner: dict[str, tuple[str, str, int]] = {}
    loads: Counter[tuple[str, str]] = Counter()
    given: Counter[str] = Counter()
    highest: Counter[str] = Counter()
    waits: list[int] = []
    over = 0
    for event in events:
        if event.kind == "ticket.opened":
            opened[event.stream] = event
        elif event.kind == "ticket.assigned":
            agent, channel = agents[event.data["set"]["owner"]], opened[event.stream].data["set"]["channel"]
            rooms = {"phone": 2} | agent.rooms
            room, weight = channel if channel in rooms else "", WEIGHTS[channel]
            owner[event.stream] = (agent.id, room, weight)
            loads[agent.id, room] += weight
            over += loads[agent.id, room] > ONE * (rooms[room] if room else agent.capacity)
            given[agent.id] += weight
            highest[agent.id] = max(highest[agent.id], loads[agent.id, ""])
            waits.append(event.at - opened[event.stream].at)
        elif event.kind == "ticket.solved":
            agent_id, room, weight = owner.pop(event.stream)
            loads[agent_id, room] -= weight
    return given, waits, over, dict(highest)


def measure(path: Path, count: int, agents: int, seed: int = 1) -> dict[str, Any]:
    """Let a day pass and say what became of it."""
    day = Day(path, count, agents, seed)
    began = time.perf_counter()
    day.run()
    whole = time.perf_counter() - began
    known = {agent.id: agent for agent in day.staff}
    _, events = day.desk.reader().journal("0", 10_000_000)
    given, waits, over, highest = audit(events, known)
    shares = sorted(given[agent] / ONE / known[agent].capacity for agent in known)
    unable = sum(ticket.owner is None for ticket in day.desk.history(count))
    faults = len(list(day.desk.store.verify()))
    day.desk.close()
    return {
        "tickets": count,
        "people": agents,
        "given": len(waits),
        "nobody_can": unable,
        "over_capacity": over,
        "given_per_room_min": shares[0],
        "given_per_room_median": percentile(shares, 0.5),
        "given_per_room_max": shares[-1],
        "highest_load_share_max": max(highest[a] / ONE / known[a].capacity for a in highest),
        "wait_s_p50": percentile(waits, 0.5) / 1000,
        "wait_s_p95": percentile(waits, 0.95) / 1000,
        "wait_s_max": max(waits) / 1000,
        "keeper_s": day.keeping,
        "keeper_ms_a_ticket": 1000 * day.keeping / max(len(waits), 1),
        "whole_s": whole,
        "faults": faults,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with scratch() as folder:
        report(measure(folder / "desk.db", given.count, given.people, given.seed), given.json)


if __name__ == "__main__":
    main()
