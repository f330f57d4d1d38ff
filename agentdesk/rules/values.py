"""A rule set as values: what the files say, before it is made fast."""

import msgspec

from agentdesk.rules.problem import Place


class Word(msgspec.Struct, frozen=True):
    """A word as its author wrote it."""

    text: str
    excepts: tuple[str, ...] = ()
    """Longer words; inside them `text` does not count."""
    hidden: bool = False
    """Whether it is also found with separators between its characters."""
    weight: float = 0.0
    """What it adds to a score."""
    part: bool = False
    """Whether it is also found inside longer Latin words."""


class WordList(msgspec.Struct, frozen=True):
    """A named list; `words` holds those of the lists it includes too."""

    name: str
    words: tuple[Word, ...]
    place: Place


class Words(msgspec.Struct, frozen=True, tag=True):
    """Any of these words is in the text."""

    named: tuple[str, ...]
    """As the rule names them: lists and single words."""
    words: tuple[Word, ...]
    place: Place


class Regex(msgspec.Struct, frozen=True, tag=True):
    """The pattern, in RE2's syntax, is found in the normalised text, whatever its case."""

    pattern: str
    place: Place


class Within(msgspec.Struct, frozen=True, tag=True):
    """One hit of every part lies inside `chars` characters."""

    chars: int
    parts: tuple[Words | Regex, ...]
    place: Place


class Stance(msgspec.Struct, frozen=True, tag=True):
    """The clause of one of `words` says that it is asked for, refused, not there yet, declined or done."""

    wanted: str
    """One of `agentdesk.rules.stance.STRENGTH`."""
    words: Words
    cues: tuple[tuple[str, Words], ...]
    """What says which stance it is: by the names in `agentdesk.rules.stance.CUES`."""
    place: Place


class Score(msgspec.Struct, frozen=True, tag=True):
    """The weights of the distinct words that are in the text, and `bias`, together reach `least`."""

    named: tuple[str, ...]
    words: tuple[Word, ...]
    least: float
    bias: float
    place: Place


class Tone(msgspec.Struct, frozen=True, tag=True):
    """The weights of the distinct words that are in the text add up to `least` to `most`; the longer word counts."""

    named: tuple[str, ...]
    words: tuple[Word, ...]
    least: float
    most: float
    place: Place


class Difficulty(msgspec.Struct, frozen=True, tag=True):
    """How hard the matter looks, as `agentdesk.rules.difficulty` adds it up, is `least` to `most`."""

    least: int
    most: int
    words: tuple[Word, ...]
    """The words whose weights tell the tone; none where the rule set has no list for it."""
    place: Place


class Elsewhere(msgspec.Struct, frozen=True, tag=True):
    """`part` holds for another text of the ticket."""

    where: str
    """"subject", or "any" for this message and what the customer wrote before it on the ticket."""
    part: "Condition"
    place: Place


class Wrote(msgspec.Struct, frozen=True, tag=True):
    """The customer wrote `least` to `most` messages in the last `minutes`, this one counted."""

    minutes: int
    least: int
    most: int
    place: Place


class Age(msgspec.Struct, frozen=True, tag=True):
    """The ticket, or the customer's account, is `least` to `most` minutes old; never holds where that is not known."""

    of: str
    """"ticket" or "account"."""
    least: int
    most: int
    place: Place


class Fact(msgspec.Struct, frozen=True, tag=True):
    """The fact `name` (channel, tier, category, lang, tags, calendar) is one of `values`; `first` is "yes" or "no"."""

    name: str
    values: tuple[str, ...]
    place: Place


class Hours(msgspec.Struct, frozen=True, tag=True):
    """The minute of the day lies in one of the spans [start, end), in the desk's zone; a span may wrap midnight."""

    spans: tuple[tuple[int, int], ...]
    place: Place


class Attribute(msgspec.Struct, frozen=True, tag=True):
    """The customer's attribute `name` is one of `values`."""

    name: str
    values: tuple[str, ...]
    place: Place


class Length(msgspec.Struct, frozen=True, tag=True):
    """The text has `least` to `most` characters."""

    least: int
    most: int
    place: Place


class Valid(msgspec.Struct, frozen=True, tag=True):
    """The day lies between two days, both included; holds where the day is not known, as in a rule's own tests."""

    first: int
    """Proleptic Gregorian ordinal (`datetime.date.toordinal`), as is `last`."""
    last: int
    place: Place


class All(msgspec.Struct, frozen=True, tag=True):
    """Every part holds."""

    parts: tuple["Condition", ...]
    place: Place


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """At least one part holds."""

    parts: tuple["Condition", ...]
    place: Place


class NoneOf(msgspec.Struct, frozen=True, tag=True):
    """No part holds."""

    parts: tuple["Condition", ...]
    place: Place


Condition = (
    Words
    | Regex
    | Within
    | Score
    | Tone
    | Stance
    | Difficulty
    | Elsewhere
    | Fact
    | Hours
    | Wrote
    | Age
    | Attribute
    | Length
    | Valid
    | All
    | AnyOf
    | NoneOf
)


class PerLanguage(msgspec.Struct, frozen=True):
    """A sentence of the desk's own people, in both languages."""

    zh: str = ""
    en: str = ""

    def in_language(self, lang: str) -> str:
        """Return it in `lang`, or in the other language when only that is given."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)


class Effects(msgspec.Struct, frozen=True, kw_only=True):
    """What a matching rule does."""

    tags: tuple[str, ...] = ()
    untags: tuple[str, ...] = ()
    """Tags that come off, unless a person put them on."""
    points: int = 0
    priority: str = ""
    """The priority the ticket gets at least."""
    sla: str = ""
    route: str = ""
    articles: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    auto_reply: str = ""
    """The canned reply that the customer gets at once."""
    skills: tuple[str, ...] = ()
    """What whoever takes the ticket must know."""
    checks: tuple[str, ...] = ()
    """What an agent must have checked before the matter is settled."""
    flag: PerLanguage = PerLanguage()
    avoid_accused: bool = False


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A test of a rule: a message, the facts that differ from the usual ones, and what is expected."""

    text: str
    place: Place
    matches: bool
    channel: str = "chat"
    tier: str = "ordinary"
    category: str = ""
    lang: str = ""
    first: bool = True
    minute_of_day: int = 720
    carried: tuple[str, ...] = ()
    attributes: dict[str, str] = {}
    subject: str = ""
    earlier: tuple[str, ...] = ()
    wrote: int = 1
    age: int = 0
    account_age: int = -1
    calendar: tuple[str, ...] = ()
    attachments: int = 0
    reopened: int = 0
    tags: tuple[str, ...] = ()
    route: str = ""
    priority: str = ""
    auto_reply: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule; `number` counts from 1 in visible order (files by path, then order in the file)."""

    number: int
    id: str
    when: Condition
    then: Effects
    place: Place
    group: str = ""
    mode: str = "live"
    owner: str = ""
    reason: str = ""
    examples: tuple[Example, ...] = ()
    contest: str = ""
    """Of the rules of one contest only the one with the highest score may act."""
    lead: float = 0.0
    """By how much its score must lead the next one's for it to act; else it is only suggested."""


class TeamEntry(msgspec.Struct, frozen=True):
    """A team that routes may name."""

    id: str
    name: PerLanguage
    takes: tuple[str, ...]
    place: Place


class Reply(msgspec.Struct, frozen=True):
    """A canned reply; its text may hold `{customer}` and other fields that the desk fills."""

    id: str
    title: PerLanguage
    text: PerLanguage
    tags: tuple[str, ...]
    place: Place


class Check(msgspec.Struct, frozen=True):
    """Something an agent must have checked: an entry of a checklist."""

    id: str
    text: PerLanguage
    place: Place


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a conversation test, and what is expected of the ticket after it."""

    author: str
    """"customer", "agent" or "bot"."""
    text: str
    place: Place
    example: Example
    """The facts of a customer's message, and of what is expected the tags, route, priority and automatic reply."""
    matches: tuple[str, ...] = ()
    """Ids of rules that must match this message."""
    no_match: tuple[str, ...] = ()
    """Ids of rules that must not."""
    no_tags: tuple[str, ...] = ()
    """Tags that the ticket must not carry."""


class Conversation(msgspec.Struct, frozen=True):
    """A whole conversation as a test."""

    name: str
    turns: tuple[Turn, ...]
    place: Place
