"""The `when` of a rule: YAML into a tree of conditions."""

from collections.abc import Callable
from math import inf

from agentdesk.rules import read_facts
from agentdesk.rules.item import Item
from agentdesk.rules.read_words import Lexicon
from agentdesk.rules.regexes import fault_of, told, widened
from agentdesk.rules.stance import CUES, NEEDED
from agentdesk.rules.values import (
    All,
    AnyOf,
    Condition,
    Elsewhere,
    NoneOf,
    Regex,
    Score,
    Stance,
    Tone,
    Within,
    Words,
)
from agentdesk.rules.vocabulary import CONDITIONS, MOST_SCORE, SCOPES, SCORE, STANCES, TONE, WITHIN
from agentdesk.text.normalise import fold

MOST_CHARS = 10_000
CUE_LISTS = {cue: f"stance-{cue.replace('_', '-')}" for cue in CUES}
"""The word lists that hold the cues of each stance."""
TONE_LISTS = ("tone", "语气")
"""The word lists whose weights tell the tone, where a rule names none."""
TEXTUAL = frozenset({"words", "regex", "within", "score", "tone"})
"""Conditions that `in` may ask of another text of the ticket."""


class ConditionReader:
    """Reads conditions; words are looked up in `lexicon`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._readers: dict[str, Callable[[Item], Condition | None]] = {
            "all": lambda item: self._several(item, All),
            "any": lambda item: self._several(item, AnyOf),
            "none": lambda item: self._several(item, NoneOf),
            "words": self._words,
            "regex": _regex,
            "within": self._within,
            "score": self._score,
            "tone": self._tone,
            "difficulty": lambda item: read_facts.difficulty(item, self._lexicon.weighted(TONE_LISTS)),
            "channel": read_facts.channel,
            "tier": read_facts.tier,
            "category": read_facts.category,
            "lang": read_facts.lang,
            "first": read_facts.first,
            "hours": read_facts.hours,
            "calendar": read_facts.calendar,
            "wrote": read_facts.wrote,
            "age": read_facts.ticket_age,
            "account_age": read_facts.account_age,
            "tags": read_facts.tags,
            "attribute": read_facts.attributes,
            "length": read_facts.length,
        }

    def read(self, item: Item) -> Condition | None:
        """Return the condition of a mapping, or of a list (all must hold); None after noting problems."""
        if item.is_list:
            return self._several(item, All)
        if not item.is_table:
            item.table(CONDITIONS)
            return None
        fields = item.table(CONDITIONS)
        if not fields and not item.node.value:
            item.error("rules.no_condition")
        where = self._scope(item, fields)
        stance = self._stance(fields.pop("stance"), fields.pop("words", None)) if "stance" in fields else None
        parts = [_elsewhere(stance, where)] if stance is not None else []
        for name, value in fields.items():
            part = self._readers[name](value)
            if part is not None:
                parts.append(_elsewhere(part, where) if name in TEXTUAL else part)
        if len(parts) == 1:
            return parts[0]
        return All(tuple(parts), item.place) if parts else None

    def _several(self, item: Item, kind: type[All] | type[AnyOf] | type[NoneOf]) -> Condition | None:
        parts = tuple(part for entry in item.entries() if (part := self.read(entry)) is not None)
        if not item.entries():
            item.error("rules.no_condition")
        return kind(parts, item.place) if parts else None

    def _scope(self, item: Item, fields: dict[str, Item]) -> str:
        """Return of which text the conditions of a mapping are asked."""
        if "in" not in fields:
            return "last"
        where = fields.pop("in")
        if not fields.keys() & {*TEXTUAL, "stance"}:
            where.error("rules.in_alone")
        return where.choice(SCOPES) or "last"

    def _words(self, item: Item) -> Words | None:
        named = item.texts()
        for word in named:
            if not fold(word).strip():
                item.error("rules.empty_word", word=word)
                return None
        return Words(named, self._lexicon.words_of(named), item.place) if named else None

    def _stance(self, item: Item, subject: Item | None) -> Condition | None:
        """Return the stance of the words beside it; of several stances any will do."""
        wanted = [name for entry in item.entries() if (name := entry.choice(STANCES)) is not None]
        words = self._words(subject) if subject is not None else None
        if subject is None:
            item.error("rules.stance_words")
        missing = next((CUE_LISTS[cue] for cue in NEEDED if CUE_LISTS[cue] not in self._lexicon.lists), None)
        if missing is not None:
            item.error("rules.stance_no_cues", list=missing)
        if words is None or missing is not None or not wanted:
            return None
        known = ((cue, name) for cue, name in CUE_LISTS.items() if name in self._lexicon.lists)
        cues = tuple((cue, self._cue(name, item)) for cue, name in known)
        parts = tuple(Stance(name, words, cues, item.place) for name in wanted)
        return parts[0] if len(parts) == 1 else AnyOf(parts, item.place)

    def _cue(self, name: str, item: Item) -> Words:
        return Words((name,), self._lexicon.words_of((name,)), item.place)

    def _score(self, item: Item) -> Score | None:
        fields = item.table(SCORE)
        for key in ("words", "least"):
            if key not in fields and item.is_table:
                item.missing(key, SCORE)
        words = self._words(fields["words"]) if "words" in fields else None
        least = fields["least"].decimal(-MOST_SCORE, MOST_SCORE) if "least" in fields else None
        bias = fields["bias"].decimal(-MOST_SCORE, MOST_SCORE) if "bias" in fields else 0.0
        if words is None or least is None or bias is None:
            return None
        if not any(word.weight for word in words.words):
            fields["words"].error("rules.score_no_weight", words=", ".join(words.named))
            return None
        return Score(words.named, words.words, least, bias, item.place)

    def _tone(self, item: Item) -> Tone | None:
        fields = item.table(TONE)
        if item.is_table and not fields.keys() & {"at_least", "at_most"}:
            item.missing("at_most", TONE)
        least = fields["at_least"].decimal(-MOST_SCORE, MOST_SCORE) if "at_least" in fields else -inf
        most = fields["at_most"].decimal(-MOST_SCORE, MOST_SCORE) if "at_most" in fields else inf
        named = fields["words"].texts() if "words" in fields else tuple(filter(self._lexicon.lists.get, TONE_LISTS))
        words = self._lexicon.weighted(named)
        if item.is_table and not words:
            fields.get("words", item).error("rules.tone_no_words", words=", ".join(named or TONE_LISTS))
        if not words or least is None or most is None or not fields.keys() & {"at_least", "at_most"}:
            return None
        if least > most:
            item.error("rules.length_order", least=f"{least:g}", most=f"{most:g}")
            return None
        return Tone(named, words, least, most, item.place)

    def _within(self, item: Item) -> Within | None:
        fields = item.table(WITHIN)
        for key in ("chars", "of"):
            if key not in fields and item.is_table:
                item.missing(key, WITHIN)
        if len(fields) < 2:
            return None
        chars = fields["chars"].number(1, MOST_CHARS)
        parts = [self.read(entry) for entry in fields["of"].entries()]
        texts = tuple(part for part in parts if isinstance(part, Words | Regex))
        if len(texts) < 2 or len(texts) < len(parts):
            fields["of"].error("rules.within_parts")
            return None
        return Within(chars, texts, item.place) if chars is not None else None


def _elsewhere(part: Condition, where: str) -> Condition:
    return part if where == "last" else Elsewhere(where, part, part.place)


def _regex(item: Item) -> Condition | None:
    parts = tuple(part for entry in item.entries() if (part := _one_regex(entry)) is not None)
    if len(parts) > 1:
        return AnyOf(parts, item.place)
    return parts[0] if parts else None


def _one_regex(item: Item) -> Regex | None:
    pattern = item.text()
    if pattern is None:
        return None
    fault = fault_of(widened(pattern))
    if fault == "":
        item.error("rules.regex_empty", pattern=pattern)
    elif fault is not None:
        what, at = told(fault, pattern)
        item.error_inside(at, "rules.bad_regex", fault=what, pattern=pattern, rest=pattern[at:])
    if fault is not None:
        return None
    return Regex(pattern, item.place)
