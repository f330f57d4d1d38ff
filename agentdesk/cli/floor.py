"""The floor as text: how teams and people stand."""

from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import command
from agentdesk.cli.incident import print_incidents
from agentdesk.cli.names import team_shown
from agentdesk.cli.table import colour, columns
from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.desk import AgentLine, Desk, TeamLine
    from agentdesk.desk.pace import Pace

MOST_COUNTED = 1_000
TEAM_HEADS = ("team", "open", "free", "wait", "soon", "near", "solved", "rated")
AGENT_HEADS = ("agent", "state", "since", "load", "acted", "here")


@command("floor", help="floor.help_floor")
def floor(caller: Caller) -> int:
    """Print how teams and people stand; status 1 for those who do not lead."""
    from agentdesk.desk.floor import not_for

    desk = caller.desk()
    refused = not_for(desk.sit(caller.name))
    if refused is not None:
        caller.complain(refused)
        return 1
    found = desk.floor()
    if caller.json:
        caller.document(found)
        return 0
    _print(caller, TEAM_HEADS, [_team(caller, desk, line) for line in found.teams], frozenset(range(1, 8)))
    caller.out("")
    _print(caller, AGENT_HEADS, [_agent(caller, desk, line) for line in found.agents], frozenset({2, 3, 4}))
    caller.out("")
    _print_pace(caller, desk, found.pace)
    if found.incidents:
        caller.out("")
        print_incidents(caller, found.incidents)
    return 0


def _print(caller: Caller, heads: tuple[str, ...], rows: list[tuple[str, ...]], right: frozenset[int]) -> None:
    head, *lines = columns([tuple(caller.say(Message(f"floor.head_{name}")) for name in heads), *rows], right=right)
    caller.styled(colour(head, dim=True))
    for line in lines:
        caller.styled(line)


def _team(caller: Caller, desk: "Desk", line: "TeamLine") -> tuple[str, ...]:
    wait = moments.span(desk.clock.now() - line.waiting_since) if line.waiting_since is not None else "–"
    numbers = (line.soon, line.near, line.solved)
    name = team_shown(desk.teams(), line.team, caller.lang)
    rated = f"{line.satisfaction:.1f} ({_number(line.rated)})" if line.satisfaction is not None else "–"
    return (name, _number(line.open), _number(line.free), wait, *map(_number, numbers), rated)


def _agent(caller: Caller, desk: "Desk", line: "AgentLine") -> tuple[str, ...]:
    now = desk.clock.now()
    acted = moments.span(now - line.acted_at) if line.acted_at is not None else "–"
    since = moments.span(now - line.since) if line.since else "–"
    here = "–"
    if line.ticket is not None and line.ticket_since is not None:
        here = f"#{line.ticket} {moments.span(now - line.ticket_since)} {line.subject}"
    return (line.name, _state(caller, line), since, f"{line.load:g}/{line.capacity}", acted, here)


def _state(caller: Caller, line: "AgentLine") -> str:
    """Return what somebody said of themselves, else whether the desk is on their screen."""
    seen = "floor.online" if line.online else "floor.away"
    said = caller.say(Message(f"sharing.duty_{line.state}" if line.state else seen))
    asks = caller.say(Message("sharing.asks_for_break")) if line.break_asked is not None else ""
    return f"{said} {asks}".strip()


def _print_pace(caller: Caller, desk: "Desk", pace: "Pace") -> None:
    from agentdesk.desk.pace import hours
    from agentdesk.text.plot import axis, bars

    caller.styled(colour(caller.say(Message("floor.pace", {"peak": pace.peak})), dim=True))
    kinds = {"arrivals": pace.arrivals, "answers": pace.answers}
    rows = [
        (caller.say(Message(f"floor.{name}")), f"{bars(counts, pace.peak)} {sum(counts)}")
        for name, counts in kinds.items()
    ]
    marks = axis(hours(pace, desk.zone()), len(pace.arrivals))
    for line in columns([*rows, ("", marks)]):
        caller.styled(line)


def _number(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"
