"""Why a condition holds or does not, for one message: the slow and talkative twin of the compiled tree."""

from collections.abc import Callable
from datetime import date
from math import inf, isfinite

import msgspec

from agentdesk.lang import Message, Name
from agentdesk.model.verdict import Span
from agentdesk.rules.compiled import Compiled, other_of
from agentdesk.rules.fact_table import FactCondition, counted, counts, plain, within_hours
from agentdesk.rules.facts import MINUTES_A_DAY, Facts
from agentdesk.rules.problem import Place, shown
from agentdesk.rules.read_facts import MOST_MINUTES
from agentdesk.rules.scanner import Term, has_cjk, is_letter, unhide
from agentdesk.rules.sighting import Sighting, other_text
from agentdesk.rules.tree import Near
from agentdesk.rules.values import (
    Age,
    All,
    AnyOf,
    Attribute,
    Condition,
    Difficulty,
    Elsewhere,
    Fact,
    Hours,
    Length,
    NoneOf,
    Regex,
    Score,
    Stance,
    Tone,
    Valid,
    Within,
    Words,
    Wrote,
)
from agentdesk.rules.vocabulary import CALENDAR, CHANNELS, LANGUAGES, TIERS
from agentdesk.text.normalise import Normalised, normalise

_CALLED = {"tier": TIERS, "channel": CHANNELS, "lang": LANGUAGES, "calendar": CALENDAR}
"""The facts whose values have a name in each language."""
MOST_NAMED = 6
"""Words of a long list that a sentence names."""


class Finding(msgspec.Struct, frozen=True):
    """One condition of a rule, judged."""

    asks: Message
    """What the condition wants."""
    saw: Message
    """What the message has: what was found, or why not."""
    holds: bool
    place: Place
    spans: tuple[Span, ...] = ()
    """In the text as written."""
    parts: tuple["Finding", ...] = ()
    wanted: bool = True
    """Whether the rule wants it to hold; False inside `none`."""

    def failing(self) -> tuple["Finding", ...]:
        """Return the innermost conditions that keep this one from being as the rule wants."""
        if self.holds == self.wanted:
            return ()
        inner = tuple(deeper for part in self.parts for deeper in part.failing())
        return inner or (self,)

    def found(self) -> tuple[Span, ...]:
        """Return where in the text something speaks for it that holds."""
        if not self.wanted or not self.holds:
            return ()
        return (*self.spans, *(span for part in self.parts for span in part.found()))


class Finder:
    """Judges conditions of one message, one after the other."""

    def __init__(self, compiled: Compiled, seen: Sighting, normal: Normalised, text: str, facts: Facts) -> None:
        self._compiled = compiled
        self._seen = seen
        self._normal = normal
        self._text = text
        self._facts = facts

    def find(self, condition: Condition, wanted: bool = True) -> Finding:
        """Return what is to be said of `condition`."""
        match condition:
            case All(parts=parts):
                found = tuple(self.find(part, wanted) for part in parts)
                return self._group(condition, "all", found, all(part.holds for part in found), wanted)
            case AnyOf(parts=parts):
                found = tuple(self.find(part, wanted) for part in parts)
                return self._group(condition, "any", found, any(part.holds for part in found), wanted)
            case NoneOf(parts=parts):
                found = tuple(self.find(part, not wanted) for part in parts)
                return self._group(condition, "none", found, not any(part.holds for part in found), wanted)
            case Words():
                return self._words(condition, wanted)
            case Regex():
                return self._regex(condition, wanted)
            case Within():
                return self._within(condition, wanted)
            case Stance():
                return self._stance(condition, wanted)
            case Score() | Tone():
                return self._score(condition, wanted)
            case Difficulty():
                return self._difficulty(condition, wanted)
            case Elsewhere():
                return self._elsewhere(condition, wanted)
            case _:
                return self._fact(condition, wanted)

    def _group(
        self, condition: All | AnyOf | NoneOf, name: str, parts: tuple[Finding, ...], holds: bool, wanted: bool
    ) -> Finding:
        count = sum(part.holds for part in parts)
        saw = Message(f"rules.saw_{name}", {"held": count, "of": len(parts)})
        return Finding(Message(f"rules.asks_{name}"), saw, holds, condition.place, (), parts, wanted)

    def _words(self, condition: Words, wanted: bool) -> Finding:
        asks = Message("rules.asks_words", {"words": _listed(condition.named)})
        spans = self._seen.spans(self._compiled.text_bit(condition))
        saw = Message("rules.saw_found", {"found": self._quotes(spans)}) if spans else self._why_no_word(condition)
        return Finding(asks, saw, bool(spans), condition.place, self._written(spans), (), wanted)

    def _regex(self, condition: Regex, wanted: bool) -> Finding:
        asks = Message("rules.asks_regex", {"pattern": shown(condition.pattern)})
        bit = self._compiled.text_bit(condition)
        holds = bool(self._seen.bits & bit)
        spans = self._seen.spans(bit) if holds else []
        saw = Message("rules.saw_found", {"found": self._quotes(spans)}) if holds else Message("rules.saw_no_match")
        return Finding(asks, saw, holds, condition.place, self._written(spans), (), wanted)

    def _within(self, condition: Within, wanted: bool) -> Finding:
        parts = tuple(self.find(part, wanted) for part in condition.parts)
        near = Near([self._compiled.text_bit(part) for part in condition.parts], condition.chars)
        window = near.window(self._seen)
        distance = near.distance(self._seen)
        asks = Message("rules.asks_within", {"chars": condition.chars})
        if distance is None:
            saw = Message("rules.saw_apart_missing", {"held": sum(part.holds for part in parts), "of": len(parts)})
        else:
            saw = Message("rules.saw_apart", {"chars": distance, "most": condition.chars})
        spans = sorted(set(window or ()))
        return Finding(asks, saw, window is not None, condition.place, self._written(spans), parts, wanted)

    def _stance(self, condition: Stance, wanted: bool) -> Finding:
        asks = Message(f"rules.asks_stance_{condition.wanted}", {"words": _listed(condition.words.named)})
        test = self._compiled.stance(condition)
        decided = test.first(self._seen)
        other = decided or next(iter(test.all(self._seen)), None)
        if other is not None:
            params = {"subject": self._quotes([other.subject]), "cue": self._quotes([other.cue])}
            saw = Message(f"rules.saw_stance_{other.stance}", params)
        elif spans := self._seen.spans(self._compiled.text_bit(condition.words)):
            saw = Message("rules.saw_no_stance", {"subject": self._quotes(spans)})
        else:
            saw = self._why_no_word(condition.words)
        spans = sorted(set(decided.places)) if decided else []
        return Finding(asks, saw, decided is not None, condition.place, self._written(spans), (), wanted)

    def _elsewhere(self, condition: Elsewhere, wanted: bool) -> Finding:
        """Tell of another text of the ticket; of several, the one for which the condition holds."""
        here = self.find(condition.part, wanted) if condition.where == "any" else None
        found = here if here is not None and here.holds else self._other(condition) or here
        asks = Message(f"rules.asks_in_{condition.where}")
        if found is None:
            return Finding(asks, Message("rules.saw_nothing"), False, condition.place, (), (), wanted)
        saw = Message("rules.saw_elsewhere" if found.holds else "rules.saw_not_elsewhere")
        part = msgspec.structs.replace(found if found is here else _unplaced(found), wanted=wanted)
        return Finding(asks, saw, found.holds, condition.place, (), (part,), wanted)

    def _other(self, condition: Elsewhere) -> Finding | None:
        where = other_of(condition.where)
        seen = self._seen.other(where)
        if seen is None:
            return None
        text = other_text(self._facts, where)
        return Finder(self._compiled, seen, normalise(text), text, self._facts).find(condition.part)

    def _difficulty(self, condition: Difficulty, wanted: bool) -> Finding:
        test = self._compiled.difficulty(condition)
        parts = test.parts(self._seen)
        params: dict[str, str | int] = {"sum": parts.sum, **msgspec.structs.asdict(parts)}
        asks = Message("rules.asks_difficulty", {"values": _range(condition.least, condition.most)})
        holds = test.holds(0, self._seen)
        return Finding(asks, Message("rules.saw_difficulty", params), holds, condition.place, (), (), wanted)

    def _score(self, condition: Score | Tone, wanted: bool) -> Finding:
        test = self._compiled.score(condition)
        total = test.sum(self._seen)
        asks = _asks_sum(condition)
        found = test.found(self._seen)
        named = tuple(f"{_quoted(word)} {weight:+g}" for word, weight, _ in found[:MOST_NAMED])
        more = " …" if len(found) > MOST_NAMED else ""
        if isinstance(condition, Score) and condition.bias:
            named = (f"{condition.bias:+g}", *named)
        saw = Message("rules.saw_score", {"sum": f"{total:g}", "found": (_listed(named) or "–") + more})
        spans = self._written(test.places(self._seen))
        return Finding(asks, saw, test.reached(total), condition.place, spans, (), wanted)

    def _fact(self, condition: FactCondition, wanted: bool) -> Finding:
        asks, saw, holds = self._judged(condition)
        return Finding(asks, saw, holds, condition.place, (), (), wanted)

    def _judged(self, condition: FactCondition) -> tuple[Message, Message, bool]:
        match condition:
            case Fact(name=name, values=values):
                return self._judged_fact(name, values)
            case Hours(spans=spans):
                minute = self._facts.minute_of_day % MINUTES_A_DAY
                wish = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)
                return _told("hours", wish, _clock(minute), within_hours(condition, minute))
            case Wrote():
                count = counted(condition, self._facts)
                params = {"values": _range(condition.least, condition.most), "window": _span(condition.minutes)}
                return Message("rules.asks_wrote", dict(params)), _value(str(count)), counts(condition, self._facts)
            case Age(of=of, least=least, most=most):
                minutes = counted(condition, self._facts)
                wish = _range(least, most, MOST_MINUTES, _span)
                return _told(f"age_{of}", wish, _span(minutes) if minutes >= 0 else "", counts(condition, self._facts))
            case Attribute(name=name, values=values):
                got = self._facts.attributes.get(name)
                holds = got is not None and plain(got) in set(map(plain, values))
                asks = Message("rules.asks_attribute", {"name": shown(name), "values": _listed(values)})
                return asks, _value(got), holds
            case Length(least=least, most=most):
                holds = least <= len(self._text) <= most
                wish = f"{least}–{most}" if most < 1_000_000_000 else f"≥ {least}"
                return _told("length", wish, str(len(self._text)), holds)
            case Valid(first=first, last=last):
                day = self._facts.day
                wish = f"{_date(first)} – {_date(last)}"
                return _told("valid", wish, _date(day) if day else "", not day or first <= day <= last)

    def _judged_fact(self, name: str, values: tuple[str, ...]) -> tuple[Message, Message, bool]:
        wished = set(map(plain, values))
        if name == "first":
            holds = ("yes" if self._facts.first else "no") in wished
            saw = Message("rules.saw_first" if self._facts.first else "rules.saw_not_first")
            return Message("rules.asks_first" if "yes" in wished else "rules.asks_not_first"), saw, holds
        value: str | tuple[str, ...] = getattr(self._facts, name)
        got = value if isinstance(value, tuple) else (value,)
        holds = any(plain(value) in wished for value in got)
        return _told(name, _called(name, values), _called(name, tuple(filter(None, got))), holds)

    def _why_no_word(self, condition: Words) -> Message:
        """Tell the likeliest reason why no word counts: an except, a longer word, separators, or not there at all."""
        text = self._seen.text
        terms = sorted(self._compiled.terms(condition), key=lambda term: term.word)
        for reason in (_excepted, _joined, _hiding):
            for term in terms:
                message = reason(term, text)
                if message is not None:
                    return message
        return Message("rules.saw_no_word", {"words": _listed(self._likeliest(condition))})

    def _likeliest(self, condition: Words) -> tuple[str, ...]:
        """Return the words that a text is searched for, those of its own script first."""
        chinese = has_cjk(self._text)
        return tuple(sorted((word.text for word in condition.words), key=lambda word: has_cjk(word) != chinese))

    def _quotes(self, spans: list[Span]) -> str:
        quotes = dict.fromkeys(self._text[start:end] for start, end in self._written(spans))
        return _listed(tuple(quotes)) or "…"

    def _written(self, spans: list[Span]) -> tuple[Span, ...]:
        return tuple(self._normal.span(*span) for span in spans)


def _quoted(word: str) -> str:
    """Return a word, in quotes where its signs would be taken for those of the sentence."""
    return word if word.isalnum() else f"“{word}”"


def _asks_sum(condition: Score | Tone) -> Message:
    words = _listed(condition.named)
    if isinstance(condition, Score):
        return Message("rules.asks_score", {"words": words, "least": f"{condition.least:g}"})
    return Message("rules.asks_tone", {"words": words, "values": _range(condition.least, condition.most, inf)})


def _unplaced(finding: Finding) -> Finding:
    """Return what was found in another text without its places, which would point into this one."""
    parts = tuple(map(_unplaced, finding.parts))
    return msgspec.structs.replace(finding, spans=(), parts=parts)


def _range(least: float, most: float, endless: float = 1_000, said: Callable[[int], str] | None = None) -> str:
    first, last = (said(int(end)) if said and isfinite(end) else f"{end:g}" for end in (least, most))
    if most >= endless:
        return f"≥ {first}"
    return f"≤ {last}" if least == -inf or (least == 0 and said is not None) else f"{first}–{last}"


def _span(minutes: int) -> str:
    """Return a duration as a rule file says it."""
    for unit, size in (("d", 1440), ("h", 60)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes // 60}h{minutes % 60}m" if minutes > 600 else f"{minutes}m"


def _excepted(term: Term, text: str) -> Message | None:
    longer = next((longer for longer in sorted(term.excepts) if longer in text), None)
    if longer is None:
        return None
    return Message("rules.saw_excepted", {"word": shown(term.word), "longer": shown(longer)})


def _joined(term: Term, text: str) -> Message | None:
    start = text.find(term.word)
    if start < 0:
        return None
    end = start + len(term.word)
    while start and is_letter(text[start - 1]):
        start -= 1
    while end < len(text) and is_letter(text[end]):
        end += 1
    return Message("rules.saw_joined", {"word": shown(term.word), "longer": shown(text[start:end])})


def _hiding(term: Term, text: str) -> Message | None:
    unhidden = unhide(text)
    if term.hidden or unhidden is None or term.word not in unhidden[0]:
        return None
    bare, stood = unhidden
    start = bare.index(term.word)
    quote = text[stood[start] : stood[start + len(term.word) - 1] + 1]
    return Message("rules.saw_hidden", {"word": shown(term.word), "found": shown(quote)})


def _told(name: str, wish: str | Name, got: str | Name, holds: bool) -> tuple[Message, Message, bool]:
    return Message(f"rules.asks_{name}", {"values": wish}), _value(got), holds


def _value(got: str | Name | None) -> Message:
    if not got:
        return Message("rules.saw_nothing")
    return Message("rules.saw_value", {"value": got if isinstance(got, Name) else shown(got)})


def _called(name: str, values: tuple[str, ...]) -> str | Name:
    """Return values of a fact as their readers call them, "" when there are none."""
    known = _CALLED.get(name)
    if known is None or not values:
        return _listed(values)
    chinese = {key: word for word, key in reversed(known.items()) if word != key}
    return Name(_listed(tuple(chinese.get(value, value) for value in values)), _listed(values))


def _date(day: int) -> str:
    return date.fromordinal(day).isoformat() if 1 < day < date.max.toordinal() else "…"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _listed(words: tuple[str, ...]) -> str:
    named = ", ".join(shown(word) for word in words[:MOST_NAMED])
    return named + (" …" if len(words) > MOST_NAMED else "")
