"""What of a rule set's words and patterns is in one text."""

from agentdesk.rules.regexes import RegexSet
from agentdesk.rules.scanner import Found, Scanner, sum_bits, unhide
from agentdesk.rules.weights import Weighed, Weigher

Span = tuple[int, int]


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
        self._numbers = {bit: number for number, (_, bit) in enumerate(patterns)}
        self._regexes = RegexSet([pattern for pattern, _ in patterns])

    def look(self, text: str) -> "Sighting":
        """Return what is in `text`, which is normalised and holds no lone surrogates."""
        found = self._words.scan(text)
        if self._hides and not text.isascii():
            self._look_hidden(text, found)
        bits = 0
        for more, _, _ in found:
            bits |= more
        for number in self._regexes.found(text):
            bits |= self._bits[number]
        return Sighting(self, text, found, bits)

    def spans(self, text: str, found: list[Found], bit: int) -> list[Span]:
        """Return where the condition of `bit` was found, sorted, each once."""
        if bit in self._numbers:
            return self._regexes.spans(self._numbers[bit], text)
        return sorted({(start, end) for bits, start, end in found if bits & bit})

    def evidence(self, seen: "Sighting", bits: int) -> set[Span]:
        """Return where any of the conditions of `bits` was found."""
        places = {(start, end) for more, start, end in seen.found if more & bits}
        if bits & self._pattern_bits:
            for bit in self._bits:
                if bits & bit:
                    places.update(seen.spans(bit))
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

    __slots__ = ("_known", "_sight", "_weighed", "bits", "found", "text")

    def __init__(self, sight: Sight, text: str, found: list[Found], bits: int) -> None:
        self._sight = sight
        self._known: dict[int, list[Span]] = {}
        self._weighed: Weighed | None = None
        self.text = text
        self.found = found
        self.bits = bits
        """One bit for each text condition that holds."""

    def spans(self, bit: int) -> list[Span]:
        """Return where the condition of `bit` was found, in characters of the normalised text, sorted."""
        known = self._known.get(bit)
        if known is None:
            known = self._known[bit] = self._sight.spans(self.text, self.found, bit)
        return known

    @property
    def weighed(self) -> Weighed:
        """The text on the scales; weighed when the first rule asks."""
        if self._weighed is None:
            self._weighed = self._sight.weigher.weigh(self.text)
        return self._weighed

    def evidence(self, bits: int) -> set[Span]:
        """Return where any of the conditions of `bits` was found."""
        return self._sight.evidence(self, bits)
