"""Reading a session file: YAML into a session, with every problem's place."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from agentdesk.desk.found import NewAgent, read_people
from agentdesk.kb.problem import read_text
from agentdesk.lang import Refusal, Why
from agentdesk.model import CHANNELS, Priority, Role
from agentdesk.resources import shipped
from agentdesk.rules.item import Item, Keys, keys
from agentdesk.rules.problem import Place, Problems, RuleErrors
from agentdesk.training.session import BOT, CUSTOMER, VERBS, WRITE, Move, Person, Session

_SESSION: Final = keys(
    "session 会话",
    "title 标题",
    "about 说明",
    "lang 语言",
    "starts 开始",
    "channel 渠道",
    "category 分类",
    "customer 客户",
    "people 人员",
    "moves 过程",
)
_CUSTOMER: Final = keys("id 编号", "name 姓名", "tier 等级")
_PERSON: Final = keys("name 名称", "display 姓名", "role 角色", "teams 技能组", "languages 语言")
_MOVE: Final = keys(
    "at 时间",
    "by 谁",
    "do 做",
    "text 内容",
    "articles 知识",
    "team 技能组",
    "agent 客服",
    "then 之后",
    "priority 优先级",
    "tags 标签",
    "for 多久",
    "why 点评",
)
_DO: Final = keys(
    "claim 领取",
    "release 放回",
    "read 查知识",
    "note 备注",
    "reply 回复",
    "reroute 转接",
    "priority 优先级",
    "tag 标签",
    "snooze 稍后",
    "solve 解决",
    "reopen 重开",
)
_NEEDS: Final = {"read": "articles", "note": "text", "reply": "text", "reroute": "text"} | {
    "priority": "priority",
    "tag": "tags",
    "snooze": "for",
    WRITE: "text",
}
"""The key that a move must have."""
_NOTHING: Final = ("0", "0s", "0秒")
"""Times at the very start; no promise may be so short, so durations do not know them."""
assert set(_DO.values()) == set(VERBS)


class Known(msgspec.Struct, frozen=True):
    """What the desk knows beside the file: teams, articles, names of agents."""

    teams: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()


@cache
def sample_names() -> frozenset[str]:
    """Return the names of the sample desk's people, who work at every replay."""
    text = (shipped("sample_data") / "people.yaml").read_text("utf-8")
    return frozenset(person.name for person in read_people(text))


def find_session(name: str) -> Path:
    """Return the file that a path names, or the shipped session of that name; raises `Refusal` with the nearest."""
    path = Path(name)
    if path.exists():
        return path
    folder = shipped("sample_data") / "sessions"
    shelf = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    if name in shelf:
        return shelf[name]
    raise Refusal(Why.INPUT, "training.no_session", name=name[:80], known=", ".join(shelf))


def load_session(path: Path) -> Session:
    """Return the session of a file; raises `RuleErrors` with every problem, OSError when it cannot be read."""
    problems = Problems()
    session = read_session(path, problems)
    if session is None or problems.errors():
        raise RuleErrors(problems.errors())
    return session


def read_session(path: Path, problems: Problems) -> Session | None:
    """Return the session of a file, noting what is wrong; None when nothing can be made of it."""
    from agentdesk.rules.nodes import compose

    text = read_text(path, problems)
    root = compose(str(path), text, problems) if text is not None else None
    if root is None:
        if not problems.errors():
            problems.error(Place(str(path)), "training.empty")
        return None
    return _Reading(problems).session(Item(str(path), root, problems))


class _Reading:
    """Reads one file."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._names: set[str] = set(sample_names())

    def session(self, item: Item) -> Session | None:
        table = item.table(_SESSION)
        missing = [name for name in ("session", "title", "starts", "moves") if name not in table]
        for name in missing:
            item.error("rules.missing", key=name)
        if missing:
            return None
        people = tuple(filter(None, map(self._person, table["people"].entries()))) if "people" in table else ()
        self._names |= {person.name for person in people}
        starts = self._moment(table["starts"])
        moves = self._moves(table["moves"])
        if starts is None or not moves:
            return None
        return Session(
            id=table["session"].text() or "",
            title=table["title"].text() or "",
            about=_text(table, "about"),
            lang=_choice(table, "lang", keys("zh 中文", "en 英文")) or "zh",
            starts=starts,
            channel=_choice(table, "channel", keys(*CHANNELS)) or "other",
            category=_text(table, "category"),
            customer=self._customer(table["customer"]) if "customer" in table else Person(),
            people=people,
            moves=tuple(move for move, _ in moves),
            places=tuple(place for _, place in moves),
        )

    def _customer(self, item: Item) -> Person:
        table = item.table(_CUSTOMER)
        tiers = keys("ordinary 普通", "vip VIP 贵宾", "creator 创作者", "merchant 商家")
        return Person(
            id=_text(table, "id") or "customer",
            name=_text(table, "name"),
            tier=_choice(table, "tier", tiers) or "ordinary",
        )

    def _person(self, item: Item) -> NewAgent | None:
        table = item.table(_PERSON)
        name = _text(table, "name")
        if not name:
            item.error("rules.missing", key="name")
            return None
        return NewAgent(
            name=name,
            display=_text(table, "display"),
            role=_choice(table, "role", keys(*Role)) or Role.AGENT,
            teams=table["teams"].texts() if "teams" in table else (),
            languages=table["languages"].texts() if "languages" in table else (),
        )

    def _moves(self, item: Item) -> list[tuple[Move, Place]]:
        found: list[tuple[Move, Place]] = []
        last = 0
        for entry in item.entries():
            move = self._move(entry)
            if move is None:
                continue
            if move.at < last:
                entry.error("training.back_in_time")
            if not found and move.by not in (CUSTOMER, BOT):
                entry.error("training.begins_with_customer")
            last = max(last, move.at)
            found.append((move, entry.place))
        if not found and not self._problems.errors():
            item.error("training.no_moves")
        return found

    def _move(self, item: Item) -> Move | None:
        table = item.table(_MOVE)
        by = _text(table, "by")
        if not by:
            item.error("rules.missing", key="by")
            return None
        do = self._verb(item, table, by)
        if do is None:
            return None
        needs = _NEEDS.get(do)
        if needs and needs not in table:
            item.error("training.needs", do=do, key=needs)
            return None
        if do == "reroute" and ("team" in table) == ("agent" in table):
            item.error("training.reroute_target")
        return Move(
            at=self._offset(table["at"]) if "at" in table else 0,
            by=by,
            do=do,
            text=_text(table, "text"),
            articles=table["articles"].texts() if "articles" in table else (),
            team=_text(table, "team"),
            agent=_text(table, "agent"),
            then=_choice(table, "then", keys("pending 待客户", "open 处理中", "solved 已解决")) or "pending",
            priority=_choice(table, "priority", keys(*Priority)) or "",
            tags=self._tags(table["tags"]) if "tags" in table else (),
            duration=self._offset(table["for"]) if "for" in table else 0,
            why=_text(table, "why"),
        )

    def _verb(self, item: Item, table: dict[str, Item], by: str) -> str | None:
        if by in (CUSTOMER, BOT):
            if "do" in table:
                table["do"].error("training.only_writes", by=by)
            return WRITE
        if by not in self._names:
            near = _nearest(by, self._names)
            table["by"].error("training.no_person", name=by, near=near)
        if "do" not in table:
            item.error("rules.missing", key="do")
            return None
        return table["do"].choice(_DO)

    def _tags(self, item: Item) -> tuple[str, ...]:
        tags = item.texts()
        if any(tag[0] not in "+-" or len(tag) < 2 for tag in tags):
            item.error("training.tag_sign")
        return tags

    def _offset(self, item: Item) -> int:
        from agentdesk.promises.duration import Unit, parse_duration

        text = item.text() or ""
        if text in _NOTHING:
            return 0
        try:
            duration = parse_duration(text)
        except Refusal:
            item.error("training.bad_offset", value=text)
            return 0
        if duration.unit is not Unit.RUNNING:
            item.error("training.bad_offset", value=text)
        return duration.amount

    def _moment(self, item: Item) -> int | None:
        from agentdesk.clock import from_iso

        text = item.text()
        try:
            return from_iso(text) if text else None
        except ValueError:
            item.error("training.bad_moment", value=text or "")
            return None


def check_known(session: Session, known: Known, problems: Problems) -> None:
    """Note the teams, agents and articles of a session that a desk does not have."""
    agents = known.agents | {person.name for person in session.people}
    for move, place in zip(session.moves, session.places, strict=True):
        if move.team and move.team not in known.teams:
            problems.error(place, "training.no_team", name=move.team, near=_nearest(move.team, known.teams))
        if move.agent and move.agent not in agents:
            problems.error(place, "training.no_person", name=move.agent, near=_nearest(move.agent, agents))
        for article in move.articles:
            if article not in known.articles:
                problems.warning(place, "training.no_article", article=article)


def _nearest(word: str, known: Collection[str]) -> str:
    from agentdesk.desk.nearest import nearest_word

    return nearest_word(word, sorted(known))


def _text(table: dict[str, Item], name: str) -> str:
    return (table[name].text() or "") if name in table else ""


def _choice(table: dict[str, Item], name: str, known: Keys) -> str | None:
    return table[name].choice(known) if name in table else None
