"""What happened to a ticket, in the reader's words."""

from collections.abc import Callable

from agentdesk.desk.sharing.reasons import REASONED, reason_of
from agentdesk.model import Step
from agentdesk.text import Safe, safe_line
from agentdesk.tui.moments import wake
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, word

Values = dict[str, object]
SEVERITIES = ("minor", "serious", "grave")


def step_words(step: Step, seat: Seat) -> Safe:
    """Return who did what: `李敏 转接 → 资金组`."""
    code = f"desk.step_{step.kind.replace('.', '_')}"
    parts = (seat.name(step.actor), word(code, seat.lang), *_details(step, seat))
    return safe_line(" ".join(part for part in parts if part))


def _details(step: Step, seat: Seat) -> tuple[str, ...]:
    if step.kind in REASONED:
        reason = reason_of(step.kind, step.data, seat.name)
        return (spoken(reason, seat.lang),) if reason else ()
    given = step.data.get("set")
    values: Values = given if isinstance(given, dict) else {}
    if step.kind in _DETAILS:
        return _DETAILS[step.kind](step, values, seat)
    if isinstance(twin := step.data.get("twin"), list):
        return (f"#{twin[0]}",)
    if step.kind == "priority.set":
        return ("→", word(f"desk.priority_{values.get('priority')}", seat.lang))
    if step.kind == "ticket.snoozed" and isinstance(until := values.get("snoozed_until"), int):
        return ("→", wake(until, step.at, seat.zone))
    return _tags(step.data.get("tags"), seat)


def _to(step: Step, values: Values, seat: Seat) -> tuple[str, ...]:
    """Return where a ticket was sent or offered, and by when something was promised."""
    agent, team = values.get("owner") or values.get("offered_to"), values.get("team") or values.get("offered_team")
    to = seat.name(str(agent)) if agent else seat.team(str(team))
    return ("→", to, *_by(values.get("promised_at"), step, seat))


def _by(moment: object, step: Step, seat: Seat) -> tuple[str, ...]:
    return ("⏱", wake(moment, step.at, seat.zone)) if isinstance(moment, int) else ()


def _task(step: Step, _values: Values, seat: Seat) -> tuple[str, ...]:
    task = step.data.get("task")
    given: Values = task if isinstance(task, dict) else {}
    team = given.get("team")
    return ("→", seat.team(str(team)) if team else step.told.get("partner", ""), *_by(given.get("due_at"), step, seat))


def _which(step: Step, _values: Values, seat: Seat) -> tuple[str, ...]:
    """Return which promise it is about."""
    kind = step.data.get("kind")
    return (word(f"promises.{kind}", seat.lang),) if isinstance(kind, str) else ()


def _called(step: Step, values: Values, seat: Seat) -> tuple[str, ...]:
    """Return which promise was broken, whom that called, and the tags it put on."""
    role = step.data.get("tell")
    called = ("→", word(f"desk.role_{role}", seat.lang)) if isinstance(role, str) else ()
    return (*_which(step, values, seat), *called, *_tags(step.data.get("tags"), seat))


def _complaint(_step: Step, values: Values, seat: Seat) -> tuple[str, ...]:
    severity, about = values.get("severity"), values.get("about")
    words = (word(f"desk.severity_{SEVERITIES[severity - 1]}", seat.lang),) if isinstance(severity, int) else ()
    return (*words, f"→ #{about}") if about else words


_DETAILS: dict[str, Callable[[Step, Values, Seat], tuple[str, ...]]] = {
    "ticket.rerouted": _to,
    "ticket.offered": _to,
    "ticket.returned": lambda _, values, seat: ("→", seat.name(str(o))) if (o := values.get("owner")) else (),
    "ticket.escalated": lambda _, values, seat: ("→", word(f"desk.role_{values.get('escalated_to')}", seat.lang)),
    "promised.given": lambda step, values, seat: _by(values.get("promised_at"), step, seat),
    "followup.set": lambda step, values, seat: _by(values.get("follow_up_at"), step, seat),
    "promise.warned": _which,
    "promise.breached": _which,
    "promise.escalated": _called,
    "task.asked": _task,
    "complaint.set": _complaint,
    "ticket.rated": lambda _, values, __: (f"{values.get('rating')}/5",),
}
"""What is told of a step beside who did what, by its kind."""


def _tags(change: object, seat: Seat) -> tuple[str, ...]:
    if not isinstance(change, dict):
        return ()
    signed = ((sign, tag) for sign, way in (("+", "on"), ("-", "off")) for tag in change.get(way, ()))
    return tuple(f"{sign}{seat.tag(tag)}" for sign, tag in signed)
