"""Making a session from a ticket's journal: the same moves at the same distances, personal data masked."""

from typing import TYPE_CHECKING

from agentdesk.desk.found import NewAgent
from agentdesk.lang import Refusal, Why
from agentdesk.model import Agent, Author, Event, Ticket, stream_of
from agentdesk.text import mask
from agentdesk.training.reading import sample_names
from agentdesk.training.session import BOT, CUSTOMER, Move, Person, Session

if TYPE_CHECKING:
    from agentdesk.desk import Desk

_VERBS = {
    "ticket.claimed": "claim",
    "ticket.released": "release",
    "note.added": "note",
    "message.replied": "reply",
    "ticket.rerouted": "reroute",
    "priority.set": "priority",
    "tags.changed": "tag",
    "ticket.snoozed": "snooze",
    "ticket.solved": "solve",
    "ticket.reopened": "reopen",
}
"""Kinds of events that people decide, and what a session calls them."""
_MASKED_NAME = 1
"""Characters that stay of a customer's name."""


def make_session(desk: "Desk", ticket_id: int) -> Session:
    """Return the session of a ticket; raises `Refusal` when there is no such ticket or its words were erased.

    The customer's name and what `text.mask` finds in the texts are masked; what was taken back is left out.
    """
    ticket = desk.story(ticket_id).ticket
    events = desk.reader().events(stream_of("ticket", ticket_id))
    undone = {event.data["undoes"] for event in events if event.kind == "ticket.undone"}
    agents = {agent.id: agent for agent in desk.agents()}
    start = events[0].at
    maker = _Maker(ticket, start, agents)
    moves = [move for event in events if event.version not in undone and (move := maker.move(event))]
    if not moves or moves[0].by not in (CUSTOMER, BOT):
        raise Refusal(Why.CONFLICT, "training.nothing_said", ticket=ticket_id)
    acting = {move.by for move in moves} | {move.agent for move in moves}
    moves.sort(key=lambda move: move.at)
    return Session(
        id=f"ticket-{ticket_id}",
        title=maker.masked(ticket.subject),
        lang="en" if ticket.lang == "en" else "zh",
        starts=start,
        channel=ticket.channel,
        category=ticket.category,
        customer=Person(name=maker.name, tier=ticket.tier),
        people=tuple(_new(agent) for agent in agents.values() if agent.name in acting - sample_names()),
        moves=tuple(moves),
    )


class _Maker:
    """Turns one ticket's events into moves."""

    def __init__(self, ticket: Ticket, start: int, agents: dict[str, Agent]) -> None:
        self._start = start
        self._agents = agents
        self._real_name = ticket.customer_name
        self.name = masked_name(ticket.customer_name)

    def masked(self, text: str) -> str:
        """Return a text without personal data and without the customer's name."""
        named = text.replace(self._real_name, self.name) if len(self._real_name) > _MASKED_NAME else text
        return mask(named)

    def move(self, event: Event) -> Move | None:
        """Return what an event was, None when it was nothing that somebody did or said."""
        at = max(0, event.at - self._start)
        message, body = event.data.get("message"), (event.body or {}).get("message") or {}
        if message is not None and message.get("audience"):
            return None  # it was said to one person
        text = self.masked(str(body.get("text") or ""))
        agent = self._agents.get(event.actor)
        verb = _VERBS.get(event.kind)
        if verb is not None and agent is not None:
            return self._deed(event, at, agent.name, verb, text)
        if message is None or not text or "undoes" in event.data:
            return None
        return self._said(at, message, text)

    def _said(self, at: int, message: dict[str, object], text: str) -> Move | None:
        writer = self._agents.get(str(message.get("agent") or ""))
        author = message.get("author")
        if author in (Author.CUSTOMER, Author.BOT):
            return Move(at=at, by=str(author), text=text)
        return Move(at=at, by=writer.name, do="reply", text=text) if writer and author == Author.AGENT else None

    def _deed(self, event: Event, at: int, by: str, verb: str, text: str) -> Move | None:
        changed = event.data.get("set", {})
        if verb in ("note", "reply", "reroute") and not text:
            return None
        target = self._agents.get(changed.get("owner") or "") if verb == "reroute" else None
        tags = event.data.get("tags", {}) if verb == "tag" else {}
        until = changed.get("snoozed_until") if verb == "snooze" else None
        return Move(
            at=at,
            by=by,
            do=verb,
            text=text,
            articles=tuple(article for article, _ in event.data.get("used") or ()),
            team="" if target or verb != "reroute" else str(changed.get("team") or ""),
            agent=target.name if target else "",
            then=str(changed.get("state", "pending")) if verb == "reply" else "pending",
            priority=str(changed.get("priority", "")) if verb == "priority" else "",
            tags=(*(f"+{tag}" for tag in tags.get("on", ())), *(f"-{tag}" for tag in tags.get("off", ()))),
            duration=max(0, until - event.at) if until else 0,
        )


def masked_name(name: str) -> str:
    """Return a name of which only the beginning stays: 林*, M***; an agent still knows whom they speak to."""
    return name[:_MASKED_NAME] + "*" * min(3, len(name) - _MASKED_NAME) if name else ""


def _new(agent: Agent) -> NewAgent:
    return NewAgent(name=agent.name, display=agent.display, role=agent.role, teams=agent.teams, skills=agent.skills)
