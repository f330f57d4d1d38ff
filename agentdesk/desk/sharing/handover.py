"""Handover: what somebody leaves open and promised at the end of a shift, and who takes what."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.desk.bulk import BulkDone, carry_out
from agentdesk.desk.command import LEADING
from agentdesk.desk.sharing.choosing import choose, is_there
from agentdesk.desk.sharing.loads import Loads
from agentdesk.desk.verbs.handover import HandOver
from agentdesk.lang import Refusal, Why
from agentdesk.model import Agent, State, Ticket

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk

TEAM: Final = ""
"""Nobody takes it: it goes back to the team's queue."""
KEEP: Final = "keep"
"""It stays with who leaves."""
MOST: Final = 1_000


class HandoverRow(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that is handed over."""

    ticket: int
    subject: str
    customer: str
    team: str | None
    why: tuple[str, ...]
    """What is open on it: "waiting" for our answer, "promised", "follow_up", "draft", "dedicated", or its state."""
    due_at: int | None
    promise: str
    promised_at: int | None
    follow_up: str
    follow_up_at: int | None
    taker: str
    """Id of who should take it, `TEAM`, or `KEEP`."""
    name: str
    """Their name, "" for the team and for who leaves."""


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody leaves, the next due first."""

    agent: str
    name: str
    rows: tuple[HandoverRow, ...]


def plan_handover(desk: "Desk", agent: Agent, takers: Mapping[int, str] | None = None) -> Handover:
    """Return what somebody would leave now and who should take it, by the same logic that gives tickets out.

    `takers` are wishes by ticket (ids, `TEAM`, `KEEP`); the rest is shared out around them.
    """
    takers = takers or {}
    absent, drafts = desk.absent(), set(desk.side.drafts(agent.id))
    with desk.store.snapshot() as reader:
        owned = sorted(reader.owned(agent.id, MOST), key=_order)
        everybody = reader.agents()
        loads = Loads(reader, desk.rulebook().sharing, everybody)
    there = [one for one in everybody if is_there(one) and one.id != agent.id and one.id not in absent]
    names = {one.id: one.shown for one in everybody}
    for ticket in owned:
        if takers.get(ticket.id) in names:
            loads.put(takers[ticket.id], ticket)
    chosen = {t.id: takers[t.id] if t.id in takers else _taker(t, there, loads) for t in owned}
    rows = (_row(ticket, ticket.id in drafts, chosen[ticket.id], names) for ticket in owned)
    return Handover(agent=agent.id, name=agent.shown, rows=tuple(rows))


def hand_over(desk: "Desk", handover: Handover, note: str, actor: str) -> BulkDone:
    """Carry a handover out as one act that can be taken back; drafts go along. Durable when it returns.

    Tickets that changed hands meanwhile are left, and listed. Raises `Refusal` when there is nothing to hand over.
    """
    moving = [row for row in handover.rows if row.taker != KEEP]
    if not moving:
        raise Refusal(Why.MISSING, "sharing.nothing_to_hand", who=handover.name)
    commands = [HandOver(row.ticket, handover.agent, row.taker or None, note) for row in moving]
    done = carry_out(desk, commands, actor, "handed_over")
    for row in moving:
        if row.taker and row.ticket in done.done:
            desk.side.hand_draft(row.ticket, handover.agent, row.taker)
    return done


def leaver(desk: "Desk", me: Agent, name: str | None) -> Agent:
    """Return whose tickets are handed over: one's own, or for those who lead anybody's, also of who left for good."""
    if name is None or name in (me.id, me.name, me.display):
        return me
    if me.role not in LEADING:
        raise Refusal(Why.FORBIDDEN, "sharing.handover_of_others")
    found = next((one for one in desk.agents() if name in (one.id, one.name, one.display)), None)
    return found or desk.sit(name)


def _order(ticket: Ticket) -> tuple[bool, int, int]:
    return ticket.due_at is None, ticket.due_at or 0, ticket.id


def _taker(ticket: Ticket, there: list[Agent], loads: Loads) -> str:
    """Return who takes a ticket; a dedicated one stays."""
    if ticket.dedicated:
        return KEEP
    chosen = choose(ticket, there, loads)
    if chosen is None:
        return TEAM
    loads.put(chosen.agent.id, ticket)
    return chosen.agent.id


def _row(ticket: Ticket, draft: bool, taker: str, names: Mapping[str, str]) -> HandoverRow:
    facts = {
        "dedicated": ticket.dedicated,
        "waiting": ticket.waiting_since is not None,
        "promised": ticket.promised_at is not None,
        "follow_up": ticket.follow_up_at is not None,
        "draft": draft,
        "pending": ticket.state == State.PENDING,
        "snoozed": ticket.state == State.SNOOZED,
    }
    return HandoverRow(
        ticket=ticket.id,
        subject=ticket.subject or ticket.preview,
        customer=ticket.customer_name,
        team=ticket.team,
        why=tuple(name for name, holds in facts.items() if holds) or ("open",),
        due_at=ticket.due_at,
        promise=ticket.promise,
        promised_at=ticket.promised_at,
        follow_up=ticket.follow_up,
        follow_up_at=ticket.follow_up_at,
        taker=taker,
        name=names.get(taker, ""),
    )
