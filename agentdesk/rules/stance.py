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


def _decided(clauses: "_Clauses", subjects: Sequence[Span]) -> list[Decision]:
    taken = {clauses.number(subject) for subject in subjects}
    found: list[Decision] = []
    for subject in subjects:
        number = clauses.number(subject)
        decision = clauses.decide(number, subject)
        if number + 1 not in taken:
            decision = clauses.carried(number + 1, subject, "" if decision is None else decision.stance) or decision
        if decision is not None:
            found.append(decision)
    return found


class _Clauses:
    """The cues of a text by the clause in which they begin."""

    def __init__(self, text: str, cues: Mapping[str, Sequence[Span]]) -> None:
        self._starts = [0, *(border.end() for border in _BORDER.finditer(text))]
        self._told: dict[int, tuple[str, list[Span], list[Span]] | None] = {}
        self._cues: dict[tuple[int, str], list[Span]] = {}
        for name, spans in cues.items():
            for span in spans:
                self._cues.setdefault((self.number(span), name), []).append(span)

    def number(self, span: Span) -> int:
        return bisect_right(self._starts, span[0]) - 1

    def decide(self, number: int, subject: Span) -> Decision | None:
        """Return what the clause says of the subject; None where it names a detail or holds no cue."""
        if number not in self._told:
            self._told[number] = self._tell(number)
        told = self._told[number]
        return None if told is None or told[0] == ASIDE else self._decision(told[0], subject, told[1], told[2])

    def _tell(self, number: int) -> tuple[str, list[Span], list[Span]] | None:
        """Return the stance of a clause, whatever its subject, with the cues that say so; None without any."""
        for stance in _ORDER:
            spans, others = self._speaking(number, stance)
            if spans:
                return stance, spans, others
        return None

    def carried(self, number: int, subject: Span, own: str) -> Decision | None:
        """Return what a clause without a subject says of the one before, whose own stance is `own`."""
        following = self.decide(number, subject)
        if following is not None and following.stance in CARRIED.get(own, ()):
            return following
        taken_back = self._cues.get((number, TAKEN_BACK), []) if own in ("", "asked") else []
        return self._decision("declined", subject, taken_back, []) if taken_back else None

    def _speaking(self, number: int, stance: str) -> tuple[list[Span], list[Span]]:
        """Return the cues of a stance in a clause, and the other side where it makes a denial one of them."""
        spans = list(self._cues.get((number, stance), []))
        others = self._cues.get((number, OTHERS), [])
        if stance == "declined":
            spans += self._cues.get((number, TAKEN_BACK), [])
        if stance == ("refused" if others else "declined"):
            spans += self._cues.get((number, DENIAL), [])
        return spans, others if stance == "refused" else []

    def _decision(self, stance: str, subject: Span, spans: Sequence[Span], others: Sequence[Span]) -> Decision:
        cue = min(spans, key=lambda span: (_gap(subject, span), span))
        denies = bool(others) and cue in self._cues.get((self.number(cue), DENIAL), [])
        return Decision(stance, subject, cue, others[0] if denies else None)


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

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether there is such a subject."""
        return bool(bits & self._subject) and self.first(seen) is not None

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
        key = (self._subject, self._key)
        known: list[Decision] | None = seen.memo.get(key)
        if known is None:
            subjects = seen.spans(self._subject)
            known = seen.memo[key] = _decided(self._clauses(seen), subjects) if subjects else []
        return known

    def _clauses(self, seen: Sighting) -> _Clauses:
        """Return the clauses of a text, worked out once for all conditions with the same cues."""
        clauses: _Clauses | None = seen.memo.get(self._key)
        if clauses is None:
            cues = {name: seen.spans(bit) for name, bit in self._cues.items()}
            clauses = seen.memo[self._key] = _Clauses(seen.text, cues)
        return clauses
