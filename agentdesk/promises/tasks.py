"""The clock of a task: what another department or partner was asked, and by when it is answered.

It is a promise among ourselves. It runs from the asking to the answer, never stands still, and leaves the customer's
clocks alone. Its timers are "task_warn:ID" and "task_breach:ID".
"""

from collections.abc import Collection, Iterator
from typing import Final
from zlib import crc32

import msgspec

from agentdesk.model.ticket import Task
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.duration import Duration
from agentdesk.promises.steps import Due, Warn

TASK: Final = "task"
"""What the clock of a task is called."""
TASK_WARN: Final = "task_warn"
TASK_BREACH: Final = "task_breach"
OPEN: Final = "open"


class TaskPromise(msgspec.Struct, frozen=True, kw_only=True):
    """By when a task is answered that names no time itself, and when to warn before."""

    within: Duration | None = None
    warns: tuple[Warn, ...] = ()
    tell: str = ""
    """Role that is told when a task is late."""
    calendar: Calendar = Calendar()

    def due(self, asked_at: int) -> int | None:
        """When a task falls due that was asked at that moment and names no time; None where nothing is promised."""
        return None if self.within is None else self.calendar.add(asked_at, self.within)


NO_TASK_PROMISE: Final = TaskPromise()


def is_task_timer(timer: str) -> bool:
    """Whether a timer of this name belongs to a task."""
    return timer.partition(":")[0] in {TASK_WARN, TASK_BREACH}


def task_of(timer: str) -> str:
    """The id of the task whose timer it is."""
    return timer.partition(":")[2]


def timers_of(task: str) -> tuple[str, str]:
    """The names that a task's timers have."""
    return f"{TASK_WARN}:{task}", f"{TASK_BREACH}:{task}"


def task_steps(task: Task, promise: TaskPromise, fired: Collection[tuple[str, int]]) -> Iterator[Due]:
    """Give the timers that a task has now; `fired` are the (timer, step) that were carried out."""
    if task.state != OPEN or task.due_at is None:
        return
    warn, breach = timers_of(task.id)
    late = Due(breach, _number(task, "breach"), task.due_at + 1)
    if (late.timer, late.step) in fired:
        return
    yield late
    left = [step for step in _warnings(task, warn, promise.warns) if (step.timer, step.step) not in fired]
    if left:
        yield min(left, key=lambda step: (step.due_at, step.step))


def _warnings(task: Task, timer: str, warns: tuple[Warn, ...]) -> Iterator[Due]:
    due = task.due_at or 0
    for warn in warns:
        at = due - warn.before if warn.before else task.asked_at + (due - task.asked_at) * warn.share // 100
        if task.asked_at < at <= due:
            yield Due(timer, _number(task, f"{warn.share} {warn.before}"), at)


def warning_of(task: Task, warns: tuple[Warn, ...], step: int) -> Warn | None:
    """The warning that a task's step stands for, None when there is no such one any more."""
    return next((warn for warn in warns if _number(task, f"{warn.share} {warn.before}") == step), None)


def _number(task: Task, what: str) -> int:
    return crc32(f"{task.id} {task.asked_at} {task.due_at} {what}".encode())
