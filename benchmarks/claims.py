"""Eight programs claim the next ticket until there is none: none is claimed twice, and how many a second."""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from agentdesk.desk import ClaimNext, Desk
from agentdesk.desk.inbound import read_message
from agentdesk.lang import Refusal
from benchmarks.common import arguments, make_desk, messages, percentile, program, report, scratch


def claim_all(path: Path, name: str) -> None:
    """Be one of the programs: wait for a line, claim until nothing is left, print each claim's milliseconds."""
    desk = Desk.open(path)
    actor = desk.sit(name).id
    desk.rulebook()
    print("ready", flush=True)
    sys.stdin.readline()
    took: list[float] = []
    while True:
        began = time.perf_counter()
        try:
            desk.do(ClaimNext(), actor=actor)
        except Refusal:
            break
        took.append(1000 * (time.perf_counter() - began))
    desk.close()
    print(*(f"{one:.3f}" for one in took))


def measure(path: Path, count: int, claimers: int) -> dict[str, float | int]:
    """Fill a desk, let the programs loose, and count in the journal who got what."""
    desk = make_desk(path, claimers)
    given = [read_message(message) for message in messages(count)]
    for start in range(0, count, 200):
        desk.receive(given[start : start + 200])
    programs = [program("benchmarks.claims", "--claim", path, "--name", f"ann{n}") for n in range(claimers)]
    for one in programs:
        assert one.stdin is not None
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    began = time.perf_counter()
    for one in programs:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.flush()
    took = [float(word) for one in programs for word in one.communicate()[0].split()]
    whole = time.perf_counter() - began
    reader = desk.reader()
    tickets = reader.history(count)
    claims = Counter(
        ticket.id
        for ticket in tickets
        for event in reader.events(f"ticket:{ticket.id}")
        if event.kind == "ticket.claimed"
    )
    faults = len(list(desk.store.verify()))
    desk.close()
    return {
        "tickets": count,
        "programs": claimers,
        "claimed": len(claims),
        "doubled": sum(times - 1 for times in claims.values()),
        "left_over": sum(ticket.owner is None for ticket in tickets),
        "claims_per_second": len(took) / whole,
        "claim_ms_p50": percentile(took, 0.5),
        "claim_ms_p99": percentile(took, 0.99),
        "faults": faults,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--programs", type=int, default=8)
    parser.add_argument("--claim", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.claim:
        claim_all(given.claim, given.name)
        return
    with scratch() as folder:
        report(measure(folder / "desk.db", given.count, given.programs), given.json)


if __name__ == "__main__":
    main()
