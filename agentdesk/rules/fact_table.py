"""Facts as bits: which fact conditions of a rule set hold for a message."""

from agentdesk.rules.facts import MINUTES_A_DAY, USUAL_WROTE, Facts
from agentdesk.rules.values import Age, Attribute, Fact, Hours, Length, Valid, Wrote
from agentdesk.text.normalise import fold

FactCondition = Fact | Hours | Wrote | Age | Attribute | Length | Valid
MOST_REMEMBERED = 4_096
"""Spellings of a fact's values that are kept with their bits."""


def plain(value: str) -> str:
    """Return a fact's value as it is compared: normalised, without the blanks around it."""
    return fold(value).strip()


class _Column:
    """One fact: the bits of each of its values."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._spelled: dict[str, int] = {}

    def add(self, values: tuple[str, ...], bit: int) -> None:
        for value in map(plain, values):
            self._bits[value] = self._bits.get(value, 0) | bit

    def of(self, value: str) -> int:
        bits = self._spelled.get(value)
        if bits is None:
            bits = self._bits.get(plain(value), 0)
            if len(self._spelled) < MOST_REMEMBERED:
                self._spelled[value] = bits
        return bits


class FactTable:
    """Gathers the fact conditions with their bits, then reads them off a message's facts."""

    def __init__(self) -> None:
        self._columns = {
            name: _Column() for name in ("channel", "tier", "category", "lang", "tags", "first", "calendar")
        }
        self._attributes: dict[str, _Column] = {}
        self._known: dict[tuple[str, str, str, str, bool], int] = {}
        self._minutes: list[int] = []
        self._lengths: list[tuple[int, int, int]] = []
        self._days: list[tuple[int, int, int]] = []
        self._counted: list[tuple[Wrote | Age, int]] = []
        self.asked: set[str] = set()
        """Names of the facts that some rule asks for."""
        self.windows: set[int] = set()
        """For how many minutes back some rule asks how often the customer wrote."""

    @property
    def attributes(self) -> frozenset[str]:
        """Names of the customer's attributes that some rule asks for."""
        return frozenset(self._attributes)

    def add(self, condition: FactCondition, bit: int) -> None:
        """Take in a condition and the bit that says it holds."""
        match condition:
            case Fact(name=name, values=values):
                self.asked.add(name)
                self.asked.update(f"{name}.{value}" for value in values if name == "calendar")
                self._columns[name].add(values, bit)
            case Attribute(name=name, values=values):
                self._attributes.setdefault(name, _Column()).add(values, bit)
            case Wrote() | Age():
                self._add_counted(condition, bit)
            case Hours():
                self._add_hours(condition, bit)
            case Length(least=least, most=most):
                self._lengths.append((least, most, bit))
            case Valid(first=first, last=last):
                self.asked.add("day")
                self._days.append((first, last, bit))

    def bits(self, facts: Facts, length: int) -> int:
        """Return the bits of all conditions that hold; `length` is the text's, in characters."""
        key = (facts.channel, facts.tier, facts.category, facts.lang, facts.first)
        bits = self._known.get(key)
        if bits is None:
            bits = self._usual(facts)
            if len(self._known) < MOST_REMEMBERED:
                self._known[key] = bits
        if self._minutes:
            bits |= self._minutes[facts.minute_of_day % MINUTES_A_DAY]
        for least, most, bit in self._lengths:
            if least <= length <= most:
                bits |= bit
        for first, last, bit in self._days:
            if not facts.day or first <= facts.day <= last:
                bits |= bit
        for condition, bit in self._counted:
            if counts(condition, facts):
                bits |= bit
        for word in facts.calendar:
            bits |= self._columns["calendar"].of(word)
        for tag in facts.tags:
            bits |= self._columns["tags"].of(tag)
        for name, column in self._attributes.items():
            if name in facts.attributes:
                bits |= column.of(facts.attributes[name])
        return bits

    def _usual(self, facts: Facts) -> int:
        columns = self._columns
        return (
            columns["channel"].of(facts.channel)
            | columns["tier"].of(facts.tier)
            | columns["category"].of(facts.category)
            | columns["lang"].of(facts.lang)
            | columns["first"].of("yes" if facts.first else "no")
        )

    def _add_counted(self, condition: Wrote | Age, bit: int) -> None:
        self._counted.append((condition, bit))
        if isinstance(condition, Wrote):
            self.windows.add(condition.minutes)
            self.asked.add("wrote")
        else:
            self.asked.add("age" if condition.of == "ticket" else "account_age")

    def _add_hours(self, condition: Hours, bit: int) -> None:
        self.asked.add("hours")
        if not self._minutes:
            self._minutes = [0] * MINUTES_A_DAY
        for minute in range(MINUTES_A_DAY):
            if within_hours(condition, minute):
                self._minutes[minute] |= bit


def within_hours(condition: Hours, minute: int) -> bool:
    """Whether `minute` of the day lies in one of the spans; one that ends before it starts wraps midnight."""
    return any(
        start <= minute < end if start < end else minute >= start or minute < end for start, end in condition.spans
    )


def counts(condition: Wrote | Age, facts: Facts) -> bool:
    """Whether a number among the facts is what the condition wants."""
    return condition.least <= counted(condition, facts) <= condition.most


def counted(condition: Wrote | Age, facts: Facts) -> int:
    """Return the number that the condition asks for: messages, or minutes (-1 when they are not known)."""
    if isinstance(condition, Wrote):
        return facts.wrote.get(condition.minutes, USUAL_WROTE)
    return facts.age if condition.of == "ticket" else facts.account_age
