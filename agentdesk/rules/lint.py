"""What works but is probably not meant."""

from agentdesk.rules.problem import Problems
from agentdesk.rules.read_conditions import CUE_LISTS
from agentdesk.rules.ruleset import RuleSet
from agentdesk.rules.values import All, AnyOf, Condition, Regex, Rule, Within, WordList, Words
from agentdesk.text.normalise import fold


def lint(ruleset: RuleSet, used: set[str], problems: Problems) -> None:
    """Note a warning for each rule without tests, unused list, and keyword inside a longer word."""
    for rule in ruleset.rules:
        _tested(rule, problems)
    for name, words in ruleset.words.items():
        if name not in used and name not in CUE_LISTS.values():
            problems.warning(words.place, "rules.list_unused", name=name)
    _short_words(ruleset, problems)


def _tested(rule: Rule, problems: Problems) -> None:
    if rule.mode == "off":
        return
    matches = sum(example.matches for example in rule.examples)
    if not matches:
        problems.warning(rule.place, "rules.no_match_tests", id=rule.id)
    if matches == len(rule.examples):
        problems.warning(rule.place, "rules.no_no_match_tests", id=rule.id)


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
