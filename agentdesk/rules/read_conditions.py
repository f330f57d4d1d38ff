"""The `when` of a rule: YAML into a tree of conditions."""

from collections.abc import Callable
from datetime import date

from agentdesk.rules.item import Item, Keys
from agentdesk.rules.read_words import Lexicon
from agentdesk.rules.regexes import fault_of, widened
from agentdesk.rules.stance import CUES
from agentdesk.rules.values import (
    All,
    AnyOf,
    Attribute,
    Condition,
    Fact,
    Hours,
    Length,
    NoneOf,
    Regex,
    Score,
    Stance,
    Valid,
    Within,
    Words,
)
from agentdesk.rules.vocabulary import (
    CHANNELS,
    CONDITIONS,
    LANGUAGES,
    LENGTH,
    MOST_SCORE,
    SCORE,
    STANCES,
    TIERS,
    VALID,
    WITHIN,
)
from agentdesk.text.normalise import fold

MOST_CHARS = 10_000
CUE_LISTS = {cue: f"stance-{cue.replace('_', '-')}" for cue in CUES}
"""The word lists that hold the cues of each stance."""


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
            "channel": lambda item: _fact(item, "channel", CHANNELS),
            "tier": lambda item: _fact(item, "tier", TIERS),
            "category": lambda item: _fact(item, "category", None),
            "lang": _lang,
            "first": _first,
            "hours": _hours,
            "tags": lambda item: _fact(item, "tags", None),
            "attribute": _attributes,
            "length": _length,
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
        stance = self._stance(fields.pop("stance"), fields.pop("words", None)) if "stance" in fields else None
        parts = [stance] if stance is not None else []
        parts += [part for name, value in fields.items() if (part := self._readers[name](value)) is not None]
        if len(parts) == 1:
            return parts[0]
        return All(tuple(parts), item.place) if parts else None

    def _several(self, item: Item, kind: type[All] | type[AnyOf] | type[NoneOf]) -> Condition | None:
        parts = tuple(part for entry in item.entries() if (part := self.read(entry)) is not None)
        if not item.entries():
            item.error("rules.no_condition")
        return kind(parts, item.place) if parts else None

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
        missing = next((name for name in CUE_LISTS.values() if name not in self._lexicon.lists), None)
        if missing is not None:
            item.error("rules.stance_no_cues", list=missing)
        if words is None or missing is not None or not wanted:
            return None
        cues = tuple((cue, self._cue(name, item)) for cue, name in CUE_LISTS.items())
        parts = tuple(Stance(name, words, cues, item.place) for name in wanted)
        return parts[0] if len(parts) == 1 else AnyOf(parts, item.place)

    def _cue(self, name: str, item: Item) -> Words:
        return Words((name,), self._lexicon.words_of((name,)), item.place)

    def _score(self, item: Item) -> Score | None:
        fields = item.table(SCORE)
        for key in ("words", "least"):
            if key not in fields and item.is_table:
                item.error("rules.missing", key=key)
        words = self._words(fields["words"]) if "words" in fields else None
        least = fields["least"].decimal(-MOST_SCORE, MOST_SCORE) if "least" in fields else None
        bias = fields["bias"].decimal(-MOST_SCORE, MOST_SCORE) if "bias" in fields else 0.0
        if words is None or least is None or bias is None:
            return None
        if not any(word.weight for word in words.words):
            fields["words"].error("rules.score_no_weight", words=", ".join(words.named))
            return None
        return Score(words.named, words.words, least, bias, item.place)

    def _within(self, item: Item) -> Within | None:
        fields = item.table(WITHIN)
        for key in ("chars", "of"):
            if key not in fields and item.is_table:
                item.error("rules.missing", key=key)
        if len(fields) < 2:
            return None
        chars = fields["chars"].number(1, MOST_CHARS)
        parts = [self.read(entry) for entry in fields["of"].entries()]
        texts = tuple(part for part in parts if isinstance(part, Words | Regex))
        if len(texts) < 2 or len(texts) < len(parts):
            fields["of"].error("rules.within_parts")
            return None
        return Within(chars, texts, item.place) if chars is not None else None


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
    if fault is not None:
        item.error("rules.bad_regex" if fault else "rules.regex_empty", fault=fault, pattern=pattern)
        return None
    return Regex(pattern, item.place)


def _fact(item: Item, name: str, usual: Keys | None) -> Fact | None:
    values = item.texts()
    for entry, value in zip(item.entries(), values, strict=False):
        if usual is not None and value not in usual and value.lower() not in usual:
            choices = ", ".join(dict.fromkeys(usual.values()))
            entry.warning("rules.unusual_value", word=value, choices=choices)
    known = usual or {}
    named = tuple(known.get(value, known.get(value.lower(), value)) for value in values)
    return Fact(name, named, item.place) if named else None


def _lang(item: Item) -> Fact | None:
    values = tuple(value for entry in item.entries() if (value := entry.choice(LANGUAGES)) is not None)
    return Fact("lang", values, item.place) if values else None


def _first(item: Item) -> Fact | None:
    value = item.truth()
    return None if value is None else Fact("first", ("yes" if value else "no",), item.place)


def _hours(item: Item) -> Hours | None:
    spans = tuple(span for entry in item.entries() if (span := _span(entry)) is not None)
    return Hours(spans, item.place) if spans else None


def _span(item: Item) -> tuple[int, int] | None:
    value = item.text()
    if value is None:
        return None
    start, _, end = (part.strip() for part in value.replace("：", ":").replace("—", "-").partition("-"))
    first, last = minute_of(start), minute_of(end)
    if first is None or last is None or first == last:
        item.error("rules.bad_hours", value=value)
        return None
    return first, last


def minute_of(value: str) -> int | None:
    """Return the minute of the day of `HH:MM` (0–1439; `24:00` is 1440), or None when it is no such time."""
    hour, colon, minute = value.partition(":")
    if not (colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(hour) < 3):
        return None
    total = int(hour) * 60 + int(minute)
    return total if len(minute) == 2 and int(minute) < 60 and total <= 1440 else None


def _attributes(item: Item) -> Condition | None:
    parts = tuple(Attribute(key.raw, values, value.place) for key, value in item.pairs() if (values := value.texts()))
    if len(parts) > 1:
        return All(parts, item.place)
    return parts[0] if parts else None


def _length(item: Item) -> Length | None:
    fields = item.table(LENGTH)
    least = fields["min"].number(0, 1_000_000) if "min" in fields else 0
    most = fields["max"].number(0, 1_000_000) if "max" in fields else 1_000_000_000
    if not fields:
        if item.is_table:
            item.error("rules.missing", key="min")
        return None
    if least is None or most is None:
        return None
    if least > most:
        item.error("rules.length_order", least=least, most=most)
        return None
    return Length(least, most, item.place)


def valid(item: Item) -> Valid | None:
    """Return from which day until which day a rule holds; None after noting problems."""
    fields = item.table(VALID)
    if not fields and item.is_table:
        item.error("rules.missing", key="from")
    first = _day(fields["from"]) if "from" in fields else 1
    last = _day(fields["until"]) if "until" in fields else date.max.toordinal()
    if not fields or first is None or last is None:
        return None
    if first > last:
        item.error("rules.valid_order")
        return None
    return Valid(first, last, item.place)


def _day(item: Item) -> int | None:
    value = item.text()
    if value is None:
        return None
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        item.error("rules.bad_day", value=value)
        return None
