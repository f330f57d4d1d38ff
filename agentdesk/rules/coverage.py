"""Coverage: which rules fire, how often people agreed or corrected them, and what no rule touches."""

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from agentdesk.rules.ruleset import RuleSet
from agentdesk.text.normalise import fold

MOST_PHRASES = 20
MOST_HELD = 200_000
"""Phrases that are counted at once; beyond, those seen once are dropped."""
_LONGEST = 12
"""Characters of a clause that counts whole; a longer one counts by its runs of Chinese characters or words."""
_RUNS = range(3, 7)
_WORDS = range(2, 4)
_CLAUSE = re.compile(r"[^。、,!?;:…~()\[\]\n\r.]+")
_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[a-z']+")


class RuleUse(msgspec.Struct, frozen=True, kw_only=True):
    """How one rule did. Counts are tickets, except `fired` and `shadow`, which are messages."""

    id: str
    mode: str
    """"live", "shadow", "off", or "gone" for a rule that is not in force any more."""
    fired: int = 0
    shadow: int = 0
    """Messages on which it would have acted while it was tried."""
    tickets: int = 0
    agreed: int = 0
    """Tickets that a person worked on and left as the rule had it; of a tried rule, those that came out so anyway."""
    corrected: int = 0
    """Tickets on which a person took its tag off or moved the ticket to another team than its own."""
    otherwise: int = 0
    """Of a tried rule: tickets that a person worked on and that came out otherwise."""
    as_live: int = 0
    """Of a tried rule: tickets on which live rules did the same already."""


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """How a suggested tag did, counted in tickets."""

    tag: str
    shown: int
    accepted: int
    """Those on which a person put it on and left it on."""
    by_key: int
    """Of these, those on which they took the suggestion itself."""


class Phrase(msgspec.Struct, frozen=True):
    """Words that messages hold which no rule touched, and how many of those do."""

    text: str
    messages: int


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules covered of the messages they judged."""

    judged: int
    untouched: int
    """Messages on which no rule acted."""
    rules: tuple[RuleUse, ...]
    """In visible order, those that are gone last."""
    dead: tuple[str, ...]
    """Rules in force that never fired, neither live nor tried."""
    phrases: tuple[Phrase, ...]
    suggestions: tuple[Suggested, ...] = ()
    """The most shown first."""


class Acts(msgspec.Struct, frozen=True):
    """What a rule set on a ticket: its tags, and the team it routed to ("" when another rule's route won)."""

    tags: tuple[str, ...]
    team: str
    shadow: bool = False


class Handled(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket in the end: by whom it was handled, and what people changed."""

    by_person: bool
    tags: tuple[str, ...]
    """Those it carries."""
    taken_off: frozenset[str]
    """Tags that people took off."""
    team: str
    moved: bool
    """Whether a person moved it to another team."""
    suggested: frozenset[str] = frozenset()
    """Tags that the rules suggested."""
    put_on: frozenset[str] = frozenset()
    """Tags that people put on after they were suggested."""
    by_key: frozenset[str] = frozenset()
    """Those of them that were taken as suggestions."""


class Tally:
    """Counts what verdicts and people did, rule by rule (named by id)."""

    def __init__(self) -> None:
        self.judged = 0
        self.untouched = 0
        self.phrases = Phrases()
        self._counts: dict[str, Counter[str]] = {}
        self._tags: dict[str, Counter[str]] = {}

    def message(self, text: str | None, fired: Iterable[str], shadow: Iterable[str]) -> None:
        """Take in one judged message and the rules that matched it."""
        live = list(fired)
        self.judged += 1
        for rule in live:
            self._of(rule)["fired"] += 1
        for rule in shadow:
            self._of(rule)["shadow"] += 1
        if not live:
            self.untouched += 1
            self.phrases.add(text or "")

    def ticket(self, acts: Iterable[tuple[str, Acts]], handled: Handled) -> None:
        """Take in what the rules set on a ticket, and what people made of it."""
        known = list(acts)
        live = [act for _, act in known if not act.shadow]
        for rule, act in known:
            counts = self._of(rule)
            counts["tickets"] += 1
            if act.shadow:
                counts["as_live"] += _as_live(act, live)
            if not handled.by_person:
                continue
            if act.shadow:
                came_out = bool(set(act.tags) & set(handled.tags)) or act.team == handled.team != ""
                counts["agreed" if came_out else "otherwise"] += 1
            elif handled.taken_off.intersection(act.tags) or (handled.moved and act.team not in ("", handled.team)):
                counts["corrected"] += 1
            else:
                counts["agreed"] += 1
        self._suggested(handled)

    def _suggested(self, handled: Handled) -> None:
        for tag in handled.suggested:
            counts = self._tags.setdefault(tag, Counter())
            accepted = tag in handled.put_on and tag in handled.tags
            counts["shown"] += 1
            counts["accepted"] += accepted
            counts["by_key"] += accepted and tag in handled.by_key

    def result(self, ruleset: RuleSet) -> Coverage:
        """Return all of it, by the rules in force."""
        names = {rule.id: rule.mode for rule in ruleset.rules}
        names.update({rule: "gone" for rule in sorted(self._counts) if rule not in names})
        uses = tuple(self._use(rule, mode) for rule, mode in names.items())
        dead = (use.id for use in uses if use.mode in ("live", "shadow") and not use.fired and not use.shadow)
        return Coverage(
            judged=self.judged,
            untouched=self.untouched,
            rules=uses,
            dead=tuple(dead),
            phrases=self.phrases.commonest(),
            suggestions=tuple(self._suggestions()),
        )

    def _suggestions(self) -> Iterable[Suggested]:
        for tag, counts in sorted(self._tags.items(), key=lambda item: (-item[1]["shown"], item[0])):
            yield Suggested(tag=tag, shown=counts["shown"], accepted=counts["accepted"], by_key=counts["by_key"])

    def _use(self, rule: str, mode: str) -> RuleUse:
        counts = self._of(rule)
        return RuleUse(
            id=rule,
            mode=mode,
            fired=counts["fired"],
            shadow=counts["shadow"],
            tickets=counts["tickets"],
            agreed=counts["agreed"],
            corrected=counts["corrected"],
            otherwise=counts["otherwise"],
            as_live=counts["as_live"],
        )

    def _of(self, rule: str) -> Counter[str]:
        return self._counts.setdefault(rule, Counter())


def _as_live(tried: Acts, live: Iterable[Acts]) -> bool:
    """Whether live rules gave all its tags and sent the ticket to its team."""
    tags = {tag for act in live for tag in act.tags}
    return set(tried.tags) <= tags and (not tried.team or any(act.team == tried.team for act in live))


class Phrases:
    """Counts what messages have in common: short clauses whole, of longer ones runs of characters or words."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Take in one message; each phrase counts once in it."""
        self._counts.update(set(_phrases(fold(text[:2_000]))))
        if len(self._counts) > MOST_HELD:
            self._counts = Counter({phrase: count for phrase, count in self._counts.items() if count > 1})

    def commonest(self, most: int = MOST_PHRASES) -> tuple[Phrase, ...]:
        """Return the commonest phrases, without those that nearly always stand inside a longer one."""
        found: list[Phrase] = []
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
        for phrase, count in ranked[: most * 20]:
            if count < 2 or len(found) == most:
                break
            if not any(_covers(other.text, other.messages, phrase, count) for other in found):
                found = [one for one in found if not _covers(phrase, count, one.text, one.messages)]
                found.append(Phrase(phrase, count))
        return tuple(sorted(found, key=lambda one: (-one.messages, one.text)))


def _covers(longer: str, count: int, phrase: str, all_of: int) -> bool:
    return phrase in longer and count >= 0.7 * all_of


def _phrases(text: str) -> Iterable[str]:
    for clause in _CLAUSE.findall(text):
        plain = clause.strip()
        if 1 < len(plain) <= _LONGEST:
            yield plain
            continue
        for run in _CHINESE.findall(plain):
            yield from (run[at : at + size] for size in _RUNS for at in range(len(run) - size + 1))
        words = _LATIN.findall(plain)
        yield from (" ".join(words[at : at + size]) for size in _WORDS for at in range(len(words) - size + 1))
