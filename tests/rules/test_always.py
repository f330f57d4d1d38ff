"""What holds of any text and any rule file."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.resources import shipped
from agentdesk.rules import Facts, RuleErrors, check, explain_verdict, parse, read_folder, run_tests
from agentdesk.rules.scanner import Scanner, Term, is_letter, unhide
from agentdesk.text.normalise import normalise

ALPHABET = "退款货换ab1 .·-款\u200b，。Ａ退"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=40) | st.text(max_size=40)
WORDS = st.text(st.sampled_from("退款货换ab1"), min_size=1, max_size=4)


def found_naively(term: Term, text: str) -> set[tuple[int, int]]:
    """Look for a term at every place of a text, one after the other."""
    found = set()
    for start in range(len(text) - len(term.word) + 1):
        end = start + len(term.word)
        if not text.startswith(term.word, start):
            continue
        joined = (is_letter(term.word[0]) and start > 0 and is_letter(text[start - 1])) or (
            is_letter(term.word[-1]) and end < len(text) and is_letter(text[end])
        )
        inside = any(
            text.startswith(longer, at) and at <= start and at + len(longer) >= end
            for longer in term.excepts
            for at in range(max(0, end - len(longer)), start + 1)
        )
        if not inside and (term.part or not joined):
            found.add((start, end))
    return found


@settings(max_examples=300)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.lists(WORDS, max_size=2)), max_size=6), TEXTS)
def test_matching_equals_a_naive_scan(drafts: list[tuple[str, bool, list[str]]], text: str) -> None:
    normal = normalise(text).text
    terms = [
        Term(word, frozenset() if part else frozenset(word + more for more in excepts), part=part)
        for word, part, excepts in drafts
    ]
    scanner = Scanner((term, 1 << number) for number, term in enumerate(terms))
    found = scanner.scan(normal)
    for number, term in enumerate(terms):
        mine = {(start, end) for bits, start, end in found if bits & 1 << number}
        assert mine == found_naively(term, normal)


@given(TEXTS)
def test_taking_separators_out_keeps_every_other_character_in_place(text: str) -> None:
    normal = normalise(text).text
    unhidden = unhide(normal)
    if unhidden is not None:
        bare, stood = unhidden
        assert len(bare) == len(stood) < len(normal)
        assert all(normal[place] == char for char, place in zip(bare, stood, strict=True))


SHIPPED = read_folder(shipped("rules"))
RULES = parse({name: text for name, text in SHIPPED.items() if name not in ("promises.yaml", "lifecycle.yaml")})
FACTS = st.builds(
    Facts,
    channel=st.sampled_from(["chat", "email", "", "x"]),
    tier=st.sampled_from(["vip", "ordinary", "贵宾"]),
    lang=st.sampled_from(["zh", "en", ""]),
    first=st.booleans(),
    minute_of_day=st.integers(0, 1439),
    day=st.integers(0, 800_000),
    tags=st.lists(st.sampled_from(["退款", "VIP"]), max_size=2).map(tuple),
    subject=TEXTS,
    earlier=st.lists(TEXTS, max_size=3).map(tuple),
    wrote=st.dictionaries(st.just(1440), st.integers(0, 9)),
    calendar=st.lists(st.sampled_from(["off_hours", "holiday"]), max_size=2).map(tuple),
    attachments=st.integers(0, 3),
    reopened=st.integers(0, 3),
)


@settings(max_examples=200)
@given(TEXTS, FACTS)
def test_judging_is_deterministic(text: str, facts: Facts) -> None:
    verdict = RULES.judge(text, facts)
    assert RULES.judge(text, facts) == verdict
    assert all(0 <= start < end <= len(text) for hit in verdict.hits for start, end in hit.spans)


SAID = (
    "退款",
    "商家",
    "拒绝",
    "还没",
    "到账",
    "我要",
    "不",
    "撤销",
    "骗子",
    "垃圾",
    "快递",
    "refund",
    "not",
    "，",
    "。",
    " ",
    "？",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SAID), max_size=14).map("".join), FACTS)
def test_the_quick_way_of_judging_says_what_asking_each_condition_says(text: str, facts: Facts) -> None:
    verdict = RULES.judge(text, facts)
    explained = explain_verdict(RULES, verdict, text, facts.subject, facts.earlier)
    assert explained.same
    assert [hit.rule for hit in verdict.hits] == [report.number for report in explained.rules if report.acts]


SIGNS = ("{", "]", "：", "，", "- ", "\t", "'", "&a", "!!x", "0x", "~")
PIECES = st.sampled_from(("in: any", "tone: {at_most: x}", "wrote: {within: 9}", "当: ", "则:", *SIGNS))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(name for name in SHIPPED if "/" not in name)), st.data())
def test_a_file_damaged_anywhere_is_read_or_refused_with_a_place(name: str, data: st.DataObject) -> None:
    text = SHIPPED[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        text = text[:start] + data.draw(PIECES) + text[start + data.draw(st.integers(0, 6)) :]
    with suppress(RuleErrors):
        run_tests(parse({name: text}))
    for problem in check({name: text}):
        assert problem.place.file == name
        assert 1 <= problem.place.line <= text.count("\n") + 2
        assert problem.place.column >= 1
