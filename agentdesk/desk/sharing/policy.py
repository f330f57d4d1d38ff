"""How a desk shares its work, as the rule set's `sharing` section says it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from agentdesk.clock import MINUTE, SECOND
from agentdesk.desk.durations import running
from agentdesk.model import CHANNELS

if TYPE_CHECKING:
    from yaml import Node

    from agentdesk.rules.item import Item
    from agentdesk.rules.problem import Problems

PULL, PUSH = "pull", "push"
ONE: Final = 100
"""Weights are whole hundredths, so that their sums are exact: a ticket of weight 1 counts 100."""
MOST_WEIGHT: Final = 100
MOST_ROOM: Final = 1000
GENERAL: Final = ""
"""The room that all channels share which have none of their own."""


class TeamSharing(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for one team; None where the desk's own word does."""

    assign: str | None = None
    rooms: dict[str, int] = {}
    asks: bool | None = None


class Sharing(msgspec.Struct, frozen=True, kw_only=True):
    """How work is shared; durations in ms, weights in hundredths."""

    assign: str = PULL
    """"pull": agents take the next; "push": the desk gives it to who fits and has the least."""
    grace: int = 90 * SECOND
    """So long after its last sign a screen that was not closed counts as lost."""
    skip: int = 30 * MINUTE
    """So long a skipped ticket is not offered again to whoever skipped it."""
    asks: bool = False
    """Whether a break needs the yes of someone who leads."""
    weights: dict[str, int] = {}
    """What a ticket of a kind, else of a channel, counts; 100 where neither is named."""
    rooms: dict[str, int] = {}
    """Capacity of single channels, for who has none of their own there."""
    keep: int = 50
    """So many hundredths of a person's room the desk leaves to their teams that pull, while somebody waits there."""
    holding: tuple[str, ...] = ("chat", "phone")
    """Channels whose tickets count while the customer owes the next step, too: they are on the line."""
    dedicated: tuple[str, ...] = ()
    """Kinds of ticket that whoever takes them follows until they are solved."""
    teams: dict[str, TeamSharing] = {}

    def pushes(self, team: str | None) -> bool:
        """Whether the desk itself gives out a team's tickets; those of no team go by the desk's own word."""
        own = self.teams.get(team or "")
        return ((own.assign if own else None) or self.assign) == PUSH

    def breaks_ask(self, teams: Collection[str]) -> bool:
        """Whether a person of these teams needs a yes for a break; one team that asks is enough."""
        told = [self.teams[team].asks for team in teams if team in self.teams and self.teams[team].asks is not None]
        return any(told) if told else self.asks

    def weight(self, kind: str, channel: str) -> int:
        """Return what a ticket counts, in hundredths."""
        return self.weights.get(kind, self.weights.get(channel, ONE))

    def rooms_of(self, teams: Sequence[str], own: dict[str, int]) -> dict[str, int]:
        """Return a person's capacities by channel: their own, else of the first team that names it, else the desk's."""
        found = dict(self.rooms)
        for team in reversed(teams):
            if team in self.teams:
                found |= self.teams[team].rooms
        return found | own


def read_sharing(sections: "Sequence[tuple[str, Node]]") -> Sharing:
    """Return what the sections say; raises `RuleErrors` with every problem's place."""
    from agentdesk.rules.sections import read_sections

    return read_sections(Sharing, sections, read_section)


def read_section(file: str, node: "Node", problems: "Problems", teams: Collection[str] | None = None) -> dict[str, Any]:
    """Return one section's fields, noting problems at their place; with `teams`, unknown ones are told."""
    from agentdesk.rules.item import Item, keys

    known = keys(
        "assign 方式",
        "grace 宽限",
        "skip 跳过",
        "breaks 小休",
        "weights 权重",
        "capacity 容量",
        "keep 保留",
        "holding 占用",
        "dedicated 专人",
        "teams 技能组",
    )
    table = Item(file, node, problems).table(known)
    read: dict[str, tuple[str, Any]] = {
        "assign": ("assign", _assign),
        "grace": ("grace", running),
        "skip": ("skip", running),
        "breaks": ("asks", _breaks),
        "weights": ("weights", _weights),
        "capacity": ("rooms", read_rooms),
        "keep": ("keep", lambda item: item.number(0, 100)),
        "holding": ("holding", _channels),
        "dedicated": ("dedicated", _kinds),
        "teams": ("teams", lambda item: _teams(item, teams)),
    }
    found = {read[name][0]: read[name][1](item) for name, item in table.items()}
    return {name: value for name, value in found.items() if value is not None}


def _assign(item: "Item") -> str | None:
    from agentdesk.rules.item import keys

    return item.choice(keys("pull 领取 拉取", "push 分配 推送"))


def _breaks(item: "Item") -> bool | None:
    from agentdesk.rules.item import keys

    word = item.choice(keys("free 自由", "ask 须批准 申请"))
    return None if word is None else word == "ask"


def _weights(item: "Item") -> dict[str, int]:
    from agentdesk.promises.policy import KIND_WORDS
    from agentdesk.rules.vocabulary import CHANNELS as SPELLINGS

    words = {**SPELLINGS, **KIND_WORDS}
    found: dict[str, int] = {}
    for key, value in item.pairs():
        weight = value.decimal(0, MOST_WEIGHT)
        if weight is not None:
            found[words.get(key.raw, key.raw)] = round(weight * ONE)
    return found


def _kinds(item: "Item") -> tuple[str, ...]:
    from agentdesk.promises.policy import KIND_WORDS

    return tuple(KIND_WORDS.get(kind, kind) for kind in item.texts())


def read_rooms(item: "Item") -> dict[str, int]:
    """Return capacities by channel."""
    from agentdesk.rules.vocabulary import CHANNELS as SPELLINGS

    read = {name: value.number(0, MOST_ROOM) for name, value in item.table(SPELLINGS).items()}
    return {name: number for name, number in read.items() if number is not None}


def _channels(item: "Item") -> tuple[str, ...]:
    from agentdesk.rules.vocabulary import CHANNELS as SPELLINGS

    named = [entry.choice(SPELLINGS) for entry in item.entries()]
    return tuple(channel for channel in named if channel in CHANNELS)


def _teams(item: "Item", known: Collection[str] | None) -> dict[str, Any]:
    from agentdesk.rules.item import keys

    found: dict[str, Any] = {}
    for key, value in item.pairs():
        if known is not None and key.raw not in known:
            key.unknown("rules.unknown_team", key.raw, list(known))
            continue
        fields = value.table(keys("assign 方式", "capacity 容量", "breaks 小休"))
        read = {
            "assign": _assign(fields["assign"]) if "assign" in fields else None,
            "asks": _breaks(fields["breaks"]) if "breaks" in fields else None,
        }
        rooms = {"rooms": read_rooms(fields["capacity"])} if "capacity" in fields else {}
        found[key.raw] = {name: one for name, one in read.items() if one is not None} | rooms
    return found
