"""How the promises of a ticket stand, clock by clock."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.table import colour
from agentdesk.clock import MINUTE
from agentdesk.lang import Message, Param
from agentdesk.promises.duration import Unit
from agentdesk.promises.tasks import TASK

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.promises.clocks import ClockLine

MOST = 20
"""Stretches of one clock that are printed, the latest."""


def clocks(caller: Caller, desk: "Desk", ticket: int) -> int:
    """Print how each promise of a ticket stands; raises `Refusal` when there is no such ticket."""
    found = desk.clocks(ticket)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("cli.no_clocks", {"ticket": ticket}))
    else:
        now = desk.clock.now()
        caller.styled("\n".join(line for clock in found for line in _lines(caller, clock, now)))
    return 0


def _lines(caller: Caller, clock: "ClockLine", now: int) -> Iterator[str]:
    shown: dict[str, Param] = {
        "clock": clock.named,
        "standing": Message(f"cli.clock_is_{clock.standing.value}"),
        "row": clock.policy,
        "counted": _amount(caller, clock, clock.counted),
        "within": _amount(caller, clock, _rounded(clock)),
        "start": moments.of_day(clock.started_at, now, caller.zone),
    }
    line = caller.say(Message("cli.clock_line_task" if clock.kind == TASK else "cli.clock_line", shown))
    if clock.due_at is not None:
        line += " · " + caller.say(Message("cli.clock_due", {"due": moments.of_day(clock.due_at, now, caller.zone)}))
    yield line
    for stretch in clock.stretches[-MOST:]:
        times = [moments.of_day(at, now, caller.zone) for at in (stretch.since, stretch.until)]
        what = "cli.clock_counted" if stretch.counts else "cli.clock_stood"
        length = moments.span(stretch.until - stretch.since)
        yield colour(f"   {times[0]} – {times[1]}  {caller.say(Message(what))} {length}", dim=True)


def _rounded(clock: "ClockLine") -> int:
    """The promised time; of one until a moment, the nearest minute."""
    amount = clock.within.amount
    return amount if clock.within.unit is Unit.WORKING_DAYS else amount + MINUTE // 2


def _amount(caller: Caller, clock: "ClockLine", amount: int) -> str:
    """A length in the clock's own unit: `3h20`, `3h20` of working time, `2` working days."""
    if clock.within.unit is Unit.WORKING_DAYS:
        return caller.say(Message("cli.working_days", {"n": amount}))
    length = moments.span(amount)
    return caller.say(Message("cli.working_time", {"length": length})) if clock.within.unit is Unit.WORKING else length
