"""The rule set in force, compiled: judging, promises and life cycle, kept by hash for the whole process."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from agentdesk.desk.incidents.policy import Spikes, read_spikes
from agentdesk.desk.incidents.policy import read_section as read_incidents_section
from agentdesk.desk.lifecycle import Lifecycle, read_lifecycle
from agentdesk.desk.lifecycle import read_section as read_lifecycle_section
from agentdesk.desk.sharing.policy import Sharing, read_sharing
from agentdesk.desk.sharing.policy import read_section as read_sharing_section
from agentdesk.lang import Refusal, Why
from agentdesk.promises.policy import Policies
from agentdesk.promises.policy import parse as parse_policies
from agentdesk.store.protocol import Reader

if TYPE_CHECKING:
    from yaml import Node

    from agentdesk.rules import Problem, RuleSet, SectionReader


_UNUSUAL = re.compile(r'^(?:\{|\? |"[^"\n]*\\[ux])', re.MULTILINE)
"""Signs of a file whose sections do not stand by their plain names at the beginnings of lines."""


class Rulebook:
    """What one rule set says, ready to be asked. Each part is read when it is first asked for: most verbs need the
    promises and the life cycle alone, and reading those takes a tenth of the time.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = dict(files)

    @cached_property
    def rules(self) -> "RuleSet":
        """The rules; raises `RuleErrors` with every problem's place, those of the other parts too."""
        from agentdesk.rules import parse

        rules = parse(self._files, sections=_sections())
        policies = parse_policies(rules.section("promises"))
        strange = any(rule.then.sla and rule.then.sla not in policies.kinds for rule in rules.rules)
        named = policies.teams | read_sharing(rules.section("sharing")).teams.keys()
        if strange or not named <= rules.teams.keys():
            rules = parse(self._files, sections=_sections(rules.teams), kinds=policies.kinds)
        return rules

    @cached_property
    def policies(self) -> Policies:
        """The promise table."""
        return parse_policies(self._section("promises", "服务承诺"))

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The life of a ticket."""
        return read_lifecycle(self._section("lifecycle", "生命周期"))

    @cached_property
    def sharing(self) -> Sharing:
        """How work is shared."""
        return read_sharing(self._section("sharing", "分配"))

    @cached_property
    def spikes(self) -> Spikes:
        """When a rush of tickets is a spike."""
        return read_spikes(self._section("incidents", "突发事件"))

    def _section(self, name: str, *also: str) -> "Sequence[tuple[str, Node]]":
        """Return the nodes of a section, from the files alone that can hold it where those stand by themselves."""
        from agentdesk.rules import RuleErrors, parse

        if "rules" not in self.__dict__:
            named = re.compile(rf"""^["']?(?:{"|".join((name, *also))})["']?\s*:""", re.MULTILINE)
            few = {file: text for file, text in self._files.items() if named.search(text) or _UNUSUAL.search(text)}
            if not few:
                return ()
            try:
                return parse(few, sections=_sections()).section(name)
            except RuleErrors:
                pass  # they lean on the others
        return self.rules.section(name)


def compile_files(files: Mapping[str, str]) -> Rulebook:
    """Return the rulebook of these files (name to text); its `rules` raise `RuleErrors` when they are none."""
    return _compile(tuple(sorted(files.items())))


@lru_cache(maxsize=8)
def _compile(files: tuple[tuple[str, str], ...]) -> Rulebook:
    return Rulebook(dict(files))


def check_files(files: Mapping[str, str]) -> "tuple[Problem, ...]":
    """Return every error and warning of these files, those of promises and life cycle too, by place."""
    from agentdesk.rules import check

    problems = check(files, sections=_sections())
    if any(problem.severity == "error" for problem in problems):
        return problems
    from agentdesk.rules import parse

    rules = parse(files, sections=_sections())
    kinds = parse_policies(rules.section("promises")).kinds
    return check(files, sections=_sections(rules.teams), kinds=kinds)


def _sections(teams: Collection[str] | None = None) -> "Mapping[str, SectionReader]":
    """Return who reads the other rooms' sections; with `teams`, names of teams are looked up among them."""
    from agentdesk.promises.reading import read_section as read_promises

    return {
        "promises": partial(read_promises, teams=teams),
        "lifecycle": read_lifecycle_section,
        "incidents": read_incidents_section,
        "sharing": partial(read_sharing_section, teams=teams),
    }


class Rulebooks:
    """Finds the rulebook in force; asked before each judgement, it looks at the hash only."""

    def __init__(self, tried: Mapping[str, str] | None = None) -> None:
        """With `tried`, those files are used instead of the ones in force (`--rules`)."""
        self._tried = dict(tried) if tried is not None else None
        self._hash = ""
        self._book: Rulebook | None = None

    def in_force(self, reader: Reader) -> Rulebook:
        """Return the rulebook in force; raises `Refusal` when the desk has none."""
        if self._tried is not None:
            return compile_files(self._tried)
        digest, _version = reader.rules_hash()
        if self._book is None or digest != self._hash:
            applied = reader.rules_in_force()
            if applied is None:
                raise Refusal(Why.MISSING, "desk.no_rules")
            self._book, self._hash = compile_files(applied.files), digest
        return self._book


def book_of_day(reader: Reader, digest: str) -> Rulebook | None:
    """Return the rulebook that was in force under this hash, or None when the desk never had it."""
    applied = reader.rule_set(digest)
    return compile_files(applied.files) if applied else None
