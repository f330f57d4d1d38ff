"""What works but is probably not meant."""

from agentdesk.rules.common_words import MOST_SHORT, common_with
from agentdesk.rules.implied import implies, never
from agentdesk.rules.problem import Problems
from agentdesk.rules.read_conditions import CUE_LISTS, TONE_LISTS
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.values import All, AnyOf, Condition, Example, Regex, Rule, Within, Word, WordList, Words
from agentdesk.text.normalise import fold

MOST_EXAMPLES = 3
_EXPECTED = frozenset({"place", "matches", "attributes", "tags", "route", "priority", "auto_reply"})
"""What of a test is no fact of its message."""


def lint(ruleset: RuleSet, used: set[str], problems: Problems) -> None:
    """Note a warning for each rule without tests, with tests that contradict each other, or that cannot act; for each
    unused list, word in two lists that decide alike, and keyword inside a longer word.
    """
    for rule in ruleset.rules:
        _tested(rule, problems)
        _contradicting(rule, problems)
        if never(rule.when):
            problems.warning(rule.place, "rules.never", id=rule.id)
    _unreachable(ruleset, problems)
    _twice(ruleset, problems)
    for name, words in ruleset.words.items():
        if name not in used and name not in (*CUE_LISTS.values(), *TONE_LISTS):
            problems.warning(words.place, "rules.list_unused", name=name)
    _short_words(ruleset, problems)


def _tested(rule: Rule, problems: Problems) -> None:
    if rule.mode == "off" or (rule.contest and not rule.examples):  # a contest is measured as a whole, by `rules eval`
        return
    matches = sum(example.matches for example in rule.examples)
    if not matches:
        problems.warning(rule.place, "rules.no_match_tests", id=rule.id)
    if matches == len(rule.examples):
        problems.warning(rule.place, "rules.no_no_match_tests", id=rule.id)


def _contradicting(rule: Rule, problems: Problems) -> None:
    """Tell a message that a rule must match and must not, or of which two different things are expected."""
    seen: dict[tuple[object, ...], Example] = {}
    for example in rule.examples:
        earlier = seen.setdefault(_given(example), example)
        if earlier is not example and _differ(earlier, example):
            problems.warning(example.place, "rules.tests_contradict", id=rule.id, place=str(earlier.place))


def _given(example: Example) -> tuple[object, ...]:
    """Return what a test tells of its message, without what it expects."""
    fields = (name for name in Example.__struct_fields__ if name not in _EXPECTED)
    return (*(getattr(example, name) for name in fields), *sorted(example.attributes.items()))


def _differ(one: Example, other: Example) -> bool:
    if one.matches != other.matches:
        return True
    pairs = ((getattr(one, name), getattr(other, name)) for name in ("route", "priority", "auto_reply"))
    return any(said and also and said != also for said, also in pairs)


def _unreachable(ruleset: RuleSet, problems: Problems) -> None:
    """Tell a route that is never taken: whenever its rule matches, an earlier rule with a route does, too."""
    earlier: list[Rule] = []
    for rule in ruleset.rules:
        if not rule.then.route or rule.mode != "live" or rule.contest:
            continue
        above = next((other for other in earlier if implies(rule.when, other.when)), None)
        if above is not None and above.then.route != rule.then.route:
            params = {"id": rule.id, "team": rule.then.route, "above": above.id, "place": str(above.place)}
            problems.warning(rule.place, "rules.route_unreachable", **params)
        earlier.append(rule)


def _twice(ruleset: RuleSet, problems: Problems) -> None:
    """Tell a word that stands in two lists, each of which alone makes a rule match that routes elsewhere."""
    teams: dict[str, set[str]] = {}
    for rule in (rule for rule in ruleset.rules if rule.then.route and rule.mode != "off"):
        for name in _alone(rule.when) & ruleset.words.keys():
            teams.setdefault(name, set()).add(rule.then.route)
    seen: dict[str, str] = {}
    for words in (words for name, words in ruleset.words.items() if name in teams):
        for word in words.words:
            first = seen.setdefault(fold(word.text), words.name)
            if teams[first] != teams[words.name]:
                problems.warning(words.place, "rules.word_twice", word=word.text, list=words.name, other=first)


def _short_words(ruleset: RuleSet, problems: Problems) -> None:
    """Tell a CJK keyword in the middle of a word of another list, as 换货 in 兑换货币, that it does not except.

    Only keywords that make a rule match by themselves: the others need company, which sorts such cases out.
    """
    alone = {name for rule in ruleset.rules for name in _alone(rule.when)}
    longer: dict[str, dict[str, str]] = {}
    for words in ruleset.words.values():
        for plain in (fold(word.text) for word in words.words if not word.weight):
            longer.setdefault(plain[1:-1], {}).setdefault(plain, words.name)
    for words in (words for name, words in ruleset.words.items() if name in alone):
        _inside(words, longer, problems)
        _inside_common(words, problems)


def _alone(condition: Condition) -> set[str]:
    """Return the lists of which one word is enough text for the condition to hold."""
    match condition:
        case Words(named=named):
            return set(named)
        case AnyOf(parts=parts):
            return {name for part in parts for name in _alone(part)}
        case All(parts=parts):
            texts = [part for part in parts if isinstance(part, Words | Regex | Within | All | AnyOf)]
            return _alone(texts[0]) if len(texts) == 1 else set()
        case _:
            return set()


def _inside(words: WordList, longer: dict[str, dict[str, str]], problems: Problems) -> None:
    """`longer` gives the declared words by what is left without their first and last character."""
    own = {fold(word.text) for word in words.words}
    for word in words.words:
        excepts = {fold(text) for text in word.excepts}
        for text, name in longer.get(fold(word.text), {}).items():
            if text not in own and text not in excepts and not text.isascii():
                problems.warning(words.place, "rules.word_inside", word=word.text, longer=text, list=name)


def _excepted(longer: str, short: str, word: Word) -> bool:
    """Whether an except covers what a longer word holds: itself, or what of it holds the keyword."""
    return any(short in text and text in longer for text in map(fold, word.excepts))


def _inside_common(words: WordList, problems: Problems) -> None:
    """Tell a short keyword that everyday words hold, with some of those."""
    for word in words.words:
        short = fold(word.text)
        if not word.part if short.isascii() else len(short) > MOST_SHORT:
            continue
        found = [longer for longer in common_with(short) if not _excepted(longer, short, word)]
        if found:
            examples = ", ".join(found[:MOST_EXAMPLES])
            problems.warning(words.place, "rules.word_common", word=word.text, examples=examples)
