"""The timers of a ticket's tasks, and what they do when they fall due: a warning, then the breach, each once."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.desk.promises import calling, distance_of
from agentdesk.model import Json, Task, Ticket, Timer
from agentdesk.promises.tasks import (
    TASK,
    TASK_WARN,
    TaskPromise,
    is_task_timer,
    task_of,
    task_steps,
    timers_of,
    warning_of,
)
from agentdesk.store.protocol import Reader

if TYPE_CHECKING:
    from agentdesk.desk.promises import Effect
    from agentdesk.desk.work import Work

Dues = list[tuple[str, int, int | None]]
"""(timer, step, due or None to drop) of each timer that changes."""


def task_timers(
    reader: Reader, ticket: int, part: Json | None, promise: TaskPromise, just: tuple[str, int] | None = None
) -> Dues:
    """Return the timers that an event sets or drops: one that changes a task, as `part` says, or carries out its timer.

    `just` is the (timer, step) that is being carried out.
    """
    if part is not None:
        return _dues(reader, _changed(reader, ticket, part), promise, just)
    if just is not None and is_task_timer(just[0]):
        task = _find(reader, ticket, task_of(just[0]))
        return _dues(reader, task, promise, just) if task is not None else []
    return []


def _find(reader: Reader, ticket: int, name: str) -> Task | None:
    return next((task for task in reader.tasks(ticket) if task.id == name), None)


def _changed(reader: Reader, ticket: int, part: Json) -> Task:
    """Return a task as it will be."""
    given = {name: value for name, value in part.items() if name in Task.__struct_fields__ and name != "ticket"}
    known = _find(reader, ticket, part["id"])
    return Task(**{"team": "", **given}, ticket=ticket) if known is None else msgspec.structs.replace(known, **given)


def _dues(reader: Reader, task: Task, promise: TaskPromise, just: tuple[str, int] | None) -> Dues:
    names = timers_of(task.id)
    have = {timer.timer: timer for timer in reader.timers(task.ticket) if timer.timer in names}
    fired = {*reader.fired(task.ticket), *([just] if just else [])}
    want = {due.timer: due for due in task_steps(task, promise, fired)}
    dues: Dues = [(name, 0, None) for name, timer in have.items() if name not in want and (name, timer.step) != just]
    for name, due in want.items():
        if name not in have or (have[name].step, have[name].due_at) != (due.step, due.due_at):
            dues.append((name, due.step, due.due_at))
    return dues


def task_effect(work: "Work", ticket: Ticket, timer: Timer) -> "Effect":
    """Return what a task's timer does now that it is due.

    Where the promises in force know no such step any more, only the timers are set anew.
    """
    task, promise = _find(work.tx, ticket.id, task_of(timer.timer)), work.book.policies.tasks
    steps = task_steps(task, promise, work.tx.fired(ticket.id)) if task is not None else ()
    if task is None or all((step.timer, step.step) != (timer.timer, timer.step) for step in steps):
        return "promise.resettled", {}, {}
    told: Json = {"asked": task.id, "due": task.due_at}
    if timer.timer.startswith(f"{TASK_WARN}:"):
        warn = warning_of(task, promise.warns, timer.step)
        return "task.warned", {}, told | (distance_of(warn) if warn is not None else {})
    if not promise.tell:
        return "task.breached", {}, told
    return "task.breached", calling(work, ticket, promise.tell, TASK), told | {"tell": promise.tell}
