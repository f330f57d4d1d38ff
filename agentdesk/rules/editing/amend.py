"""Amending rules: a test for one, a word that lets it act, a longer word on which it does not."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from agentdesk.lang import Refusal, Why
from agentdesk.rules.editing.insert import with_entry, with_pair, with_section, with_value
from agentdesk.rules.editing.places import Spot, field, find_list, find_rule, in_chinese, sections, texts, word_nodes
from agentdesk.rules.facts import Facts
from agentdesk.rules.learning.write import quoted
from agentdesk.rules.nodes import compose, kind_of
from agentdesk.rules.problem import Problems
from agentdesk.rules.vocabulary import CONDITIONS, RULE, TESTS, WORD, WORD_LIST
from agentdesk.text.normalise import fold

Files = Mapping[str, str]
NEW_FILE = "proposed.yaml"
"""Where rules go that nobody has written yet."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A test as it is to be written: a message, the facts it had, and what the rules are to make of it."""

    text: str
    facts: Facts = Facts(channel="chat", tier="ordinary", first=True)
    matches: bool = True
    tags: tuple[str, ...] = ()
    route: str = ""

    def entry(self) -> str:
        """Return it as YAML on one line; facts are left out where they are the usual ones of a test."""
        text, facts = quoted(self.text), self.facts
        parts = [f"text: {text}"]
        parts += [f"channel: {quoted(facts.channel)}"] if facts.channel not in ("", "chat") else []
        parts += [f"tier: {quoted(facts.tier)}"] if facts.tier not in ("", "ordinary") else []
        parts += [f"category: {quoted(facts.category)}"] if facts.category else []
        parts += [] if facts.first else ["first: no"]
        parts += [f"carries: {_flow(facts.tags)}"] if facts.tags else []
        parts += [f"tags: {_flow(self.tags)}"] if self.tags else []
        parts += [f"route: {quoted(self.route)}"] if self.route else []
        return text if len(parts) == 1 else f"{{{', '.join(parts)}}}"


def _flow(words: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"


def add_test(files: Files, rule: str, sample: Sample) -> dict[str, str]:
    """Return the files with one more test of a rule; raises `Refusal` when no file holds the rule."""
    spot = _rule(files, rule)
    chinese = in_chinese(spot.node)
    kind = "match" if sample.matches else "no_match"
    key = {"match": "命中", "no_match": "不命中"}[kind] if chinese else kind
    tests = field(spot.node, RULE, "tests")
    known = field(tests, TESTS, kind) if tests is not None else None
    text, entry = files[spot.file], sample.entry()
    if known is not None:
        return _with(files, spot, with_entry(text, known, entry))
    if tests is not None and kind_of(tests) == "mapping" and tests.value:
        return _with(files, spot, with_pair(text, tests, key, f"[{entry}]"))
    value = f"{{{key}: [{entry}]}}"
    return _with(files, spot, with_pair(text, spot.node, "测试" if chinese else "tests", value))


def add_word(files: Files, rule: str, word: str) -> tuple[dict[str, str], str]:
    """Return the files with a word more that lets a rule act, and the list it went into ("" for the rule's own words).

    It goes into the first list that the rule asks for. Raises `Refusal` for a rule that asks for no words.
    """
    spot = _rule(files, rule)
    for node in word_nodes(field(spot.node, RULE, "when")):
        for named in texts(node):
            found = find_list(files, str(named.value).strip())
            if found is not None:
                entries = field(found.node, WORD_LIST, "words") or found.node
                return _with(files, found, with_entry(files[found.file], entries, quoted(word))), str(named.value)
        return _with(files, spot, with_entry(files[spot.file], node, quoted(word))), ""
    raise Refusal(Why.CONFLICT, "lead.no_words", rule=rule)


def add_except(files: Files, rule: str, hit: str, longer: str) -> tuple[dict[str, str], str]:
    """Return the files in which the word that hit does not count inside a longer one, and the list that says so.

    Where that word stands in no list of the rule, or not inside `longer`, the rule itself excludes `longer`, and the
    list is "". Raises `Refusal` when no file holds the rule.
    """
    spot = _rule(files, rule)
    if fold(hit) in fold(longer) and fold(hit) != fold(longer):
        for node in word_nodes(field(spot.node, RULE, "when")):
            for named in texts(node):
                changed = _except_in_list(files, str(named.value).strip(), hit, longer)
                if changed is not None:
                    return changed, str(named.value)
    return _exclude(files, spot, longer), ""


def _except_in_list(files: Files, name: str, hit: str, longer: str) -> dict[str, str] | None:
    spot = find_list(files, name)
    if spot is None:
        return None
    text = files[spot.file]
    entries: Any = field(spot.node, WORD_LIST, "words") or spot.node
    for entry in entries.value if kind_of(entries) == "sequence" else [entries]:
        word = entry if kind_of(entry) == "scalar" else field(entry, WORD, "word")
        if word is None or fold(str(word.value).strip()) != fold(hit):
            continue
        if word is entry:
            new = f"{{word: {quoted(str(word.value).strip())}, except: [{quoted(longer)}]}}"
            return _with(files, spot, with_value(text, entry, new))
        known = field(entry, WORD, "except")
        if known is not None:
            return _with(files, spot, with_entry(text, known, quoted(longer)))
        return _with(files, spot, with_pair(text, entry, "except", f"[{quoted(longer)}]"))
    return None


def _exclude(files: Files, spot: Spot, phrase: str) -> dict[str, str]:
    """Let the rule not hold where the phrase is in the message."""
    when = field(spot.node, RULE, "when")
    if when is None or kind_of(when) != "mapping":
        raise Refusal(Why.CONFLICT, "lead.no_words", rule=str(spot.node.value[0][1].value))
    chinese = in_chinese(spot.node)
    condition = f"{{{'词' if chinese else 'words'}: [{quoted(phrase)}]}}"
    known = field(when, CONDITIONS, "none")
    text = files[spot.file]
    if known is None:
        return _with(files, spot, with_pair(text, when, "都不" if chinese else "none", f"[{condition}]"))
    if kind_of(known) == "mapping":
        return _with(
            files,
            spot,
            with_value(text, known, f"[{text[known.start_mark.index : known.end_mark.index]}, {condition}]"),
        )
    return _with(files, spot, with_entry(text, known, condition))


def add_rule(files: Files, word: str, sample: Sample) -> tuple[dict[str, str], str]:
    """Return the files with a new rule that gives the sample's tags where the word is, and the rule's id."""
    name = _free(files, "-".join((*sample.tags[:1], word)))
    effects = [f"tags: {_flow(sample.tags)}"] if sample.tags else []
    effects += [f"route: {quoted(sample.route)}"] if sample.route else []
    lines = (
        f"  - id: {quoted(name)}",
        f"    when: {{words: [{quoted(word)}]}}",
        f"    then: {{{', '.join(effects)}}}",
        f"    tests: {{match: [{sample.entry()}]}}",
    )
    text = files.get(NEW_FILE, "")
    root = compose(NEW_FILE, text, Problems()) if text else None
    known = next((spot.node for spot in sections({NEW_FILE: text}, "rules")), None) if root is not None else None
    if known is None:
        return {**files, NEW_FILE: with_section(text, "rules", "\n".join(lines))}, name
    entry = f"{{id: {quoted(name)}, {', '.join(line.strip() for line in lines[1:])}}}"
    return {**files, NEW_FILE: with_entry(text, known, entry)}, name


def _free(files: Files, name: str) -> str:
    found, number = name, 1
    while find_rule(files, found) is not None:
        number += 1
        found = f"{name}-{number}"
    return found


def _rule(files: Files, rule: str) -> Spot:
    spot = find_rule(files, rule)
    if spot is None:
        raise Refusal(Why.MISSING, "lead.no_rule", rule=rule[:60])
    return spot


def _with(files: Files, spot: Spot, text: str) -> dict[str, str]:
    return {**files, spot.file: text}
