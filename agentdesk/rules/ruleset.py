"""A rule set: what the files say, and the judging by it."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from agentdesk.rules.facts import Facts
from agentdesk.rules.values import Check, Conversation, PerLanguage, Reply, Rule, TeamEntry, WordList

if TYPE_CHECKING:
    from yaml import Node

    from agentdesk.model.verdict import Verdict
    from agentdesk.rules.engine import Engine


def hash_of(files: Mapping[str, str]) -> str:
    """Return 16 hexadecimal digits that name these files: SHA-256 over their sorted names and texts."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name, files[name]):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:16]


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything a folder of rule files says.

    The engine that judges is built at the first use, since a screen that only names rules does not need it.
    """

    hash: str
    rules: tuple[Rule, ...]
    """In visible order."""
    words: Mapping[str, WordList]
    caps: Mapping[str, int]
    levels: Mapping[str, int]
    """Least points of each priority, most urgent first."""
    teams: Mapping[str, TeamEntry]
    replies: Mapping[str, Reply]
    checks: Mapping[str, Check] = {}
    """Entries of checklists, by id."""
    names: Mapping[str, PerLanguage] = {}
    """What tags and rules are called in a language, where that is another name than their own."""
    conversations: tuple[Conversation, ...] = ()
    """Tests of whole conversations."""
    sections: Mapping[str, tuple[tuple[str, "Node"], ...]]
    values: Mapping[str, tuple[object, ...]]

    @property
    def short(self) -> str:
        """The hash as people see it, 6 digits."""
        return self.hash[:6]

    def rule(self, number: int) -> Rule:
        """Return the rule of a verdict's `number`; raises IndexError when there is none."""
        if not 1 <= number <= len(self.rules):
            raise IndexError(number)
        return self.rules[number - 1]

    def named(self, rule_id: str) -> Rule | None:
        """Return the rule with this id."""
        return self._by_id.get(rule_id)

    def section(self, name: str) -> tuple[tuple[str, "Node"], ...]:
        """Return file and node of each section `name` that another room reads (promises, lifecycle)."""
        return self.sections.get(name, ())

    def section_values(self, name: str) -> tuple[object, ...]:
        """Return what the reader given to `parse` made of each section `name`."""
        return self.values.get(name, ())

    def judge(self, text: str, facts: Facts) -> "Verdict":
        """Return the verdict on one message; all rules see the same text and facts."""
        return self.engine.judge(text, facts)

    @cached_property
    def engine(self) -> "Engine":
        """The rules made fast."""
        from agentdesk.rules.engine import Engine

        return Engine(self.hash, self.rules, self.caps, self.levels)

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}
