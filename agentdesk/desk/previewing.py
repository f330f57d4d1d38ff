"""What an act on many tickets would change: promises, loads, what needs attention, what would refuse."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from agentdesk.desk.bulk import OnTicket, Refused, Rehearsed, rehearse
from agentdesk.desk.queue import BREACHING_WITHIN, LIVE, MOST_COUNTED
from agentdesk.desk.sharing.choosing import knows, speaks, unable
from agentdesk.desk.standing import People
from agentdesk.lang import Message
from agentdesk.model import Agent, Ticket
from agentdesk.store.protocol import Reader, Scope

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """How many open tickets a team or a person has before and after, counted to 1,000, and how many they can carry."""

    team: str | None = None
    agent: str | None = None
    before: int
    after: int
    capacity: int


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What would change; tickets are counted."""

    changed: int = 0
    teams: int = 0
    """That get another team."""
    freed: int = 0
    """That lose the person who follows them."""
    promises: int = 0
    """With a running promise, which travels along."""
    breaching_before: int = 0
    """Late, or due within the hour."""
    breaching_after: int = 0
    loads: tuple[Load, ...] = ()
    """Of those who get tickets."""
    attention: tuple[Refused, ...] = ()
    """Tickets to look at, and why; they are changed all the same."""
    refused: tuple[Refused, ...] = ()
    said: Message | None = None
    """Why nothing would change, where the desk can say that."""


def preview(desk: "Desk", commands: Sequence[OnTicket], actor: str) -> Preview:
    """Return what these commands would change now; nothing is written and nobody waits. Raises as `rehearse` does."""
    return _preview(desk, rehearse(desk, commands, actor))


def preview_rebalance(desk: "Desk", team: str, actor: str) -> Preview:
    """Return what balancing a team would change now; raises `Refusal` where the person may not do it."""
    from agentdesk.desk.desk import permit
    from agentdesk.desk.verbs.assign import Rebalance

    absent, reader = desk.absent(), desk.reader()
    with desk.rehearsal(actor) as work:
        command = Rebalance(team, absent)
        permit(work, command)
        command.decide(work)
    before = {ticket.id: ticket for ticket in reader.tickets(tuple(work.tickets))}
    pairs = ((before[number], after) for number, after in work.tickets.items() if number in before)
    seen = _preview(desk, Rehearsed(changed=tuple(pairs)))
    return seen if seen.changed else msgspec.structs.replace(seen, said=work.said[-1])


def _preview(desk: "Desk", seen: Rehearsed) -> Preview:
    reader, now, pairs = desk.reader(), desk.clock.now(), seen.changed
    return Preview(
        changed=len(pairs),
        teams=sum(old.team != new.team for old, new in pairs),
        freed=sum(old.owner is not None and new.owner is None for old, new in pairs),
        promises=sum(new.due_at is not None for _, new in pairs),
        breaching_before=sum(_breaching(old, now) for old, _ in pairs),
        breaching_after=sum(_breaching(new, now) for _, new in pairs),
        loads=tuple(_loads(reader, seen)),
        attention=tuple(_attention(reader, seen)),
        refused=seen.refused,
    )


def _breaching(ticket: Ticket, now: int) -> bool:
    return ticket.state == LIVE[0] and ticket.due_at is not None and ticket.due_at <= now + BREACHING_WITHIN


def _loads(reader: Reader, seen: Rehearsed) -> Iterator[Load]:
    agents = [agent for agent in reader.agents() if agent.active]
    for team, more in _gains(seen, "team"):
        before = reader.lane_count(Scope(teams=(team,)), None, MOST_COUNTED)
        capacity = sum(agent.capacity for agent in agents if team in agent.teams)
        yield Load(team=team, before=before, after=before + more, capacity=capacity)
    for owner, more in _gains(seen, "owner"):
        before = reader.lane_count(Scope(owner=owner, states=LIVE[:1]), None, MOST_COUNTED)
        capacity = next((agent.capacity for agent in agents if agent.id == owner), 0)
        yield Load(agent=owner, before=before, after=before + more, capacity=capacity)


def _gains(seen: Rehearsed, field: str) -> list[tuple[str, int]]:
    """Return who gets how many open tickets more by the change of a field."""
    gains: Counter[str] = Counter()
    for old, new in seen.changed:
        was, to = getattr(old, field), getattr(new, field)
        if to is not None and new.state == LIVE[0] and (was != to or old.state != LIVE[0]):
            gains[to] += 1
    return gains.most_common()


def _attention(reader: Reader, seen: Rehearsed) -> Iterator[Refused]:
    """Give the tickets that fit nobody on the receiving side, by what they need and the language, as far as known."""
    agents = {agent.id: agent for agent in reader.agents() if agent.active}
    teams = {team.id: team for team in reader.teams()}
    for old, new in seen.changed:
        team, owner = _receiver(old, new)
        if team is None and owner is None:
            continue
        side = [agent for agent in agents.values() if (team in agent.teams if owner is None else agent.id == owner)]
        code = _lacking(new, side)
        if code is not None:
            told = {"lang": new.lang, "skills": ", ".join(new.skills)}
            yield Refused(new.id, Message(code, {**told, "to": People(agents, teams).name(owner, team)}))


def _receiver(old: Ticket, new: Ticket) -> tuple[str | None, str | None]:
    """Return the team and the person to whom a ticket goes or is offered; (None, None) where it stays."""
    offer = new.offered_team, new.offered_to
    if offer not in ((None, None), (old.offered_team, old.offered_to)):
        return offer
    holder = new.team, new.owner
    return holder if holder != (old.team, old.owner) else (None, None)


def _lacking(ticket: Ticket, side: Sequence[Agent]) -> str | None:
    """Return the code of what nobody of these has for a ticket; None when it fits one of them."""
    if not (ticket.skills or ticket.lang) or any(unable(agent, ticket) is None for agent in side):
        return None
    unknown = bool(ticket.skills) and not any(knows(agent, ticket) for agent in side)
    unspoken = bool(ticket.lang) and not any(speaks(agent, ticket) for agent in side)
    if unknown == unspoken:
        return "desk.nobody_fits"
    return "desk.nobody_knows" if unknown else "desk.nobody_speaks"
