"""The life of a ticket, as the rule set's `lifecycle` section says it: when it reopens, reminds, solves, closes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.clock import DAY, HOUR, SECOND
from agentdesk.desk.durations import running
from agentdesk.model import State, Ticket
from agentdesk.text import normalise

if TYPE_CHECKING:
    from yaml import Node

    from agentdesk.rules.item import Item
    from agentdesk.rules.problem import Problems


class Lifecycle(msgspec.Struct, frozen=True, kw_only=True):
    """Durations in ms; each can be set in the rule set, in English or Chinese."""

    reopen_within: int = 7 * DAY
    """A message so long after solving reopens the ticket, later it opens a linked one."""
    remind_after: int = 24 * HOUR
    """So long in pending the customer is reminded …"""
    solve_after: int = 72 * HOUR
    """… and so long the ticket is solved."""
    close_after: int = 7 * DAY
    """So long after solving it is closed."""
    hold: int = 5 * SECOND
    """So long an answer waits before it goes out, and can be taken back."""
    thanks: tuple[str, ...] = ()
    """Words that do not reopen a ticket when a message holds nothing else."""
    reminder: dict[str, str] = {}
    """What the customer is told as a reminder, by language."""
    idle_warn: int | None = None
    """So long in pending the customer of a chat is warned that it is about to end; None for never."""
    idle_close: int | None = None
    """So long in pending a chat is solved; None for never."""
    idle_warning: dict[str, str] = {}
    """What the customer of an idle chat is told, by language."""

    def is_thanks(self, text: str) -> bool:
        """Whether a message says nothing but thanks."""
        left = "".join(char for char in normalise(text).text if char.isalnum())
        if not left or len(left) > 40:
            return False
        for word in self.thanks:
            left = left.replace(word, "")
        return not left


TIMERS: Final = {State.SNOOZED: ("wake",), State.PENDING: ("remind", "expire"), State.SOLVED: ("close",)}
"""The timers that a state sets; leaving it drops them."""
IDLE: Final = ("idle_warn", "idle_close")
"""The timers that pending sets on a chat besides, where the life cycle gives them a duration."""


def names(ticket: Ticket) -> tuple[str, ...]:
    """Return the timers that may run on a ticket as it is."""
    idle = IDLE if ticket.channel == "chat" and ticket.state == State.PENDING else ()
    return (*TIMERS.get(State(ticket.state), ()), *idle)


def timers(before: Ticket | None, after: Ticket, life: Lifecycle, now: int) -> list[tuple[str, int, int | None]]:
    """Return (timer, step, due or None to drop) for a change of state; the step is the version that set it."""
    if after.archived or (before is not None and _waits_as_before(before, after)):
        return []
    dues = {
        "wake": after.snoozed_until,
        "remind": now + life.remind_after,
        "expire": now + life.solve_after,
        "close": (after.solved_at or now) + life.close_after,
        "idle_warn": None if life.idle_warn is None else now + life.idle_warn,
        "idle_close": None if life.idle_close is None else now + life.idle_close,
    }
    set_now = [(name, after.version, dues[name]) for name in names(after) if dues[name] is not None]
    begun = {name for name, _, _ in set_now}
    dropped = () if before is None else names(before)
    return [*((name, 0, None) for name in dropped if name not in begun), *set_now]


def _waits_as_before(before: Ticket, after: Ticket) -> bool:
    """Whether nothing began anew: another answer to a customer we wait for does begin the wait anew."""
    answered = after.state == State.PENDING and before.last_agent_at != after.last_agent_at
    return before.state == after.state and before.snoozed_until == after.snoozed_until and not answered


_KEYS = (
    "reopen_within 重开期限",
    "remind_after 提醒",
    "solve_after 自动解决",
    "close_after 关闭",
    "hold 暂缓发送",
    "thanks 致谢词",
    "reminder 提醒语",
    "idle_warn 闲置提醒",
    "idle_close 闲置结束",
    "idle_warning 闲置提醒语",
)
_TEXTS = frozenset({"reminder", "idle_warning"})


def read_lifecycle(sections: "Sequence[tuple[str, Node]]") -> Lifecycle:
    """Return the life cycle of a rule set's sections; raises `RuleErrors` with every problem's place."""
    from agentdesk.rules.sections import read_sections

    return read_sections(Lifecycle, sections, read_section)


def read_section(file: str, node: "Node", problems: "Problems") -> dict[str, object]:
    """Return one section's fields, noting problems at their place."""
    from agentdesk.rules.item import Item, keys

    table = Item(file, node, problems).table(keys(*_KEYS))
    found: dict[str, object] = {}
    for name, item in table.items():
        value = _field(name, item)
        if value is not None:
            found[name] = value
    return found


def _field(name: str, item: "Item") -> object:
    if name == "thanks":
        words = {"".join(c for c in normalise(word).text if c.isalnum()) for word in item.texts()}
        return sorted((word for word in words if word), key=lambda word: (-len(word), word))
    if name in _TEXTS:
        return {lang: text for lang, value in item.table({"zh": "zh", "en": "en"}).items() if (text := value.text())}
    return running(item)
