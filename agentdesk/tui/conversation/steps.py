"""What happened to a ticket, in the reader's words."""

from agentdesk.model import Step
from agentdesk.text import Safe, safe_line
from agentdesk.tui.moments import wake
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import word


def step_words(step: Step, seat: Seat) -> Safe:
    """Return who did what: `李敏 转接 → 资金组`."""
    code = f"desk.step_{step.kind.replace('.', '_')}"
    parts = (seat.name(step.actor), word(code, seat.lang), *_details(step, seat))
    return safe_line(" ".join(part for part in parts if part))


def _details(step: Step, seat: Seat) -> tuple[str, ...]:
    given = step.data.get("set")
    values: dict[str, object] = given if isinstance(given, dict) else {}
    if step.kind == "ticket.rerouted":
        owner, team = values.get("owner"), values.get("team")
        return ("→", seat.name(str(owner)) if owner else seat.team(str(team)))
    if step.kind == "priority.set":
        return ("→", word(f"desk.priority_{values.get('priority')}", seat.lang))
    if step.kind == "ticket.snoozed" and isinstance(until := values.get("snoozed_until"), int):
        return ("→", wake(until, step.at, seat.zone))
    return _tags(step.data.get("tags"))


def _tags(change: object) -> tuple[str, ...]:
    if not isinstance(change, dict):
        return ()
    return (*(f"+{tag}" for tag in change.get("on", ())), *(f"-{tag}" for tag in change.get("off", ())))
