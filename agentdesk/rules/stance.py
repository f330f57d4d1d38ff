"""What a clause says of its subject: that it is asked for, refused, not there yet, declined or done.

Cues are word lists of the rule set. Inside the clause of a subject the strongest stance wins, and of its cues the
nearest; a refusal, or that the customer takes it back, may also stand in the next clause, when that one has no subject:
«我要退款，商家不同意», «点了退款，帮我撤销».
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from agentdesk.model.verdict import Span
from agentdesk.rules.scanner import sum_bits
from agentdesk.rules.sighting import Sighting

STRENGTH = ("refused", "not_yet", "declined", "done", "asked")
"""Stances, the strongest first: who writes «我要退款但是商家拒绝» is refused."""
DENIAL, OTHERS = "denial", "others"
"""A denial (不退) is a refusal when its clause names the other side (商家), else the customer declines."""
ASIDE, TAKEN_BACK = "aside", "taken_back"
"""Words of a detail (退货地址) say that nothing is asked; words of taking back (撤销) that the customer declines."""
NEEDED = (*STRENGTH, DENIAL, OTHERS)
CUES = (*NEEDED, ASIDE, TAKEN_BACK)
"""A folder may lack the last two."""
_ORDER = (*STRENGTH[:4], ASIDE, STRENGTH[4])

SPEAKING = {"refused": ("refused", DENIAL), "declined": ("declined", DENIAL, TAKEN_BACK)}
"""The cues of which one must be there for a stance; of the others that is their own."""
CARRIED = {"": ("refused", "not_yet"), "asked": ("refused",), "done": ("not_yet",)}
"""What the next clause may say of a subject, by what its own says: «退款显示成功，十天了没到» has not come."""

_CJK = "\u3400-\u9fff"
_BORDER = re.compile(rf"[。、,!?;…\n\r]+|\.(?!\d)|(?<=[{_CJK}]) +(?=[{_CJK}])")


class Decision(msgspec.Struct, frozen=True):
    """What was decided of one subject, and the cue that decided; places in normalised text."""

    stance: str
    subject: Span
    cue: Span
    other: Span | None = None
    """Who refuses, where a denial needed that to be a refusal."""

    @property
    def places(self) -> tuple[Span, ...]:
        """All that it rests on."""
        return (self.subject, self.cue) if self.other is None else (self.subject, self.cue, self.other)


def decisions(text: str, subjects: Sequence[Span], cues: Mapping[str, Sequence[Span]]) -> list[Decision]:
    """Return what is decided of each subject, those that no cue speaks of left out."""
    return _decided(_Clauses(text, cues), subjects)


_Told = tuple[str, Sequence[Span], Sequence[Span]]
"""A stance, the cues that say so, and the other side where it makes a denial one of them."""


def _decided(clauses: "_Clauses", subjects: Sequence[Span]) -> list[Decision]:
    told = clauses.told_of(subjects)
    return [
        clauses.decision(told[number], subject) for subject in subjects if (number := clauses.number(subject)) in told
    ]


class _Clauses:
    """The cues of a text by the clause in which they begin."""

    def __init__(self, text: str, cues: Mapping[str, Sequence[Span]]) -> None:
        self._starts = [0, *(border.end() for border in _BORDER.finditer(text))]
        self._told: dict[int, _Told | None] = {}
        self._cues: dict[int, dict[str, list[Span]]] = {}
        for name, spans in cues.items():
            for span in spans:
                self._cues.setdefault(self.number(span), {}).setdefault(name, []).append(span)

    def number(self, span: Span) -> int:
        """Return the number of the clause in which a span begins."""
        return bisect_right(self._starts, span[0]) - 1

    def told_of(self, subjects: Sequence[Span]) -> dict[int, _Told]:
        """Return what is said in the clauses of the subjects, by their numbers; those left out say nothing.

        It is the same for all subjects of a clause. A clause without a subject may speak of the one before.
        """
        taken = {self.number(subject) for subject in subjects}
        told = ((number, self._told_with(number, number + 1 not in taken)) for number in taken)
        return {number: one for number, one in told if one is not None}

    def decision(self, told: _Told, subject: Span) -> Decision:
        """Return what is said of a subject, with the nearest cue that says so."""
        stance, spans, others = told
        cue = min(spans, key=lambda span: (_gap(subject, span), span))
        denies = bool(others) and cue in self._cues[self.number(cue)].get(DENIAL, ())
        return Decision(stance, subject, cue, others[0] if denies else None)

    def _told_with(self, number: int, followed: bool) -> _Told | None:
        """Return what a clause says; where it is `followed` by one that may carry on, both together."""
        own = self._tell(number)
        if not followed:
            return own
        stance = "" if own is None else own[0]
        following = self._tell(number + 1)
        if following is not None and following[0] in CARRIED.get(stance, ()):
            return following
        if stance in ("", "asked") and (taken_back := self._cues.get(number + 1, {}).get(TAKEN_BACK)):
            return "declined", taken_back, ()
        return own

    def _tell(self, number: int) -> _Told | None:
        """Return what a clause says by itself; None where it names a detail or holds no cue."""
        if number not in self._cues:
            return None
        if number not in self._told:
            told = _strongest(self._cues[number])
            self._told[number] = None if told is None or told[0] == ASIDE else told
        return self._told[number]


def _strongest(cues: Mapping[str, list[Span]]) -> _Told | None:
    """Return the strongest stance that a clause's cues speak of."""
    others = cues.get(OTHERS, [])
    for stance in _ORDER:
        spans = cues.get(stance, [])
        if stance == "declined":
            spans = spans + cues.get(TAKEN_BACK, [])
        if stance == ("refused" if others else "declined"):
            spans = spans + cues.get(DENIAL, [])
        if spans:
            return stance, spans, others if stance == "refused" else []
    return None


def _gap(one: Span, other: Span) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


class StanceTest:
    """A compiled condition: some subject has the wanted stance."""

    def __init__(self, subject: int, cues: Mapping[str, int], wanted: str) -> None:
        """`subject` and `cues` are bits of text conditions."""
        self._subject = subject
        self._cues = dict(cues)
        self._key = tuple(self._cues.items())
        self._wanted = wanted
        self._speaking = sum_bits(self._cues.get(name, 0) for name in SPEAKING.get(wanted, (wanted,)))

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether there is such a subject; most texts lack it or every cue of what is wanted."""
        if not (bits & self._subject and bits & self._speaking):
            return False
        return self._wanted in self._stances(seen)

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """The first such subject with what decided."""
        decision = self.first(seen)
        if decision is not None:
            windows.update(decision.places)
        return 0

    def watched(self) -> frozenset[int] | None:
        """The subject."""
        return frozenset((self._subject,))

    def first(self, seen: Sighting) -> Decision | None:
        """Return the first decision that is the wanted one."""
        return next((decision for decision in self.all(seen) if decision.stance == self._wanted), None)

    def all(self, seen: Sighting) -> list[Decision]:
        """Return what is decided of every subject."""
        subjects = seen.spans(self._subject)
        return _decided(self._clauses(seen), subjects) if subjects else []

    def _stances(self, seen: Sighting) -> set[str]:
        """Return the stances that subjects have, worked out once for all conditions with the same words and cues."""
        key = (self._subject, self._key)
        known: set[str] | None = seen.memo.get(key)
        if known is None:
            told = self._clauses(seen).told_of(seen.spans(self._subject))
            known = seen.memo[key] = {stance for stance, _, _ in told.values()}
        return known

    def _clauses(self, seen: Sighting) -> _Clauses:
        """Return the clauses of a text, worked out once for all conditions with the same cues."""
        clauses: _Clauses | None = seen.memo.get(self._key)
        if clauses is None:
            cues = {name: seen.spans(bit) for name, bit in self._cues.items()}
            clauses = seen.memo[self._key] = _Clauses(seen.text, cues)
        return clauses
