"""One act on many tickets from the command line: what it would change, what it did, and taking it back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.cli.context import Caller
from agentdesk.cli.names import team_shown
from agentdesk.lang import Message

if TYPE_CHECKING:
    from agentdesk.desk import BulkDone, Preview
    from agentdesk.desk.bulk import OnTicket, Refused

MOST_TOLD = 20
"""So many tickets that refused are told one by one."""


def give(caller: Caller, commands: "Sequence[OnTicket]", what: str, *, dry_run: bool = False) -> int:
    """Carry out commands as one act, or say with `dry_run` what it would change; status 1 when nothing was done."""
    from agentdesk.desk import carry_out, preview

    me, desk = caller.me(), caller.desk()
    if dry_run:
        return show_preview(caller, preview(desk, commands, me.id))
    return tell_done(caller, carry_out(desk, commands, me.id, what))


def tell_done(caller: Caller, done: "BulkDone") -> int:
    """Print what an act did, how it is taken back, and which tickets refused; status 1 when nothing was done."""
    if caller.json:
        caller.document(done)
    else:
        if done.done:
            caller.answer(Message("cli.bulk_done", {"n": len(done.done), "id": done.id}))
        _refused(caller, done.refused)
    return 0 if done.done else 1


def take_back(caller: Caller, number: str) -> int:
    """Take an act on many tickets back; status 1 when none of them could be."""
    from agentdesk.desk import undo_bulk

    me = caller.me()
    done: BulkDone = undo_bulk(caller.desk(), number, me.id)
    if caller.json:
        caller.document(done)
    else:
        caller.answer(Message("cli.bulk_undone", {"n": len(done.done), "id": number}))
        _refused(caller, done.refused)
    return 0 if done.done else 1


def found_by(caller: Caller, text: str) -> tuple[int, ...]:
    """Return the open tickets that a filter leaves, as many as one act may reach; raises `Refusal`."""
    from agentdesk.desk import Filter, View, read_filter
    from agentdesk.desk.bulk import MOST

    me, desk = caller.me(), caller.desk()
    terms = read_filter(text, desk.names(me)).terms
    found = desk.queue(View(name="all", agent=me.id, filter=Filter(terms)), 0, MOST)
    if found.more:
        caller.tell(Message("filter.more"))
    return tuple(ticket.id for ticket in found.tickets)


def show_preview(caller: Caller, found: "Preview") -> int:
    """Print what an act would change; status 1 when that is nothing."""
    if caller.json:
        caller.document(found)
        return 0 if found.changed else 1
    teams, names = caller.desk().teams(), {agent.id: agent.shown for agent in caller.desk().agents()}
    fields = ("teams", "freed", "promises", "breaching_before", "breaching_after")
    if found.changed:
        numbers = {name: getattr(found, name) for name in fields}
        caller.answer(Message("cli.preview", {"n": found.changed, **numbers}))
    else:
        caller.answer(Message("cli.preview_nothing"), *((found.said,) if found.said is not None else ()))
    for load in found.loads:
        to = team_shown(teams, load.team, caller.lang) if load.team else names.get(load.agent or "", "–")
        carried = {"before": load.before, "after": load.after, "capacity": load.capacity}
        caller.answer(Message("cli.preview_load", {"to": to, **carried}))
    _refused(caller, found.attention, "cli.preview_attention")
    _refused(caller, found.refused)
    return 0 if found.changed else 1


def _refused(caller: Caller, refused: "Sequence[Refused]", code: str = "cli.bulk_refused") -> None:
    for one in refused[:MOST_TOLD]:
        if code == "cli.bulk_refused" and one.is_named_in(caller.say(one.why)):
            caller.tell(Message("cli.bulk_refused_named", {"why": one.why}))
        else:
            caller.tell(Message(code, {"ticket": one.ticket, "why": one.why}))
    if len(refused) > MOST_TOLD:
        caller.tell(Message("cli.bulk_more", {"n": len(refused) - MOST_TOLD}))
