"""`shift`: a whole shift on a desk for throwing away, and what it came to."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, command, option
from agentdesk.cli.table import colour, columns
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.lab.shift.account import Account, Hour
    from agentdesk.lab.shift.plan import Plan

HEADS = (
    "lab.head_time",
    "floor.head_open",
    "floor.head_free",
    "floor.head_wait",
    "floor.head_soon",
    "lab.head_late",
    "floor.head_solved",
    "lab.head_loads",
)
COURSE = ("suspected", "opened", "answered", "solved")


@command("shift", help="lab.help_shift")
@option("--hours", code="lab.opt_hours", type=Count(1, 10), default=8, metavar="N")
@option("--agents", code="lab.opt_agents", type=Count(1, 100), default=12, metavar="N")
@option("--customers", code="lab.opt_customers", type=Count(1, 20_000), default=3_000, metavar="N")
@option("--incident", code="lab.opt_incident", metavar="HH:MM")
@option("--seed", code="cli.opt_seed", type=Count(0, 10**9), default=1, metavar="N")
def shift(caller: Caller, hours: int, agents: int, customers: int, incident: str | None, seed: int) -> int:
    """Play a shift in the lab; the caller's own desk is not touched. Status 1 when the scratch desk has a fault."""
    from agentdesk.lab.shift.plan import Plan
    from agentdesk.lab.shift.shift import opened

    plan = Plan(seed=seed, agents=agents, customers=customers, hours=hours, incident=incident)
    _within(plan)
    with opened(plan) as played:
        account = played.play()
    if caller.json:
        caller.document(account)
    else:
        _print(caller, account)
    return 1 if account.faults else 0


def _within(plan: "Plan") -> None:
    """Refuse an incident that is no time of the day, or one outside the shift."""
    from agentdesk.clock import HOUR

    if plan.incident is None:
        return
    try:
        at, start = plan.moment(plan.incident), plan.moment(plan.start)
    except ValueError:
        raise Refusal(Why.INPUT, "lab.bad_time", text=plan.incident[:40]) from None
    if not start <= at < start + plan.hours * HOUR:
        raise Refusal(Why.INPUT, "lab.not_within", text=plan.incident, start=plan.start, hours=plan.hours)


def _print(caller: Caller, account: "Account") -> None:
    heads = tuple(caller.say(Message(code)) for code in HEADS)
    head, *lines = columns([heads, *map(_hour, account.hours)], right=frozenset(range(1, 7)))
    caller.styled(colour(head, dim=True))
    for line in lines:
        caller.styled(line)
    caller.out("")
    _told(caller, account)


def _hour(hour: "Hour") -> tuple[str, ...]:
    from agentdesk.lab.shift.plan import ZONE

    counts = (hour.soon, hour.late, hour.solved)
    loads = " ".join(f"{load:g}" for load in hour.loads.values())
    time = moments.of_day(hour.at, hour.at, ZoneInfo(ZONE))
    return (time, str(hour.open), str(hour.free), moments.span(hour.longest_wait), *map(str, counts), loads)


def _told(caller: Caller, account: "Account") -> None:
    told, course = account.tally, account.incident
    caller.answer(
        Message("lab.shift_tickets", {"tickets": told.tickets, "solved": told.solved, "unanswered": told.unanswered})
    )
    for kind, promise in told.promises.items():
        code = "lab.complaints" if kind == "complaint" else f"promises.{kind}"
        ended = promise.kept + promise.broken + promise.late
        shares: dict[str, str | int | Message] = {"promise": Message(code), "share": f"{promise.share:.1%}"}
        caller.answer(Message("lab.shift_promise", {**shares, "kept": promise.kept, "ended": ended}))
    caller.answer(Message("lab.shift_rated", {"rated": told.rated, "mean": f"{told.csat:.2f}"}))
    if course.began is None:
        return
    for name in COURSE:
        moment = getattr(course, name)
        after = moments.span(moment - course.began) if moment is not None else "–"
        caller.answer(Message(f"lab.shift_{name}", {"after": after, "tag": course.tag, "told": course.told}))
