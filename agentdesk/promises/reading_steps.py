"""Reads `warn` and `escalate` of a row of the promise table; everything wrong is noted with its place."""

from collections.abc import Callable, Collection
from typing import Final, TypeVar

from agentdesk.lang import Refusal
from agentdesk.model.words import Priority, Role
from agentdesk.promises.bands import Bands
from agentdesk.promises.duration import Duration, Unit, parse_duration
from agentdesk.promises.steps import MOST, Escalation, Warn
from agentdesk.promises.target import Kind
from agentdesk.rules.item import Item, keys

CLOCKS: Final = keys(
    "first_response 首次响应", "next_response 再次响应", "resolution 解决", "final 最终期限", "update 进展通报"
)
_STEP: Final = keys("at 时间", "clock clocks 时钟", "raise 提升", "tell 通知", "move 转到", "tag tags 标签")
_ACTIONS: Final = frozenset({"raise", "tell", "move", "tag"})
_BREACH: Final = frozenset({"breach", "超时"})
PRIORITIES: Final = keys("urgent 紧急", "high 高", "normal 普通 中", "low 低")
_ROLES: Final = keys("supervisor 主管", "lead 组长", "agent 客服", "trainer 培训师", "admin 管理员")
_BANDS: Final = keys("amber 黄", "red 红")
_LONGEST_TAG: Final = 40

T = TypeVar("T")


def read_warns(item: Item | None) -> tuple[Warn, ...]:
    """Read `warn: [50%, 15m]`."""
    return _series(item, _read_warn)


def read_bands(item: Item | None) -> Bands | None:
    """Read `bands: {amber: 50%, red: 15m}`; None where the row has none."""
    table = item.table(_BANDS) if item is not None else {}
    amber, red = (_read_warn(table[name]) if name in table else None for name in ("amber", "red"))
    return Bands(amber, red) if amber is not None or red is not None else None


def read_role(item: Item) -> str:
    """Read a role of the desk; "" for a word that is none."""
    role = item.choice(_ROLES)
    return str(Role(role)) if role else ""


def read_escalations(item: Item | None, teams: Collection[str] | None) -> tuple[Escalation, ...]:
    """Read `escalate`; a team that is none of `teams` is told, unless that is None."""
    return _series(item, lambda entry: _read_escalation(entry, teams))


def _series(item: Item | None, read: Callable[[Item], T | None]) -> tuple[T, ...]:
    entries = item.entries() if item is not None else []
    if item is not None and len(entries) > MOST:
        item.error("promises.too_many_steps", most=MOST)
    return tuple(value for entry in entries[:MOST] if (value := read(entry)) is not None)


def _read_warn(item: Item) -> Warn | None:
    text = item.flow_word()
    if text is None:
        return None
    if text.endswith(("%", "％")):
        number = text[:-1].strip()
        if number.isascii() and number.isdigit() and 0 < int(number) < 100:
            return Warn(share=int(number))
        item.error("promises.bad_share", text=text)
        return None
    before = _running(item, text)
    return None if before is None else Warn(before=before)


def _read_escalation(item: Item, teams: Collection[str] | None) -> Escalation | None:
    table = item.table(_STEP)
    if not table:
        return None
    if not table.keys() & _ACTIONS:
        item.error("promises.step_without_action")
    after = _read_after(table["at"]) if "at" in table else None
    if "at" not in table:
        item.error("promises.step_without_time")
    priority = (table["raise"].choice(PRIORITIES) or "") if "raise" in table else ""
    if priority == Priority.URGENT:
        table["raise"].warning("promises.raises_to_urgent")
    return Escalation(
        after=after or 0,
        clocks=_read_clocks(table.get("clock")),
        priority=str(Priority(priority)) if priority else "",
        tell=read_role(table["tell"]) if "tell" in table else "",
        team=_read_team(table["move"], teams) if "move" in table else "",
        tags=_read_tags(table.get("tag")),
    )


def _read_after(item: Item) -> int | None:
    text = item.text()
    if text is None:
        return None
    return 0 if text.casefold() in _BREACH else _running(item, text)


def _running(item: Item, text: str) -> int | None:
    """A duration of running time, in ms."""
    try:
        duration: Duration = parse_duration(text)
    except Refusal as refusal:
        item.error(refusal.message.code, **{name: str(value) for name, value in refusal.message.params.items()})
        return None
    if duration.unit is not Unit.RUNNING:
        item.error("promises.step_in_running_time", text=text)
        return None
    return duration.amount


def _read_clocks(item: Item | None) -> frozenset[Kind]:
    entries = item.entries() if item is not None else []
    return frozenset(Kind(name) for entry in entries if (name := entry.choice(CLOCKS)) is not None)


def _read_team(item: Item, teams: Collection[str] | None) -> str:
    name = item.text() or ""
    if name and teams is not None and name not in teams:
        item.unknown("rules.unknown_team", name, list(teams))
    return name


def _read_tags(item: Item | None) -> tuple[str, ...]:
    tags = item.texts() if item is not None else ()
    for tag in tags:
        if item is not None and (len(tag) > _LONGEST_TAG or not tag.isprintable()):
            item.error("promises.bad_tag", tag=tag[:_LONGEST_TAG], most=_LONGEST_TAG)
    return tags
