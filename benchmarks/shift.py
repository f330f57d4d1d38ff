"""A shift in the lab: 12 agents, 3,000 customers from 14:00 to 22:00, live streams that break down at 20:00.

Everything happens on the real desk, on a scratch store in memory, by a virtual clock: what the floor showed every hour,
promises kept and broken, how the incident went, and the real seconds it took. The same seed gives the same journal.
"""

import time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from agentdesk.clock import MINUTE, to_datetime
from agentdesk.lab.shift.account import Account, Hour
from agentdesk.lab.shift.plan import ZONE, Plan
from agentdesk.lab.shift.shift import opened
from benchmarks.common import arguments, report

HEADS = ("time", "open", "free", "longest wait", "soon", "late", "solved", "online", "loads")


def measure(plan: Plan) -> tuple[Account, dict[str, float]]:
    """Let a shift pass; return what came of it, the real seconds of its parts, and those of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    with opened(plan) as shift:
        made = time.perf_counter()
        account = shift.play()
        played = time.perf_counter()
    seconds = {"making_s": made - began, "playing_s": played - made, "whole_s": played - began}
    return account, {**seconds, "processor_s": time.process_time() - worked}


def figures(account: Account) -> dict[str, Any]:
    """Return the figures of a shift, each with a name."""
    told, course = account.tally, account.incident
    found: dict[str, Any] = {
        "tickets": told.tickets,
        "solved": told.solved,
        "reopened": told.reopened,
        "unanswered": told.unanswered,
        "oldest_unanswered_min": told.oldest_unanswered / MINUTE,
    }
    for kind, promise in told.promises.items():
        broken = promise.broken + promise.late
        found[f"{kind}_kept"] = (
            f"{promise.kept} of {promise.kept + broken} ({promise.share:.1%}), {promise.running} run"
        )
    for name in ("suspected", "opened", "answered", "solved"):
        moment = getattr(course, name)
        if course.began is not None and moment is not None:
            found[f"incident_{name}_min"] = (moment - course.began) / MINUTE
    found |= {
        "incident_tag": course.tag,
        "incident_joined_at_opening": course.joined,
        "incident_told": course.told,
        "incident_told_at_the_end": course.told_solved,
        "suspected_again_by_another_tag": len(course.same),
        "suspected_for_nothing": len(course.dismissed),
        "rated": told.rated,
        "csat_mean": told.csat,
        "messages_in": account.messages,
        "steps_of_agents": account.steps,
        "steps_refused": account.refused,
        "handed_over": account.handed,
        "keeper_ticks": account.ticks,
        "events": account.events,
        "faults": len(account.faults),
    }
    return found


def _row(hour: Hour) -> tuple[str, ...]:
    time_of_day = to_datetime(hour.at, ZoneInfo(ZONE)).strftime("%H:%M")
    numbers = (hour.soon, hour.late, hour.solved, hour.online)
    wait = f"{hour.longest_wait / MINUTE:.1f} min"
    loads = " ".join(f"{load:g}" for load in hour.loads.values())
    return (time_of_day, str(hour.open), str(hour.free), wait, *map(str, numbers), loads)


def main() -> None:
    parser = arguments(__doc__)
    usual = Plan()
    parser.add_argument("--hours", type=int, default=usual.hours)
    parser.add_argument("--start", default=usual.start, help="time of day, in the desk's zone")
    parser.add_argument("--agents", type=int, default=usual.agents)
    parser.add_argument("--customers", type=int, default=usual.customers)
    parser.add_argument("--incident", default=usual.incident, help='time of day; "" for none')
    parser.add_argument("--rush", type=int, default=usual.rush, help="customers who write about the incident")
    parser.add_argument("--seed", type=int, default=usual.seed)
    given = parser.parse_args()
    names = ("hours", "start", "agents", "customers", "rush", "seed")
    plan = Plan(incident=given.incident or None, **{name: getattr(given, name) for name in names})
    account, seconds = measure(plan)
    if given.json:
        report(msgspec.to_builtins(account) | seconds, as_json=True)
        return
    rows = [HEADS, *map(_row, account.hours)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print()
    report(figures(account) | seconds, as_json=False)


if __name__ == "__main__":
    main()
