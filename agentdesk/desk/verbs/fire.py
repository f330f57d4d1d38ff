"""Fire: a timer's effect, as an event unique by (ticket, timer, step), so that twice is once and late is soon."""

from typing import Any

from agentdesk.desk.appointments import follow_up, promised, promised_soon
from agentdesk.desk.command import Command
from agentdesk.desk.promises import Effect, promise_effect
from agentdesk.desk.task_clocks import task_effect
from agentdesk.desk.work import Work
from agentdesk.model import Author, Sending, State, Ticket, Timer
from agentdesk.promises.steps import is_promise
from agentdesk.promises.tasks import is_task_timer


class Fire(Command, frozen=True):
    """Carry out a timer that is due; nothing when it was carried out or dropped meanwhile."""

    timer: Timer

    def decide(self, work: Work) -> None:
        """Record the effect together with the mark that it fired."""
        timer = self.timer
        known = work.tx.timer(timer.ticket, timer.timer)
        if known is None or known.step != timer.step or known.due_at > work.now:
            return
        ticket = work.ticket(timer.ticket)
        found = _effect(work, ticket, timer)
        if found is None:
            work.change(ticket, "promise.resettled", {})
            return
        kind, changes, parts = found
        work.change(ticket, kind, changes, fired=[timer.timer, timer.step], **parts)


def _effect(work: Work, ticket: Ticket, timer: Timer) -> Effect | None:
    if is_task_timer(timer.timer):
        return task_effect(work, ticket, timer)
    return promise_effect(work, ticket, timer) if is_promise(timer.timer) else _EFFECTS[timer.timer](work, ticket)


def _wake(_work: Work, _ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "ticket.woken", {"state": State.OPEN, "snoozed_until": None}, {}


def _remind(work: Work, ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return _told(work, ticket, "ticket.reminded", work.book.lifecycle.reminder)


def _idle_warn(work: Work, ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return _told(work, ticket, "ticket.idle_warned", work.book.lifecycle.idle_warning)


def _told(work: Work, ticket: Ticket, kind: str, words: dict[str, str]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The customer is told something, in their language; without words only the step is recorded."""
    text = words.get(ticket.lang) or words.get("zh") or ""
    if not text:
        return kind, {}, {}
    n = ticket.version + 1
    delivery = {"n": n, "channel": ticket.channel, "state": Sending.HELD, "due_at": work.now}
    message = ({"n": n, "author": Author.SYSTEM}, {"text": text})
    return kind, {"messages": ticket.messages + 1}, {"message": message, "delivery": delivery}


def _expire(work: Work, _ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "ticket.expired", {"state": State.SOLVED, "solved_at": work.now}, {}


def _idle_close(work: Work, _ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "ticket.idle_closed", {"state": State.SOLVED, "solved_at": work.now}, {}


def _close(work: Work, _ticket: Ticket) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "ticket.closed", {"state": State.CLOSED, "closed_at": work.now}, {}


_EFFECTS = {
    "wake": _wake,
    "remind": _remind,
    "expire": _expire,
    "close": _close,
    "idle_warn": _idle_warn,
    "idle_close": _idle_close,
    "promised_soon": promised_soon,
    "promised": promised,
    "follow_up": follow_up,
}
