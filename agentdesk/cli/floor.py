"""The floor as text: how teams and people stand."""

from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import command
from agentdesk.cli.names import team_shown
from agentdesk.cli.table import colour, columns
from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.desk import AgentLine, Desk, TeamLine

MOST_COUNTED = 1_000
TEAM_HEADS = ("team", "open", "free", "wait", "soon", "near", "solved")
AGENT_HEADS = ("agent", "state", "load", "acted", "here")


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
    _print(caller, TEAM_HEADS, [_team(caller, desk, line) for line in found.teams], frozenset(range(1, 7)))
    caller.out("")
    _print(caller, AGENT_HEADS, [_agent(caller, desk, line) for line in found.agents], frozenset({2, 3}))
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
    return (name, _number(line.open), _number(line.free), wait, *map(_number, numbers))


def _agent(caller: Caller, desk: "Desk", line: "AgentLine") -> tuple[str, ...]:
    acted = moments.span(desk.clock.now() - line.acted_at) if line.acted_at is not None else "–"
    here = "floor.online" if line.online else "floor.away"
    state = caller.say(Message(f"sharing.duty_{line.state}" if line.state else here))
    here = f"#{line.ticket} {line.subject}" if line.ticket is not None else "–"
    return (line.name, state, f"{_number(line.load)}/{line.capacity}", acted, here)


def _number(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"
