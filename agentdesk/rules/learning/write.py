"""A learned tag as a rule file: its words with their weights, and the rule that competes with them."""

import json
import re
from collections.abc import Iterator, Sequence

from agentdesk.lang import Message, say
from agentdesk.rules.learning.grams import Gram
from agentdesk.rules.learning.sure import Sure

_PLAIN = re.compile(r"[0-9A-Za-z\u3400-\u9fff]([0-9A-Za-z\u3400-\u9fff _-]*[0-9A-Za-z\u3400-\u9fff])?")
_UNFIT = re.compile(r"[^\w-]+")

SUFFIX = ".learned.yaml"
"""Ends the names of the files that learning writes, and that learning again replaces."""


def file_names(tags: Sequence[str]) -> dict[str, str]:
    """Return a file name for each tag; two tags never share one, whatever the case of their letters."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for tag in tags:
        stem = _UNFIT.sub("-", tag).strip("-")[:60] or "tag"
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        names[tag] = name + SUFFIX
    return names


def file_text(tag: str, contest: str, words: Sequence[tuple[Gram, float]], sure: Sure, lang: str) -> str:
    """Return the file of one tag; the sentences for people are in `lang`. A tag without words has no rule."""
    return "\n".join(_lines(tag, contest, words, sure, lang)) + "\n" if words else ""


def _lines(tag: str, contest: str, words: Sequence[tuple[Gram, float]], sure: Sure, lang: str) -> Iterator[str]:
    name = quoted(f"{contest} {tag}")
    yield "rules:"
    yield f"  - id: {name}"
    yield f"    contest: {quoted(contest)}"
    yield f"    lead: {sure.lead:g}"
    yield f"    when: {{score: {{words: {name}, least: {sure.least:g}}}}}"
    yield f"    then: {{tags: [{quoted(tag)}]}}"
    yield f"    reason: {json.dumps(_reason(sure, lang), ensure_ascii=False)}"
    yield "words:"
    yield f"  {name}:"
    for (text, is_part), weight in words:
        yield f"    - {{{'part' if is_part else 'word'}: {quoted(text)}, weight: {weight:g}}}"


def _reason(sure: Sure, lang: str) -> str:
    if not sure.applied:
        return say(Message("rules.learned_unsure"), lang)
    return say(Message("rules.learned_sure", {"right": sure.right, "applied": sure.applied}), lang)


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar, with quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
