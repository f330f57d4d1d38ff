"""The words of the language: every key, every choice, in English and in Chinese."""

from enum import StrEnum
from typing import Final

import msgspec

from agentdesk.rules.vocabulary import CHANNELS, LANGUAGES, TIERS


class Kind(StrEnum):
    """What may stand behind a key."""

    TEAM = "team"
    AGENT = "agent"
    CHOICE = "choice"
    """One of fixed words."""
    NAME = "name"
    """Any word, as it is kept: a tag, a category."""
    TEXT = "text"
    """Words that a longer text holds."""
    LENGTH = "length"
    """How long: `30m`, `2h`, `1d`; compared."""
    COUNT = "count"
    """How many; compared."""


class Key(msgspec.Struct, frozen=True):
    """A key, its names in each language (the first is the one that is offered), and its choices if they are fixed."""

    id: str
    kind: Kind
    en: tuple[str, ...]
    zh: tuple[str, ...]
    choices: dict[str, tuple[str, ...]] = {}
    """What the journal keeps → the words for it: English first, then Chinese."""

    def shown(self, lang: str) -> str:
        """Return its name in a language."""
        return self.zh[0] if lang == "zh" else self.en[0]

    @property
    def compared(self) -> bool:
        """Whether it is compared with `<` and `>`."""
        return self.kind in (Kind.LENGTH, Kind.COUNT)


def _turned(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return canonical word → all its words, of a table word → canonical word."""
    found: dict[str, tuple[str, ...]] = {}
    for word, meant in words.items():
        if word.casefold() not in map(str.casefold, found.get(meant, ())):
            found[meant] = (*found.get(meant, ()), word)
    return found


STATES: Final[dict[str, tuple[str, ...]]] = {
    "open": ("open", "处理中", "待处理"),
    "pending": ("pending", "待客户"),
    "snoozed": ("snoozed", "稍后处理", "稍后"),
    "solved": ("solved", "已解决"),
    "closed": ("closed", "已关闭"),
}
PRIORITIES: Final[dict[str, tuple[str, ...]]] = {
    "urgent": ("urgent", "紧急", "急"),
    "high": ("high", "高"),
    "normal": ("normal", "中", "普通"),
    "low": ("low", "低"),
}
KINDS: Final[dict[str, tuple[str, ...]]] = {"matter": ("matter", "一般"), "complaint": ("complaint", "投诉")}
FLAGS: Final[dict[str, tuple[str, ...]]] = {
    "mine": ("mine", "我的"),
    "unassigned": ("unassigned", "未领", "free", "unclaimed"),
    "late": ("late", "已超时", "超时", "breached"),
    "waiting": ("waiting", "等答复"),
    **STATES,
    **{tier: words for tier, words in _turned(TIERS).items() if tier != "ordinary"},
    "urgent": PRIORITIES["urgent"],
    "complaint": KINDS["complaint"],
    "follow-up": ("follow-up", "跟进"),
    "task": ("task", "协查"),
    "escalated": ("escalated", "已升级", "升级"),
    "reopened": ("reopened", "重开"),
}
"""What stands behind `is:`."""

KEYS: Final = (
    Key("team", Kind.TEAM, ("team", "group"), ("技能组", "团队", "组")),
    Key("tag", Kind.NAME, ("tag", "tags"), ("标签",)),
    Key("owner", Kind.AGENT, ("owner", "agent"), ("负责人", "客服")),
    Key("is", Kind.CHOICE, ("is",), ("是",), FLAGS),
    Key("wait", Kind.LENGTH, ("wait", "waiting"), ("等待", "等")),
    Key("due", Kind.LENGTH, ("due", "left"), ("时限", "剩余")),
    Key("age", Kind.LENGTH, ("age",), ("时长", "已开")),
    Key("follow-up", Kind.LENGTH, ("follow-up", "followup"), ("跟进",)),
    Key("priority", Kind.CHOICE, ("priority",), ("优先级",), PRIORITIES),
    Key("state", Kind.CHOICE, ("state", "status"), ("状态",), STATES),
    Key("channel", Kind.CHOICE, ("channel",), ("渠道",), _turned(CHANNELS)),
    Key("tier", Kind.CHOICE, ("tier",), ("客户等级", "等级"), _turned(TIERS)),
    Key("lang", Kind.CHOICE, ("lang", "language"), ("语言",), _turned(LANGUAGES)),
    Key("kind", Kind.NAME, ("kind",), ("类型",), KINDS),
    Key("category", Kind.NAME, ("category",), ("分类",)),
    Key("customer", Kind.TEXT, ("customer",), ("客户", "顾客")),
    Key("task", Kind.TEAM, ("task",), ("协查",)),
    Key("messages", Kind.COUNT, ("messages",), ("消息数", "消息")),
    Key("points", Kind.COUNT, ("points",), ("加分", "分数")),
    Key("reopened", Kind.COUNT, ("reopened",), ("重开",)),
)
"""Every key, the commonest first."""
BY_NAME: Final = {name: key for key in KEYS for name in (*key.en, *key.zh)}
NONE: Final = ("none", "无")
ANY: Final = ("any", "有")
"""Behind team, owner, tag, task and category: tickets that have none, or one at all."""
ME: Final = ("me", "我")
MY_TEAMS: Final = ("mine", "我组")


def offered(words: tuple[str, ...], lang: str) -> str:
    """Return the first of a choice's words that is in a language."""
    return next((word for word in words if word.isascii() != (lang == "zh")), words[0])
