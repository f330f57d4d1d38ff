"""`handover`: what is left open at the end of a shift, and who takes it."""

from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import argument, command, option
from agentdesk.cli.table import columns
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.desk.bulk import BulkDone
    from agentdesk.desk.desk import Desk
    from agentdesk.desk.sharing.handover import Handover, HandoverRow

HEADS = ("ticket", "due", "open", "taker", "matter")


@command("handover", help="sharing.help_handover")
@argument("wishes", nargs=-1)
@option("--agent", code="sharing.opt_handover_agent", metavar="NAME")
@option("--note", "note", code="sharing.opt_handover_note", default="", metavar="TEXT")
@option("--do", "do", code="sharing.opt_handover_do", is_flag=True)
@option("--undo", "undo", code="sharing.opt_handover_undo", metavar="ID")
def handover(caller: Caller, wishes: tuple[str, ...], agent: str | None, note: str, do: bool, undo: str | None) -> int:
    """List what is handed over and who takes it; with `--do` carry it out."""
    from agentdesk.desk.bulk import undo_bulk
    from agentdesk.desk.sharing.handover import hand_over, leaver, plan_handover

    me, desk = caller.me(), caller.desk()
    if undo is not None:
        return _told(caller, undo_bulk(desk, undo, me.id), "sharing.handover_undone")
    planned = plan_handover(desk, leaver(desk, me, agent), _takers(desk, wishes))
    if do:
        return _told(caller, hand_over(desk, planned, note, me.id), "sharing.handed_over")
    _print(caller, planned)
    return 0 if planned.rows else 1


def _takers(desk: "Desk", wishes: tuple[str, ...]) -> dict[int, str]:
    """Return who shall take which ticket, of `10428=bo`, `10429=team`, `10430=keep`; raises `Refusal`."""
    return dict(_wish(desk, wish) for wish in wishes)


def _wish(desk: "Desk", wish: str) -> tuple[int, str]:
    from agentdesk.desk.sharing.handover import KEEP, TEAM

    number, _, name = wish.lstrip("#").partition("=")
    if not (number.isascii() and number.isdigit() and len(number) < 16 and name):
        raise Refusal(Why.INPUT, "sharing.bad_wish", wish=wish[:40])
    special = {"team": TEAM, "keep": KEEP}
    return int(number), special[name] if name in special else desk.sit(name).id


def _told(caller: Caller, done: "BulkDone", code: str) -> int:
    if caller.json:
        caller.document(done)
    else:
        caller.answer(Message(code, {"n": len(done.done), "id": done.id}))
        caller.tell(*(one.why for one in done.refused))
    return 0 if done.done else 1


def _print(caller: Caller, planned: "Handover") -> None:
    if caller.json:
        caller.document(planned)
        return
    if not planned.rows:
        caller.tell(Message("sharing.nothing_to_hand", {"who": planned.name}))
        return
    rows = [tuple(caller.say(Message(f"sharing.hand_{name}")) for name in HEADS)]
    rows += [_row(caller, row) for row in planned.rows]
    caller.out(*columns(rows))
    caller.tell(Message("sharing.how_to_hand"))


def _row(caller: Caller, row: "HandoverRow") -> tuple[str, ...]:
    now = caller.desk().clock.now()
    due = "–" if row.due_at is None else f"{'-' if row.due_at < now else ''}{moments.span(abs(row.due_at - now))}"
    why = " ".join(caller.say(Message(f"sharing.left_{name}")) for name in row.why)
    taker = row.name or caller.say(Message("sharing.hand_to_team" if not row.taker else "sharing.hand_kept"))
    said = " · ".join(word for word in (row.subject, row.promise, row.follow_up) if word)
    return (f"#{row.ticket}", due, why, taker, said)
