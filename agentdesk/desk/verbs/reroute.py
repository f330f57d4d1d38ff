"""Reroute: the ticket moves to another team or person, with a note; its promises travel along."""

from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.verbs.access import hands_on, mine
from agentdesk.desk.work import Work
from agentdesk.lang import Name, Refusal, Why
from agentdesk.model import Agent, Author, State, Team, Ticket


class Reroute(Command, frozen=True):
    """Move a ticket to `team` (its id) or to `agent` (a name or id); `note` says why, and is required."""

    ticket: int
    note: str
    team: str | None = None
    agent: str | None = None
    seen: int | None = None

    def decide(self, work: Work) -> None:
        """Record the move and its note; never to the person complained about."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        if not self.note.strip():
            raise Refusal(Why.INPUT, "desk.reroute_note")
        work.guard(ticket, self.seen, "ticket.rerouted", "ticket.claimed", "ticket.solved")
        changes = self._target(work, ticket)
        changes |= {"proposed_team": None, "hands": hands_on(ticket, "team"), "messages": ticket.messages + 1}
        if ticket.state != State.OPEN:  # whoever gets it owes the next step, and must see it in the queue
            changes |= {"state": State.OPEN, "snoozed_until": None}
        message = ({"author": Author.NOTE, "agent": work.actor}, {"text": self.note})
        work.change(ticket, "ticket.rerouted", changes, message=message)
        to = find_agent(work, self.agent).shown if self.agent is not None else team_name(work, changes["team"])
        work.say("desk.rerouted", ticket=ticket.id, to=to)

    def _target(self, work: Work, ticket: Ticket) -> dict[str, Any]:
        if (self.team is None) == (self.agent is None):
            raise Refusal(Why.INPUT, "desk.reroute_target")
        if self.agent is not None:
            agent = find_agent(work, self.agent)
            if not agent.active:
                raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=agent.name)
            if ticket.accused == agent.id:
                raise Refusal(Why.FORBIDDEN, "desk.reroute_accused", ticket=ticket.id, who=agent.shown)
            if ticket.owner == agent.id:
                raise Refusal(Why.CONFLICT, "desk.reroute_same", ticket=ticket.id, to=agent.shown)
            return {"owner": agent.id}
        team = find_team(work, self.team or "")
        if ticket.team == team and ticket.owner is None:
            raise Refusal(Why.CONFLICT, "desk.reroute_same", ticket=ticket.id, to=team_name(work, team))
        return {"team": team, "owner": None}


def find_agent(work: Work, name: str) -> Agent:
    """Return the agent with this name or id; raises `Refusal` with the nearest name."""
    agents = work.tx.agents()
    for agent in agents:
        if name in (agent.id, agent.name, agent.display):
            return agent
    near = nearest_word(name, (agent.name for agent in agents))
    raise Refusal(Why.INPUT, "desk.no_agent", name=name, near=near)


def team_name(work: Work, team: str) -> Name:
    """Return a team's name, which is said in the reader's language."""
    known = next((known for known in work.tx.teams() if known.id == team), Team(id=team))
    return Name(zh=known.shown("zh"), en=known.shown("en"))


def find_team(work: Work, name: str) -> str:
    """Return the id of the team with this id or name; raises `Refusal` with the nearest one."""
    teams = work.tx.teams()
    for team in teams:
        if name in (team.id, team.name_zh, team.name_en):
            return team.id
    near = nearest_word(name, (team.id for team in teams))
    raise Refusal(Why.INPUT, "desk.no_team", name=name, near=near)
