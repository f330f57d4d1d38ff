"""What of a rule set's words and patterns is in one text."""

from typing import Any

from agentdesk.rules.bits import places as places_of
from agentdesk.rules.facts import Facts
from agentdesk.rules.regexes import RegexSet
from agentdesk.rules.scanner import Found, Scanner, sum_bits, unhide
from agentdesk.rules.weights import Weighed, Weigher
from agentdesk.text.normalise import normalise

Span = tuple[int, int]
NO_FACTS = Facts()
MOST_OTHER = 20_000
"""Characters of the ticket's other texts that are judged: the latest ones."""


def other_text(facts: Facts, where: str) -> str:
    """Return another text of the ticket: its subject, or what the customer wrote before, a message a line."""
    text = facts.subject if where == "subject" else "\n".join(facts.earlier)
    return text[-MOST_OTHER:]


class Sight:
    """Looks for all words and patterns of a rule set.

    `hidden` holds the words that are also found with separators inside; `patterns` the regexes with their bits;
    `weigher` the words with weights.
    """

    def __init__(self, words: Scanner, hidden: Scanner, patterns: list[tuple[str, int]], weigher: Weigher) -> None:
        self._words = words
        self._hidden = hidden
        self.weigher = weigher
        self._hides = bool(hidden)
        self._bits = [bit for _, bit in patterns]
        self._pattern_bits = sum_bits(self._bits)
        self._numbers = {bit.bit_length(): number for number, (_, bit) in enumerate(patterns)}
        self._regexes = RegexSet([pattern for pattern, _ in patterns])

    def look(self, text: str, facts: Facts = NO_FACTS) -> "Sighting":
        """Return what is in `text`, which is normalised and holds no lone surrogates."""
        found = self._words.scan(text)
        if self._hides and not text.isascii():
            self._look_hidden(text, found)
        bits = 0
        for more, _, _ in found:
            bits |= more
        for number in self._regexes.found(text):
            bits |= self._bits[number]
        return Sighting(self, text, found, bits, facts)

    def spans(self, text: str, found: list[Found], bit: int) -> list[Span]:
        """Return where the condition of `bit` was found, sorted, each once."""
        number = self._numbers.get(bit.bit_length())
        if number is not None:
            return self._regexes.spans(number, text)
        return sorted({(start, end) for bits, start, end in found if bits & bit})

    def evidence(self, seen: "Sighting", bits: int) -> set[Span]:
        """Return where any of the conditions of `bits` was found."""
        places = {(start, end) for more, start, end in seen.found if more & bits}
        for place in places_of(bits & self._pattern_bits):
            places.update(seen.spans(1 << place))
        return places

    def _look_hidden(self, text: str, found: list[Found]) -> None:
        unhidden = unhide(text)
        if unhidden is None:
            return
        bare, stood = unhidden
        for bits, start, end in self._hidden.scan(bare):
            first, last = stood[start], stood[end - 1] + 1
            if last - first > end - start:
                found.append((bits, first, last))


class Sighting:
    """The hits in one text; where a pattern was found is looked up only when someone asks."""

    __slots__ = ("_known", "_others", "_sight", "_weighed", "bits", "facts", "found", "memo", "text")

    def __init__(self, sight: Sight, text: str, found: list[Found], bits: int, facts: Facts) -> None:
        self._sight = sight
        self._known: dict[int, list[Span]] = {}
        self._weighed: Weighed | None = None
        self._others: dict[str, Sighting | None] = {}
        self.memo: dict[object, Any] = {}
        """What a condition worked out of this text, for others that ask the same."""
        self.facts = facts
        self.text = text
        self.found = found
        self.bits = bits
        """One bit for each text condition that holds."""

    def spans(self, bit: int) -> list[Span]:
        """Return where the condition of `bit` was found, in characters of the normalised text, sorted."""
        known = self._known.get(bit)
        if known is None:
            if not self.bits & bit:
                return []
            known = self._known[bit] = self._sight.spans(self.text, self.found, bit)
        return known

    def other(self, where: str) -> "Sighting | None":
        """Return what is in another text of the ticket ("subject", "earlier"), looked at when the first rule asks.

        None when there is no such text.
        """
        if where not in self._others:
            text = other_text(self.facts, where)
            self._others[where] = self._sight.look(normalise(text).text) if text else None
        return self._others[where]

    @property
    def weighed(self) -> Weighed:
        """The text on the scales; weighed when the first rule asks."""
        if self._weighed is None:
            self._weighed = self._sight.weigher.weigh(self.text)
        return self._weighed

    def evidence(self, bits: int) -> set[Span]:
        """Return where any of the conditions of `bits` was found."""
        return self._sight.evidence(self, bits)
