"""A mixed hour of a desk by script, then the tables made again from its journal: equal, and how fast."""

import random
import time
from pathlib import Path

from agentdesk.clock import HOUR, MINUTE, SECOND, SeededChance, VirtualClock
from agentdesk.desk import (
    ClaimNext,
    Command,
    Desk,
    Keeper,
    Note,
    Release,
    Reply,
    Reroute,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.desk.inbound import read_message
from agentdesk.lang import Refusal
from benchmarks.common import arguments, make_desk, messages, report, scratch

NOW = 1_790_000_000_000


def live(path: Path, per_minute: int, seed: int) -> tuple[Desk, int, int]:
    """Let an hour pass at a desk; return it with how many commands were carried out and how many refused."""
    make_desk(path).close()
    clock, chance = VirtualClock(NOW), random.Random(seed)
    desk = Desk.open(path, clock=clock, chance=SeededChance(seed))
    keeper = Keeper(desk, "bench")
    people = [agent.id for agent in desk.agents()]
    arriving = messages(60 * per_minute, seed, conversations=20 * per_minute)
    done, refused = 0, 0
    for _ in range(60):
        tickets = [
            receipt.ticket for receipt in desk.receive([read_message(next(arriving)) for _ in range(per_minute)])
        ]
        for _ in range(2 * per_minute):
            try:
                desk.do(command(chance, chance.choice(tickets), clock.now()), actor=chance.choice(people))
                done += 1
            except Refusal:
                refused += 1
        clock.advance(MINUTE - SECOND)
        keeper.tick()
        clock.advance(SECOND)
    return desk, done, refused


def command(chance: random.Random, ticket: int, now: int) -> Command:
    """Return something that somebody may want to do to a ticket."""
    choices: list[Command] = [
        ClaimNext(),
        ClaimNext(),
        Reply(ticket, "您好，正在为您查询", then=chance.choice(["pending", "open", "solved"])),
        Note(ticket, "已联系仓库"),
        Tag(ticket, on=(chance.choice(["加急", "VIP", "复查"]),)),
        SetPriority(ticket, chance.choice(["urgent", "high", "low"])),
        Reroute(ticket, "请协助", team=chance.choice(["refunds", "logistics", "payments"])),
        Snooze(ticket, now + chance.choice([5 * MINUTE, HOUR])),
        Release(ticket),
        Solve(ticket, told=True),
        Undo(ticket),
    ]
    return chance.choice(choices)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--per-minute", type=int, default=20, help="messages a minute")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with scratch() as folder:
        desk, done, refused = live(folder / "desk.db", given.per_minute, given.seed)
        before = desk.store.dump()
        began = time.perf_counter()
        events = desk.store.rebuild()
        rebuilt = time.perf_counter()
        equal = desk.store.dump() == before
        checked = time.perf_counter()
        faults = len(list(desk.store.verify()))
        report(
            {
                "events": events,
                "commands": done,
                "refused": refused,
                "dumps_equal": equal,
                "faults": faults,
                "rebuild_seconds": rebuilt - began,
                "events_per_second": events / (rebuilt - began),
                "verify_seconds": time.perf_counter() - checked,
            },
            given.json,
        )
        desk.close()


if __name__ == "__main__":
    main()
