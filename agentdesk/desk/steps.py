"""What is told of a step beside who did what: where to, by when, which promise and what came of it.

One list for the screen and the command line.
"""

from collections.abc import Callable, Iterator
from typing import Final, Protocol

from agentdesk.clock import MINUTE
from agentdesk.desk.sharing.reasons import REASONED, reason_of
from agentdesk.lang import Message, say
from agentdesk.model import Step

Values = dict[str, object]
SEVERITIES: Final = ("minor", "serious", "grave")
ESCALATED: Final = "promise.escalated"


class Reader(Protocol):
    """For whom it is told: the names of people, teams and tags, moments in their zone."""

    lang: str

    def name(self, actor: str | None) -> str:
        """Return what a person is called."""

    def team(self, team: str | None) -> str:
        """Return what a team is called."""

    def tag(self, tag: str) -> str:
        """Return what a tag is called."""

    def moment(self, moment: int, at: int) -> str:
        """Return a moment as it was told at another one."""


def step_details(step: Step, reader: Reader) -> tuple[str, ...]:
    """Return the words that follow what was done: `→ Funds`, `first response ⏱ 20:14`."""
    if step.kind in REASONED:
        reason = reason_of(step.kind, step.data, reader.name)
        apart = () if step.kind == "ticket.assigned" else ("·",)
        return (*apart, say(reason, reader.lang)) if reason else ()
    given = step.data.get("set")
    values: Values = given if isinstance(given, dict) else {}
    if step.kind in _DETAILS:
        return tuple(_DETAILS[step.kind](step, values, reader))
    if isinstance(twin := step.data.get("twin"), list):
        return (f"#{twin[0]}",)
    return tuple(_tags(step, reader))


def _word(code: str, reader: Reader) -> str:
    return say(Message(code), reader.lang)


def _to(step: Step, values: Values, reader: Reader) -> Iterator[str]:
    """Where a ticket was sent or offered, and by when something was promised."""
    if holder := _holder(values, reader):
        yield from ("→", holder)
    yield from _by(values.get("promised_at"), step, reader)


def _holder(values: Values, reader: Reader) -> str:
    """Who has a ticket now, "" where nothing of that changed; what left somebody for the same team is from there."""
    if agent := values.get("owner") or values.get("offered_to"):
        return reader.name(str(agent))
    team = values.get("team") or values.get("offered_team") or values.get("sent_from")
    return reader.team(str(team)) if team else ""


def _returned(_step: Step, values: Values, reader: Reader) -> Iterator[str]:
    """To whom a ticket went back, and for how many times now."""
    if holder := _holder(values, reader):
        yield from ("→", holder)
    bounces = values.get("bounces")
    if isinstance(bounces, int) and bounces > 1:
        yield f"{bounces}×"


def _by(moment: object, step: Step, reader: Reader) -> tuple[str, ...]:
    return ("⏱", reader.moment(moment, step.at)) if isinstance(moment, int) else ()


def _task(step: Step, _values: Values, reader: Reader) -> Iterator[str]:
    task = step.data.get("task")
    given: Values = task if isinstance(task, dict) else {}
    team = given.get("team")
    yield from ("→", reader.team(str(team)) if team else step.told.get("partner", ""))
    yield from _by(given.get("due_at"), step, reader)


def _promise(step: Step, values: Values, reader: Reader) -> Iterator[str]:
    """Which promise it is about and when it is due; of an escalation what it changed and whom it called."""
    if kind := step.data.get("kind"):
        yield _word(f"promises.{kind}", reader)
    if step.kind != ESCALATED:
        yield from _by(step.data.get("due"), step, reader)
    yield from _distance(step)
    if priority := values.get("priority"):
        yield f"→ {_word(f'desk.priority_{priority}', reader)}"
    if moved := values.get("team"):
        yield f"→ {reader.team(str(moved))}"
    elif proposed := values.get("proposed_team"):
        yield f"→ {reader.team(str(proposed))}?"
    yield from _tags(step, reader)
    yield from _called(values, reader)


def _distance(step: Step) -> Iterator[str]:
    """How far from its breach a promise was warned of, as the row says it: `75%`, `15m`."""
    if share := step.data.get("share"):
        yield f"{share}%"
    elif isinstance(before := step.data.get("before"), int):
        yield f"{before // MINUTE}m"


def _called(values: Values, reader: Reader) -> Iterator[str]:
    if role := values.get("escalated_to"):
        yield f"→ {_word(f'desk.role_{role}', reader)}"


def _complaint(_step: Step, values: Values, reader: Reader) -> Iterator[str]:
    severity, about = values.get("severity"), values.get("about")
    if isinstance(severity, int):
        yield _word(f"desk.severity_{SEVERITIES[severity - 1]}", reader)
    if about:
        yield f"→ #{about}"


def _tags(step: Step, reader: Reader) -> Iterator[str]:
    if isinstance(change := step.data.get("tags"), dict):
        for sign, way in (("+", "on"), ("-", "off")):
            yield from (f"{sign}{reader.tag(tag)}" for tag in change.get(way, ()))


def _priority(_step: Step, values: Values, reader: Reader) -> Iterator[str]:
    yield from ("→", _word(f"desk.priority_{values.get('priority')}", reader))


def _until(step: Step, values: Values, reader: Reader) -> Iterator[str]:
    if isinstance(until := values.get("snoozed_until"), int):
        yield from ("→", reader.moment(until, step.at))


def _late_task(step: Step, values: Values, reader: Reader) -> Iterator[str]:
    yield from _by(step.data.get("due"), step, reader)
    yield from _distance(step)
    yield from _called(values, reader)


_DETAILS: Final[dict[str, Callable[[Step, Values, Reader], Iterator[str] | tuple[str, ...]]]] = {
    "ticket.rerouted": _to,
    "ticket.offered": _to,
    "ticket.handed_over": _to,
    "ticket.returned": _returned,
    "ticket.escalated": lambda _, values, reader: _called(values, reader),
    "ticket.snoozed": _until,
    "ticket.rated": lambda _, values, __: (f"{values.get('rating')}/5",),
    "promised.given": lambda step, values, reader: _by(values.get("promised_at"), step, reader),
    "followup.set": lambda step, values, reader: _by(values.get("follow_up_at"), step, reader),
    "task.asked": _task,
    "task.warned": _late_task,
    "task.breached": _late_task,
    "complaint.set": _complaint,
    "priority.set": _priority,
    "promise.warned": _promise,
    "promise.breached": _promise,
    ESCALATED: _promise,
}
"""What is told of a step, by its kind."""
