"""After a change of the promises: every live ticket is settled again, a chunk at a time, in the keeper's spare time."""

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.desk.promises import is_unsettled
from agentdesk.desk.verbs.resettle import Resettle

if TYPE_CHECKING:
    from agentdesk.desk.desk import Desk

CHUNK: Final = 500
"""Tickets that are looked at in a row, without holding the desk up."""
TOGETHER: Final = 50
"""Tickets that are changed in one transaction: others wait for it."""
_KEY: Final = "resettled"


WAY: Final = 2
"""Raised when the same promises settle tickets in another way, so that a desk's live ones follow a new version."""


class Progress(msgspec.Struct, frozen=True, array_like=True):
    """How far the desk is: under which rules, and the last ticket looked at; None when all were."""

    rules: int = 0
    ticket: int | None = 0
    way: int = 0


def resettle(desk: "Desk") -> int | None:
    """Settle the next chunk of live tickets again; return how many changed, None when there is nothing left to do.

    How far it came lies in the side database. If that is lost it begins anew, and changes nothing twice.
    """
    version = desk.reader().rules_hash()[1]
    progress = _progress(desk)
    if (progress.rules, progress.way) != (version, WAY):
        progress = Progress(version, way=WAY)
    if progress.ticket is None or desk.is_trying:
        return None
    reader, policies, now = desk.reader(), desk.rulebook().policies, desk.clock.now()
    found = reader.live_after(progress.ticket, CHUNK)
    stale = [ticket.id for ticket in found if is_unsettled(reader, ticket, policies, now)]
    changed = 0
    for start in range(0, len(stale), TOGETHER):
        done = desk.do(Resettle(tuple(stale[start : start + TOGETHER])), actor="keeper")
        changed += len(done.tickets)
    last = found[-1].id if len(found) == CHUNK else None
    desk.side.save_view_state("", _KEY, msgspec.json.encode(Progress(version, last, WAY)).decode())
    return changed


def _progress(desk: "Desk") -> Progress:
    with suppress(msgspec.MsgspecError):
        return msgspec.json.decode(desk.side.view_state("", _KEY) or "[]", type=Progress)
    return Progress()
