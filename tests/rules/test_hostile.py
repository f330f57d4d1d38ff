"""Files and messages made to harm: each costs little and ends in a clear sentence."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentdesk.rules import Facts, Problem, RuleErrors, check, parse, run_tests
from tests.rules.small_desk import FILES, matches, refused, told, with_rule
from tests.text.hostile import hostile


def laughs(levels: int) -> str:
    """Return a file whose aliases would unfold to 9 to the power of `levels` words."""
    names = "abcdefghi"[:levels]
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]" for before, name in pairwise(names)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("!!python/object/apply:os.system ['id']", "rules.yaml_tag"),
        (laughs(9), "rules.yaml_alias"),
        ("a: &a [*a]", "rules.yaml_alias"),
        ("[" * 100_000, "rules.yaml_depth"),
        ("{a: " * 100_000, "rules.yaml_depth"),
        ("- " * 100_000, "rules.yaml_depth"),
        ("on: yes\nno: off\nversion: 1.10\ntime: 12:30", "rules.unknown_key"),
        ("priority: 1\npriority: 9", "rules.key_twice"),
        ("a: \x1b[2J", "rules.unreadable"),
        ("%YAML 9.9\n---\na: b", "rules.yaml"),
        ("? [a, b]\n: c", "rules.expected_text"),
        ("<<: {a: b}", "rules.unknown_key"),
    ],
)
def test_hostile_files_are_refused(text: str, code: str) -> None:
    assert code in refused({"a.yaml": text})


def test_a_key_given_ten_thousand_times_is_told() -> None:
    assert len(told("caps:\n" + "  a: 1\n" * 10_000)) == 9_999


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(.*)*x", "a" * 20_000),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 20_000),
        (r"(?:\s*退\s*)*款", " " * 10_000 + "退" * 10_000),
        ("(a|a)*b", "a" * 20_000),
        ("(x+x+)+y", "x" * 20_000),
    ],
)
def test_a_pattern_that_hangs_other_engines_takes_no_longer_than_the_text(pattern: str, text: str) -> None:
    ruleset = with_rule(f"{{regex: '{pattern}'}}")
    assert matches(ruleset, text) in (True, False)


@pytest.mark.parametrize(
    ("pattern", "offending"),
    [
        ("(", "("),
        ("a(b)(c", "(c"),
        (r"\((a[(])b)c", ")c"),
        ("订单[a-", "[a-"),
        ("x[z-a]", "z-a]"),
        ("a{1001}", "{1001}"),
        ("((a{100}){100}){100}", "{100}"),
        ("it''s(?=x)", "(?=x)"),
        (r"(a)\1", r"\1"),
        ("*", "*"),
        ("a**", "**"),
        (r"\8", r"\8"),
        ("(?P<x", "(?P<x"),
        ("a\\", "\\"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_told_with_the_offending_place(pattern: str, offending: str) -> None:
    line = f"rules: [{{id: a, when: {{regex: '{pattern}'}}, then: {{tags: x}}}}]"
    (problem,) = check({"a.yaml": line})
    assert problem.message.code == "rules.bad_regex"
    assert line[problem.place.column - 1 :].startswith(offending)
    assert problem.message.params["rest"] == offending


def test_many_large_patterns_together_still_work() -> None:
    patterns = ", ".join(f"'(?:[a-z0-9]{{1,90}}[退款{i}]){{1,9}}{i}z'" for i in range(60))
    ruleset = with_rule(f"{{regex: [{patterns}]}}")
    assert matches(ruleset, "ab3退3z")
    assert not matches(ruleset, "你好")


@pytest.mark.parametrize(
    "text", ["退款" * 5_000_000, "a b" * 3_000_000, "\u200b" * 5_000_000, "退 " * 3_000_000, "\ud800" * 100]
)
def test_any_message_is_judged(text: str) -> None:
    assert parse(FILES).judge(text, Facts(category=text[:100_000])).points in (0, 20)


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    """Return the problems for which files are refused; of good files the tests are run."""
    try:
        run_tests(parse(files))
    except RuleErrors as errors:
        return errors.problems
    return ()


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(problem.line("en").isprintable() for problem in problems_of({"a.yaml": text}))


SIGNS = ":,-#&*!|>'\"%@`{}[]?\t\n ：，“”\0"
PIECES = st.sampled_from([*SIGNS, "词", "when", "words: ", "- ", "  ", "null", "all: ", "route: ", "rules:"])


@settings(max_examples=300)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    files = {**FILES, name: text}
    for problem in problems_of(files):
        assert problem.line("zh").isprintable()
        assert 1 <= problem.place.line <= files[problem.place.file].count("\n") + 2


@pytest.mark.parametrize("text", [text for _, text in hostile()], ids=[name for name, _ in hostile()])
def test_the_hostile_corpus_is_judged_as_text_and_refused_as_a_file(text: str) -> None:
    ruleset = parse(FILES)
    before = ruleset.judge("退款被拒绝", Facts())
    ruleset.judge(text, Facts(subject=text, earlier=(text,)))
    assert all(problem.line("zh").isprintable() for problem in problems_of({"a.yaml": text}))
    pattern = json.dumps(text, ensure_ascii=False)
    problems_of({"a.yaml": f"rules: [{{id: a, when: {{regex: {pattern}}}, then: {{tags: x}}}}]"})
    assert ruleset.judge("退款被拒绝", Facts()) == before
