"""Files into a rule set, or into all that is wrong with them, in one run."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from agentdesk.rules.item import Item
from agentdesk.rules.lint import lint
from agentdesk.rules.nodes import compose
from agentdesk.rules.problem import Place, Problem, Problems, RuleErrors
from agentdesk.rules.read_conditions import ConditionReader
from agentdesk.rules.read_desk import DeskReader
from agentdesk.rules.read_rules import RuleReader
from agentdesk.rules.read_words import Lexicon
from agentdesk.rules.ruleset import RuleSet, hash_of
from agentdesk.rules.values import Reply
from agentdesk.rules.vocabulary import FOREIGN_SECTIONS, SECTIONS

if TYPE_CHECKING:
    from yaml import Node

SectionReader = Callable[[str, "Node", Problems], object]
"""Another room's reader of its own section: file name, node, where to note problems; gives that room's value."""


def parse(
    files: Mapping[str, str],
    sections: Mapping[str, SectionReader] | None = None,
    kinds: Collection[str] | None = None,
) -> RuleSet:
    """Return the rule set of `files` (name to text).

    `sections` reads `promises` and `lifecycle`; what it gives is found by `RuleSet.section_values`.
    `kinds` are the promises that `sla` may name; without it any name goes.
    Raises RuleErrors with every problem, when at least one is an error.
    """
    reading = _Reading(files, sections or {}, kinds)
    if reading.problems.errors():
        raise RuleErrors(reading.problems.sorted())
    return reading.ruleset()


def check(
    files: Mapping[str, str],
    sections: Mapping[str, SectionReader] | None = None,
    kinds: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Return all errors and warnings of `files`, by place; the parameters are those of `parse`."""
    reading = _Reading(files, sections or {}, kinds)
    lint(reading.sound(), reading.used(), reading.problems)
    return reading.problems.sorted()


class _Reading:
    """One run over all files."""

    def __init__(
        self, files: Mapping[str, str], sections: Mapping[str, SectionReader], kinds: Collection[str] | None
    ) -> None:
        self.problems = Problems()
        self.lexicon = Lexicon(self.problems)
        self._files = files
        self._foreign = sections
        self._kinds = kinds
        self._rules = RuleReader(ConditionReader(self.lexicon))
        self._desk = DeskReader()
        self._kept: dict[str, list[tuple[str, Node]]] = {}
        self._values: dict[str, list[object]] = {}
        self._read(self._sections())

    def ruleset(self) -> RuleSet:
        """Return what was read; only sensible without errors."""
        return RuleSet(
            hash=hash_of(self._files),
            rules=tuple(self._rules.rules),
            words=self.lexicon.lists,
            caps=self._desk.caps,
            levels=self._desk.settled_levels(),
            teams=self._desk.teams,
            replies=self._desk.replies,
            checks=self._desk.checks,
            names=self._desk.names,
            conversations=tuple(self._rules.examples.conversations),
            sections={name: tuple(nodes) for name, nodes in self._kept.items()},
            values={name: tuple(values) for name, values in self._values.items()},
        )

    def sound(self) -> RuleSet:
        """Return what was read, without the rules in which there is an error: of those nothing more can be told."""
        starts = self._rules.starts
        wrong = {max((start for start in starts if start <= error.place), default=None) for error in self._in_rules()}
        ruleset = self.ruleset()
        return msgspec.structs.replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.place not in wrong))

    def _in_rules(self) -> list[Problem]:
        files = {start.file for start in self._rules.starts}
        return [error for error in self.problems.errors() if error.place.file in files]

    def used(self) -> set[str]:
        """Return the word lists that are used; after an error, those as well that the files name a second time."""
        if not self.problems.errors():
            return self.lexicon.used
        text = "\n".join(self._files.values())
        return self.lexicon.used | {name for name in self.lexicon.lists if text.count(name) > 1}

    def _sections(self) -> list[tuple[str, Item]]:
        found: list[tuple[str, Item]] = []
        for file in sorted(self._files):
            node = compose(file, self._files[file], self.problems)
            if node is not None:
                top = Item(file, node, self.problems)
                found += top.table({**SECTIONS, **FOREIGN_SECTIONS}).items()
        return found

    def _read(self, sections: list[tuple[str, Item]]) -> None:
        for name, section in sections:
            if name == "words":
                self.lexicon.read(section)
        self.lexicon.finish()
        readers: dict[str, Callable[[Item], None]] = {
            "rules": self._rules.read,
            "caps": self._desk.read_caps,
            "levels": self._desk.read_levels,
            "teams": self._desk.read_teams,
            "replies": self._desk.read_replies,
            "checks": self._desk.read_checks,
            "names": self._desk.read_names,
            "tests": self._rules.examples.read_conversations,
        }
        for name, section in sections:
            if name in readers:
                readers[name](section)
            elif name != "words":
                self._keep(name, section)
        self._look_up()

    def _keep(self, name: str, section: Item) -> None:
        self._kept.setdefault(name, []).append((section.file, section.node))
        if name in self._foreign:
            self._values.setdefault(name, []).append(self._foreign[name](section.file, section.node, self.problems))

    def _look_up(self) -> None:
        """Tell names that are mentioned but declared nowhere."""
        declared: dict[str, tuple[str, Collection[str] | None]] = {
            "route": ("rules.unknown_team", self._desk.teams),
            "sla": ("rules.unknown_sla", self._kinds),
            "reply": ("rules.unknown_reply", self._desk.replies),
            "auto_reply": ("rules.unknown_reply", self._desk.replies),
            "check": ("rules.unknown_check", self._desk.checks),
            "rule": ("rules.unknown_rule", {rule.id for rule in self._rules.rules}),
        }
        for kind, name, item in self._rules.mentions:
            code, known = declared[kind]
            if kind == "auto_reply" and name in self._desk.replies and _names_agent(self._desk.replies[name]):
                item.error("rules.auto_reply_agent", reply=name)
            if known is not None and name not in known:
                item.unknown(code, name, sorted(known))
        groups = {rule.group for rule in self._rules.rules}
        for name, item in self._desk.cap_items.items():
            if name not in groups:
                item.warning("rules.cap_unused", name=name)
        if not self._rules.rules and not self.problems.errors() and not self._kept:
            self.problems.warning(Place(min(self._files, default="")), "rules.no_rules")


def _names_agent(reply: Reply) -> bool:
    """Whether a reply speaks for an agent, as one that nobody sends must not."""
    return "{agent}" in reply.text.zh + reply.text.en
