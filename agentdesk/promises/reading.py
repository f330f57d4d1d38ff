"""Reads the `promises` section of rule files; everything wrong is noted with its place."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from agentdesk.lang import Refusal
from agentdesk.model.words import CHANNELS, TIERS
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.calendar_reading import read_calendar
from agentdesk.promises.duration import Duration, parse_duration
from agentdesk.promises.policy import (
    CHANNEL_WORDS,
    KIND_WORDS,
    MATTER,
    TIER_WORDS,
    Policies,
    Policy,
    known_tag,
    known_word,
)
from agentdesk.promises.reading_steps import CLOCKS, PRIORITIES, read_bands, read_escalations, read_role, read_warns
from agentdesk.promises.target import USUAL, Ends, Kind, Starts, Target, usual_target
from agentdesk.promises.tasks import NO_TASK_PROMISE, TaskPromise
from agentdesk.rules.item import Item, keys
from agentdesk.rules.problem import Problems

if TYPE_CHECKING:
    from yaml import Node

_SECTION: Final = keys("calendar 日历", "calendars 其他日历", "table 承诺表", "tasks 协查")
_TASKS: Final = keys("within 时限", "warn 预警", "tell 通知", "calendar 日历")
_ROW: Final = keys(
    "id 编号",
    "channel channels 渠道",
    "tier tiers 客户等级",
    "kind kinds 类型",
    "priority priorities 优先级",
    "tag tags 标签",
    "calendar 日历",
    "targets 目标",
    "warn 预警",
    "bands 色带",
    "escalate 升级",
)
_TARGET: Final = keys("within 时限", "starts 起点", "ends 终点", "pauses 暂停")
_STARTS: Final = keys("received 收到", "opened 开启", "oldest_unanswered 最早未答")
_ENDS: Final = keys("first_public_answer 首次公开答复", "public_answer 公开答复", "solved 已解决")
_STATES: Final = keys("pending 待客户", "snoozed 稍后处理")


def read_section(file: str, node: "Node", problems: Problems, teams: Collection[str] | None = None) -> Policies:
    """Read one file's `promises` section; what is wrong goes to `problems`, the rest is given.

    With `teams`, a row that moves tickets to none of them is told.
    """
    return read_sections([(file, node)], problems, teams)


def read_sections(
    sections: Sequence[tuple[str, "Node"]], problems: Problems, teams: Collection[str] | None = None
) -> Policies:
    """Read the sections of all files: rows in the order of the files, and one calendar."""
    tables = [Item(file, node, problems).table(_SECTION) for file, node in sections]
    calendars = [table["calendar"] for table in tables if "calendar" in table]
    for item in calendars[1:]:
        item.error("promises.calendar_twice", other=str(calendars[0].place))
    calendar = read_calendar(calendars[0]) if calendars else Calendar()
    own = _read_calendars([table["calendars"] for table in tables if "calendars" in table], calendar)
    rows = [item for table in tables if "table" in table for item in table["table"].entries()]
    read = [(item, policy) for item in rows if (policy := _read_row(item, own, teams)) is not None]
    _check_ids(read)
    _check_reach(read)
    tasks = _read_tasks([table["tasks"] for table in tables if "tasks" in table], own)
    return Policies(calendar=calendar, table=tuple(policy for _, policy in read), tasks=tasks)


Calendars = dict[str, Calendar]
"""The calendars by name; the desk's own is called ""."""


def _read_calendars(sections: Sequence[Item], usual: Calendar) -> Calendars:
    """Read the further calendars; what one of them leaves out is as in the desk's."""
    found = {"": usual}
    for key, item in (pair for section in sections for pair in section.pairs()):
        if key.raw in found:
            key.error("promises.calendar_name_twice", name=key.raw)
        found[key.raw] = read_calendar(item, usual)
    return found


def _read_calendar_of(table: dict[str, Item], calendars: Calendars) -> Calendar:
    """Read which calendar a row goes by; the desk's when it names none."""
    name = (table["calendar"].text() or "") if "calendar" in table else ""
    if name not in calendars:
        table["calendar"].unknown("promises.unknown_calendar", name, [known for known in calendars if known])
    return calendars.get(name, calendars[""])


def _read_tasks(sections: Sequence[Item], calendars: Calendars) -> TaskPromise:
    """Read by when tasks are answered; the section may stand in one file only."""
    for item in sections[1:]:
        item.error("promises.tasks_twice", other=str(sections[0].place))
    if not sections:
        return NO_TASK_PROMISE
    table = sections[0].table(_TASKS)
    return TaskPromise(
        within=_read_duration(table["within"]) if "within" in table else None,
        warns=read_warns(table.get("warn")),
        tell=read_role(table["tell"]) if "tell" in table else "",
        calendar=_read_calendar_of(table, calendars),
    )


def _read_row(item: Item, calendars: Calendars, teams: Collection[str] | None) -> Policy | None:
    table = item.table(_ROW)
    if not table:
        return None
    name = table["id"].text() if "id" in table else None
    if "id" not in table:
        item.error("promises.row_without_id")
    targets = table["targets"].table(CLOCKS) if "targets" in table else {}
    if "targets" not in table or not table["targets"].node.value:
        item.error("promises.row_without_targets")
    read = {Kind(name): _read_target(Kind(name), value) for name, value in targets.items()}
    return Policy(
        id=name or "",
        channels=_words(table.get("channel"), CHANNEL_WORDS, CHANNELS),
        tiers=_words(table.get("tier"), TIER_WORDS, TIERS),
        kinds=_words(table.get("kind"), KIND_WORDS, tuple(KIND_WORDS.values())) or frozenset({MATTER}),
        targets={kind: target for kind in Kind if (target := read.get(kind)) is not None},
        priorities=_read_priorities(table.get("priority")),
        tags=frozenset(known_tag(tag) for tag in (table["tag"].texts() if "tag" in table else ())),
        warns=read_warns(table.get("warn")),
        escalations=read_escalations(table.get("escalate"), teams),
        bands=read_bands(table.get("bands")),
        calendar=_read_calendar_of(table, calendars),
    )


def _words(item: Item | None, words: dict[str, str], usual: Sequence[str]) -> frozenset[str]:
    """The selector's words; one that is a letter away from a usual word is probably that one."""
    if item is None:
        return frozenset()
    found = set()
    for entry in item.entries():
        word = entry.flow_word()
        if word is None:
            continue
        known = known_word(word, words)
        found.add(known)
        near = _mistyped(known, usual)
        if near:
            entry.warning("promises.mistyped", word=word, near=near)
    return frozenset(found)


def _read_priorities(item: Item | None) -> frozenset[str]:
    entries = item.entries() if item is not None else []
    return frozenset(name for entry in entries if (name := entry.choice(PRIORITIES)) is not None)


def _mistyped(word: str, usual: Sequence[str]) -> str:
    from rapidfuzz.distance import OSA

    return next((known for known in usual if OSA.distance(word, known) == 1), "")


def _read_target(kind: Kind, item: Item) -> Target | None:
    if not item.is_table:
        within = _read_duration(item)
        return usual_target(kind, within) if within is not None else None
    table = item.table(_TARGET)
    if "within" not in table:
        item.error("promises.target_without_duration")
        return None
    within = _read_duration(table["within"])
    starts = table["starts"].choice(_STARTS) if "starts" in table else None
    ends = table["ends"].choice(_ENDS) if "ends" in table else None
    usual = USUAL[kind]
    pauses = _read_states(table["pauses"]) if "pauses" in table else usual.pauses
    if within is None:
        return None
    target = Target(
        within=within,
        starts=Starts(starts) if starts else usual.starts,
        ends=Ends(ends) if ends else usual.ends,
        pauses=pauses,
    )
    if kind is Kind.FINAL and target != usual_target(kind, within):
        item.error("promises.final_fixed")
    if kind is Kind.UPDATE and (target.starts, target.ends) != (usual.starts, usual.ends):
        item.error("promises.update_fixed")
    return target


def _read_states(item: Item) -> frozenset[str]:
    return frozenset(state for entry in item.entries() if (state := entry.choice(_STATES)) is not None)


def _read_duration(item: Item) -> Duration | None:
    text = item.text()
    if text is None:
        return None
    try:
        return parse_duration(text)
    except Refusal as refusal:
        item.error(refusal.message.code, **{name: str(value) for name, value in refusal.message.params.items()})
        return None


def _check_ids(rows: Sequence[tuple[Item, Policy]]) -> None:
    first: dict[str, Item] = {}
    for item, policy in rows:
        earlier = first.setdefault(policy.id, item)
        if policy.id and earlier is not item:
            item.error("promises.row_twice", id=policy.id, other=str(earlier.place))


def _check_reach(rows: Sequence[tuple[Item, Policy]]) -> None:
    """A row behind one that serves all of its tickets never holds; without a last row for all, some get nothing."""
    for number, (item, policy) in enumerate(rows):
        above = next((earlier.id for _, earlier in rows[:number] if earlier.covers(policy)), None)
        if above is not None:
            item.warning("promises.row_unreachable", id=policy.id, above=above)
    everyone = Policy(id="")
    if rows and not any(policy.covers(everyone) for _, policy in rows):
        rows[-1][0].warning("promises.no_last_row")
