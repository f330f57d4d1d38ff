"""The fast way says what a slow and plain reading says, on any text."""

import re

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules import Facts, RuleSet, explain, parse
from agentdesk.rules.scanner import Scanner, Term
from agentdesk.rules.tree import windows_of
from agentdesk.text.normalise import normalise
from tests.rules.small_desk import FILES

ALPHABET = "退款货换兑币 ab1é.·-Ａ訂\u200b\U0001f600\ud800"
TEXTS = st.text(ALPHABET, max_size=30) | st.text(max_size=40)
WORDS = st.text("退款货换兑ab1", min_size=1, max_size=3)

LISTS = {"a": ["退款", "ab"], "b": ["换货", "1"], "c": ["款", "a", "b1"]}
CONDITIONS = st.recursive(
    st.sampled_from(
        [
            *({"words": name} for name in LISTS),
            {"regex": r"\d+|退.款"},
            {"within": {"chars": 4, "of": [{"words": "a"}, {"words": "c"}]}},
            {"channel": "chat"},
            {"first": "yes"},
            {"length": {"max": 6}},
        ]
    ),
    lambda inner: st.builds(
        lambda kind, parts: {kind: parts},
        st.sampled_from(["all", "any", "none"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
FACTS = st.builds(Facts, channel=st.sampled_from(["chat", "email"]), first=st.booleans())


def rule_set(conditions: list[object]) -> RuleSet:
    """Return a rule set with one rule for each condition; JSON is YAML too."""
    rules = [{"id": f"r{i}", "when": when, "then": {"tags": [f"t{i}"]}} for i, when in enumerate(conditions)]
    return parse({"a.yaml": msgspec.json.encode({"words": LISTS, "rules": rules}).decode()})


def naive(term: Term, text: str) -> list[tuple[int, int]]:
    """Return where a word stands in normalised text, by looking at every place."""
    found = []
    for start in range(len(text)):
        end = start + len(term.word)
        if text[start:end] != term.word:
            continue
        joined = (start and latin(text[start - 1]) and latin(text[start])) or (
            end < len(text) and latin(text[end]) and latin(text[end - 1])
        )
        covered = any(
            text[left : left + len(longer)] == longer and left <= start and end <= left + len(longer)
            for longer in term.excepts
            for left in range(len(text))
        )
        if not joined and not covered:
            found.append((start, end))
    return found


def latin(char: str) -> bool:
    """Whether a character belongs to a script that puts blanks between words."""
    return bool(re.match(r"\w", char)) and char != "_" and char < "\u2e80"


@given(TEXTS, st.dictionaries(WORDS, st.lists(WORDS, max_size=2), min_size=1, max_size=5))
def test_the_scanner_finds_what_a_plain_scan_finds(text: str, words: dict[str, list[str]]) -> None:
    terms = [Term(word, frozenset(w for w in excepts if word in w and w != word)) for word, excepts in words.items()]
    normal = normalise(text).text
    found = Scanner((term, 1 << number) for number, term in enumerate(terms)).scan(normal)
    for number, term in enumerate(terms):
        assert sorted((start, end) for bits, start, end in found if bits >> number & 1) == naive(term, normal)


@given(st.lists(CONDITIONS, min_size=1, max_size=4), TEXTS, FACTS)
def test_judging_agrees_with_reading_every_condition(conditions: list[object], text: str, facts: Facts) -> None:
    ruleset = rule_set(conditions)
    verdict = ruleset.judge(text, facts)
    reports = explain(ruleset, text, facts).rules
    assert [hit.rule for hit in verdict.hits] == [report.number for report in reports if report.matched]
    assert all(bool(report.failing()) is not report.matched for report in reports)


@given(TEXTS, FACTS)
def test_spans_lie_in_the_text_and_quote_a_word_of_the_rule(text: str, facts: Facts) -> None:
    ruleset = parse(FILES)
    verdict = ruleset.judge(text, facts)
    for hit in (*verdict.hits, *verdict.shadow):
        for start, end in hit.spans:
            assert 0 <= start < end <= len(text)
            quote = normalise(text[start:end]).text
            assert re.fullmatch("退款|退钱|refund|换货|拒绝|不同意|refuse|refused|加[ .·*_-]*微[ .·*_-]*信", quote)


@given(TEXTS, FACTS)
def test_judging_is_deterministic(text: str, facts: Facts) -> None:
    assert parse(FILES).judge(text, facts) == parse(FILES).judge(text, facts)


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair))), max_size=6)


@given(st.lists(SPANS, min_size=2, max_size=3))
def test_the_closest_hits_are_the_closest_of_all_combinations(lists: list[list[tuple[int, int]]]) -> None:
    from itertools import product

    def width(window: tuple[tuple[int, int], ...]) -> int:
        return max(end for _, end in window) - min(start for start, _ in window)

    windows = windows_of([sorted(set(spans)) for spans in lists])
    expected = min((width(window) for window in product(*lists)), default=None)
    assert min(map(width, windows), default=None) == expected
