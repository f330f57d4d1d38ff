"""Who works in a shift: the sample desk's agents and some more, so that every team has somebody."""

from typing import TYPE_CHECKING, Final

from agentdesk.desk.found import NewAgent
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lab.demo import FOUNDER
from agentdesk.model import Agent, Role

if TYPE_CHECKING:
    from agentdesk.desk import Desk

SUPERVISOR: Final = "gaoyuan"
"""Who of the sample desk's people leads a shift."""
SAMPLE: Final = 8
"""So many agents the sample desk has."""
BOTH: Final = ("zh", "en")
MORE: Final = (
    NewAgent(
        name="xuke", display="许可", teams=("refunds", "shop", "logistics", "merchant"), languages=BOTH, capacity=6
    ),
    NewAgent(
        name="luyao", display="陆遥", teams=("live", "technical", "appeal", "creator"), languages=BOTH, capacity=7
    ),
    NewAgent(
        name="maya", display="Maya Chen", teams=("risk", "privacy", "account", "general"), languages=BOTH, capacity=6
    ),
    NewAgent(
        name="tom",
        display="Tom Becker",
        teams=("payments", "copyright", "complaints", "minors"),
        languages=BOTH,
        capacity=5,
    ),
)
"""Agents who come besides the sample desk's."""
PUSHED: Final = {"shift.yaml": "sharing:\n  teams:\n    live: {assign: push}\n    payments: {assign: push}\n"}
"""Rules that come besides those that ship: two teams get their work given out, the others take it."""


def hands(count: int) -> tuple[NewAgent, ...]:
    """Return who comes besides the sample desk's agents, so that there are `count`."""
    wanted = max(0, count - SAMPLE)
    again = (
        NewAgent(
            name=f"{one.name}{number}", display=f"{one.display}{number}", teams=one.teams, languages=BOTH, capacity=6
        )
        for number in range(2, 3 + wanted // len(MORE))
        for one in MORE
    )
    return (*MORE, *again)[:wanted]


def on_duty(desk: "Desk", count: int) -> tuple[Agent, ...]:
    """Return the `count` agents who work, in a fixed order; teams that none of them is in are shared out among them."""
    agents = [agent for agent in desk.agents() if agent.role == Role.AGENT and agent.active][:count]
    covered = {team for agent in agents for team in agent.teams}
    missing = [team.id for team in desk.teams() if team.id not in covered]
    extra = {agent.name: tuple(missing[place :: len(agents)]) for place, agent in enumerate(agents)}
    commands = [
        ChangeAgent(agent.name, teams=(*agent.teams, *extra[agent.name]), languages=BOTH)
        for agent in agents
        if extra[agent.name]
    ]
    if commands:
        desk.do(*commands, actor=desk.sit(FOUNDER).id)
    return tuple(desk.sit(agent.name) for agent in agents)
