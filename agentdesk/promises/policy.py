"""The promise table: which promise holds for which ticket."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from agentdesk.lang import Message
from agentdesk.model.ticket import Ticket
from agentdesk.model.words import Priority
from agentdesk.promises.bands import Bands
from agentdesk.promises.calendar import Calendar
from agentdesk.promises.steps import Escalation, Warn
from agentdesk.promises.target import Kind, Target
from agentdesk.promises.tasks import NO_TASK_PROMISE, TaskPromise

if TYPE_CHECKING:
    from yaml import Node

MATTER: Final = "matter"
"""The kind of a ticket that no rule calls anything else."""

CHANNEL_WORDS: Final = {
    "在线": "chat",
    "电话": "phone",
    "邮件": "email",
    "社交": "social",
    "网页": "web",
    "其他": "other",
}
TIER_WORDS: Final = {"普通": "ordinary", "贵宾": "vip", "创作者": "creator", "商家": "merchant"}
KIND_WORDS: Final = {"一般": MATTER, "投诉": "complaint"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of the promise table is chosen by, in the table's words."""

    channel: str
    tier: str
    kind: str
    priority: str
    tags: frozenset[str]


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the promise table: whom it serves, and its targets. An empty selector serves everyone."""

    id: str
    channels: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset({MATTER})
    priorities: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    """The ticket carries one of them."""
    targets: dict[Kind, Target] = {}
    warns: tuple[Warn, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    bands: Bands | None = None
    """None: as the row warns."""
    calendar: Calendar = Calendar()
    """The desk's, or one of its own."""

    def serves(self, asked: "Asked") -> bool:
        """Whether this row is for such a ticket."""
        if self.tags and self.tags.isdisjoint(asked.tags):
            return False
        one = (
            (self.channels, asked.channel),
            (self.tiers, asked.tier),
            (self.kinds, asked.kind),
            (self.priorities, asked.priority),
        )
        return all(not wanted or value in wanted for wanted, value in one)

    def covers(self, other: "Policy") -> bool:
        """Whether this row serves every ticket that the other one serves."""
        pairs = (
            (self.channels, other.channels),
            (self.tiers, other.tiers),
            (self.kinds, other.kinds),
            (self.priorities, other.priorities),
            (self.tags, other.tags),
        )
        return all(not mine or (bool(theirs) and theirs <= mine) for mine, theirs in pairs)


NO_PROMISE: Final = Policy(id="")
"""The policy of a ticket that no row serves: nothing is promised."""


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """The desk's calendar and its promise table, in visible order."""

    calendar: Calendar = Calendar()
    table: tuple[Policy, ...] = ()
    tasks: TaskPromise = NO_TASK_PROMISE
    """What is promised among ourselves: when a task is answered."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of ticket that the table knows: what a rule's `sla` may name."""
        return frozenset({MATTER}).union(*(policy.kinds for policy in self.table))

    @property
    def teams(self) -> frozenset[str]:
        """The teams to which broken promises move tickets."""
        return frozenset(step.team for policy in self.table for step in policy.escalations if step.team)

    def match(
        self,
        channel: str,
        tier: str,
        kind: str = MATTER,
        *,
        priority: str = Priority.NORMAL,
        tags: Iterable[str] = (),
    ) -> Policy:
        """The first row that serves such a ticket; a kind that no row serves is treated as a plain matter.

        Gives `NO_PROMISE` when no row serves it.
        """
        asked = Asked(
            channel=known_word(channel, CHANNEL_WORDS),
            tier=known_word(tier, TIER_WORDS),
            kind=known_word(kind, KIND_WORDS),
            priority=priority,
            tags=frozenset(map(known_tag, tags)),
        )
        for wanted in (asked, msgspec.structs.replace(asked, kind=MATTER)):
            for policy in self.table:
                if policy.serves(wanted):
                    return policy
        return NO_PROMISE

    def of(self, ticket: Ticket) -> Policy:
        """The first row that serves this ticket as it is; `NO_PROMISE` when none does."""
        return self.match(ticket.channel, ticket.tier, ticket.kind, priority=ticket.priority, tags=ticket.tags)

    def notice(self, year: int) -> Message | None:
        """What the team lead should know of a year's calendar: that its public holidays are not announced yet."""
        if self.calendar.is_announced(year):
            return None
        return Message("promises.year_unannounced", {"year": str(year)})


def known_word(word: str, words: dict[str, str]) -> str:
    """The word as the table keeps it: in small letters, and in English where it is one of ours."""
    plain = word.strip().casefold()
    return words.get(plain, plain)


def known_tag(tag: str) -> str:
    """The tag as the table compares it: in small letters, without blanks around it."""
    return tag.strip().casefold()


def parse(sections: Sequence[tuple[str, "Node"]]) -> Policies:
    """Read the `promises` sections of a rule set, given as (file, node), into one table and one calendar.

    Raises RuleErrors with every problem's place. No section at all promises nothing.
    """
    from agentdesk.promises.reading import read_sections
    from agentdesk.rules.problem import Problems, RuleErrors

    problems = Problems()
    policies = read_sections(sections, problems)
    if problems.errors():
        raise RuleErrors(problems.errors())
    return policies
