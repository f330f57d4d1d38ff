"""Reroute: the ticket moves to another team or person, with a note; its promises travel along.

A warm hand-off is offered first: who follows the ticket stays until somebody on the other side takes it.
"""

from collections.abc import Sequence
from typing import Any

from agentdesk.desk.command import Command
from agentdesk.desk.nearest import nearest_word
from agentdesk.desk.sharing.giving import not_dedicated, room_of
from agentdesk.desk.verbs.access import hands_on, mine
from agentdesk.desk.work import Work
from agentdesk.lang import Name, Refusal, Why
from agentdesk.model import Agent, Author, State, Team, Ticket


class Reroute(Command, frozen=True):
    """Move a ticket to `team` (its id) or to `agent` (a name or id); `note` says why, and is required.

    `tried` tells what was done already; `promise` what the customer was promised, `by` when. With `warm` it is
    offered: its owner stays until it is taken.
    """

    ticket: int
    note: str
    team: str | None = None
    agent: str | None = None
    seen: int | None = None
    tried: str = ""
    promise: str = ""
    by: int | None = None
    warm: bool = False

    def decide(self, work: Work) -> None:
        """Record the move or the offer, and its note; never to the person complained about."""
        ticket = work.live_ticket(self.ticket)
        mine(work, ticket)
        not_dedicated(ticket)
        if not self.note.strip():
            raise Refusal(Why.INPUT, "desk.reroute_note")
        work.guard(ticket, self.seen, "ticket.rerouted", "ticket.claimed", "ticket.accepted", "ticket.solved")
        target = self._target(work, ticket)
        changes = self._offered(ticket, target) if self.warm else _moved(work, ticket, target)
        changes |= {"messages": ticket.messages + 1} | promising(work, ticket, self.promise, self.by)
        told = {name: text for name, text in (("tried", self.tried), ("promise", self.promise)) if text.strip()}
        work.change(
            ticket,
            "ticket.offered" if self.warm else "ticket.rerouted",
            changes,
            message=({"author": Author.NOTE, "agent": work.actor}, {"text": self.note}),
            handoff=({"tried": bool(self.tried.strip())}, told) if told else None,
        )
        self._say(work, ticket, target)

    def _say(self, work: Work, ticket: Ticket, target: dict[str, Any]) -> None:
        agent = find_agent(work, self.agent) if self.agent is not None else None
        to = agent.shown if agent is not None else team_name(work, target["team"])
        room = room_of(work, agent, ticket) if agent is not None and not self.warm else None
        if room is not None and room.is_over:
            work.say("sharing.rerouted_over", ticket=ticket.id, to=to, load=room.words())
        elif self.warm and ticket.owner != work.actor:
            work.say("desk.offered_for", ticket=ticket.id, to=to, who=work.name_of(ticket.owner))
        else:
            work.say("desk.offered" if self.warm else "desk.rerouted", ticket=ticket.id, to=to)

    def _offered(self, ticket: Ticket, target: dict[str, Any]) -> dict[str, Any]:
        if ticket.owner is None:
            raise Refusal(Why.INPUT, "desk.warm_nobody", ticket=ticket.id)
        team = target["team"] if self.agent is None else None
        return {"offered_team": team, "offered_to": target["owner"]}

    def _target(self, work: Work, ticket: Ticket) -> dict[str, Any]:
        if (self.team is None) == (self.agent is None):
            raise Refusal(Why.INPUT, "desk.reroute_target")
        if self.agent is not None:
            agent = find_agent(work, self.agent)
            if not agent.active:
                raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=agent.name)
            if ticket.accused == agent.id:
                raise Refusal(Why.FORBIDDEN, "desk.reroute_accused", ticket=ticket.id, who=agent.shown)
            if agent.id == ticket.owner:
                raise Refusal(Why.CONFLICT, "desk.reroute_same", ticket=ticket.id, to=agent.shown)
            if self.warm and agent.id == ticket.offered_to:
                raise Refusal(Why.CONFLICT, "desk.offered_same", ticket=ticket.id, to=agent.shown)
            return {"owner": agent.id}
        team = find_team(work, self.team or "")
        if ticket.team == team and ticket.owner is None:
            raise Refusal(Why.CONFLICT, "desk.reroute_same", ticket=ticket.id, to=team_name(work, team))
        if self.warm and ticket.offered_team == team:
            raise Refusal(Why.CONFLICT, "desk.offered_same", ticket=ticket.id, to=team_name(work, team))
        return {"team": team, "owner": None}


def _moved(work: Work, ticket: Ticket, target: dict[str, Any]) -> dict[str, Any]:
    """Return the changes of a move: where it goes, where it came from, and that nobody there has taken it yet."""
    changes = target | no_offer() | {"proposed_team": None, "hands": hands_on(ticket, "team")}
    taken = target["owner"] == work.actor
    changes |= {"sent_at": None if taken else work.now, "sent_from": ticket.team}
    changes |= {"sent_by": work.actor if ticket.owner is not None and work.person is not None else None}
    return changes | reopened(ticket)


def reopened(ticket: Ticket) -> dict[str, Any]:
    """Return the change that makes whoever gets a ticket owe the next step, and see it in the queue."""
    return {} if ticket.state == State.OPEN else {"state": State.OPEN, "snoozed_until": None}


def no_offer() -> dict[str, Any]:
    """Return the change that ends an offer."""
    return {"offered_team": None, "offered_to": None}


def promising(work: Work, ticket: Ticket, text: str, by: int | None) -> dict[str, Any]:
    """Return the changes of a promise to the customer, {} for none; refused without its text or for a past moment."""
    if by is None and not text.strip():
        return {}
    if by is None:
        raise Refusal(Why.INPUT, "desk.promise_when", ticket=ticket.id)
    if not text.strip():
        raise Refusal(Why.INPUT, "desk.promise_what", ticket=ticket.id)
    if by <= work.now:
        raise Refusal(Why.INPUT, "desk.promise_past", until=work.time(by))
    return {"promise": text, "promised_at": by, "promised_who": work.actor}


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
    raise Refusal(Why.INPUT, "desk.no_team", name=name, near=nearest_team(name, teams))


def nearest_team(name: str, teams: Sequence[Team]) -> str:
    """Return the id or the name of a team that is most like a word."""
    names = (called for team in teams for called in (team.name_zh, team.name_en) if called)
    return nearest_word(name, (*(team.id for team in teams), *names))
