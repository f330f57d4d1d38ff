"""Files and their traps: each is told in one sentence, with line and column."""

from pathlib import Path

import pytest

from agentdesk.rules import Item, Problems, RuleErrors, check, parse, read_folder, run_tests
from agentdesk.rules.item import keys
from tests.rules.small_desk import FILES, refused, told


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("标题：x", ["1:3 rules.fullwidth_colon"]),
        ("规则：\n  - id: a", ["1:3 rules.fullwidth_colon"]),
        ("词表:\n  退：[退款]\n规则: []", ["2:4 rules.fullwidth_colon"]),
        ("词表:\n  甲: [a]\n  退：[退款]\n规则: []", ["3:4 rules.fullwidth_colon"]),
        ("rules:\n\t- id: a", ["2:1 rules.yaml_tab"]),
        ("caps: {a: 1", ["2:1 rules.yaml_bracket"]),
        ('caps: {"a: 1', ["1:13 rules.yaml_quote"]),
        ("caps: a: 1", ["1:8 rules.yaml_colon"]),
        ("caps:\n  a: 1\n b: 2", ["3:2 rules.yaml_indent"]),
        ("caps: @x", ["1:7 rules.yaml_start"]),
        ('caps: "\\d"', ["1:8 rules.yaml_escape"]),
        ("caps: &a {x: 1}", ["1:7 rules.yaml_alias"]),
        ("caps: *a", ["1:7 rules.yaml_alias"]),
        ("caps: !!python/object:os.system {}", ["1:7 rules.yaml_tag"]),
        ("caps: {a: 1}\n---\ncaps: {b: 2}", ["2:1 rules.yaml_documents"]),
        ("caps: {a: 1}\ncaps: {b: 2}", ["2:1 rules.key_twice"]),
        ("caps: {a: 1}\n分组上限: {b: 2}", ["2:1 rules.key_twice"]),
        ("caps: {a: 1, a: 2}", ["1:14 rules.key_twice"]),
        ("rulez: []", ["1:1 rules.unknown_key_near"]),
        ("规责: []", ["1:1 rules.unknown_key_near"]),
        ("- a", ["1:1 rules.expected_table"]),
        ("caps: {a: x}", ["1:11 rules.expected_number"]),
        ("caps: {a: -1}", ["1:11 rules.number_range"]),
        ("caps: {a: 12:30}", ["1:11 rules.expected_number"]),
        ("caps: {a: #12\n}", ["2:1 rules.empty"]),
        ("levels: {urgent: 10, high: 20}", ["1:9 rules.levels_order"]),
        ("levels: {urgnt: 10}", ["1:10 rules.unknown_key_near"]),
        ("teams: [{name: x}]", ["1:9 rules.missing"]),
        ("teams: [{id: a}, {id: a}]", ["1:23 rules.id_twice"]),
        ("names: {a: x, b: X}", ["1:18 rules.id_twice"]),
        ("names: [a]", ["1:8 rules.expected_table"]),
        ("replies: [{id: a}]", ["1:11 rules.missing"]),
        ("rules: {id: a}", ["1:8 rules.expected_list"]),
        ("a: \x1b[2J", ["1:4 rules.unreadable"]),
        ("a: \u202ex", ["1:4 rules.unreadable"]),
        ("a: \ud800", ["1:4 rules.unreadable"]),
        ("[" * 30, ["1:21 rules.yaml_depth"]),
        ("", []),
    ],
)
def test_every_trap_has_its_sentence_and_place(text: str, problems: list[str]) -> None:
    assert told(text) == problems


RULE = "rules:\n  - id: a\n    when: {words: x}\n    then: "


@pytest.mark.parametrize(
    ("then", "problems"),
    [
        ("{tag: x}", ["4:12 rules.unknown_key_near"]),
        ("{points: 101}", ["4:20 rules.number_range"]),
        ("{priority: urgnt}", ["4:22 rules.unknown_choice_near"]),
        ("{route: fund}\nteams: [{id: funds}]", ["4:19 rules.unknown_team_near"]),
        ("{route: x}", ["4:19 rules.unknown_team"]),
        ("{reply: [hi]}", ["4:20 rules.unknown_reply"]),
        ("{avoid_accused: hm}", ["4:27 rules.expected_truth"]),
        ("{flag: {fr: bonjour}}", ["4:19 rules.unknown_key"]),
        ("{}", ["4:11 rules.no_effect"]),
        ("[x]", ["4:11 rules.expected_table"]),
        ("{tags: {a: b}}", ["4:18 rules.expected_text"]),
        ("{tags: x}\n    mode: shaddow", ["5:11 rules.unknown_choice_near"]),
        ("{tags: x}\n  - id: a\n    when: {words: y}\n    then: {tags: y}", ["5:9 rules.id_twice"]),
        ("{tags: x}\n  - {id: b}", ["5:5 rules.missing", "5:5 rules.missing"]),
        ("{tags: x}\n    tests: {match: [{txt: a}]}", ["5:21 rules.missing", "5:22 rules.unknown_key_near"]),
        ("{tags: x}\n    tests: {match: [{text: a, time: noon}]}", ["5:37 rules.bad_time"]),
        ("{tags: x}\n    tests: {match: [{text: a, route: z}]}", ["5:38 rules.unknown_team"]),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_with_its_place(then: str, problems: list[str]) -> None:
    assert told(RULE + then) == problems


def test_all_problems_are_told_in_one_run_by_place() -> None:
    files = {"b.yaml": "caps: {a: x}", "a.yaml": "rulez: []\ncaps: {b: y}"}
    lines = [problem.line("en") for problem in check(files)]
    assert lines == [
        'a.yaml:1:1: "rulez" is not known here; did you mean "rules"?',
        'a.yaml:2:11: "y" is no whole number; expected is one from 0 to 10000',
        'b.yaml:1:11: "x" is no whole number; expected is one from 0 to 10000',
    ]
    with pytest.raises(RuleErrors) as errors:
        parse(files)
    assert [problem.line("en") for problem in errors.value.problems] == lines


def test_words_of_yaml_that_look_like_something_else_stay_text() -> None:
    text = "rules: [{id: no, when: {words: [on, 12:30, 1.10, null, '#12']}, then: {tags: [yes, 007]}}]"
    ruleset = parse({"a.yaml": text})
    assert ruleset.rules[0].id == "no"
    assert ruleset.rules[0].then.tags == ("yes", "007")


def test_unusual_channels_and_tiers_are_only_warned_of() -> None:
    text = "rules: [{id: a, when: {channel: fax, tier: gold}, then: {tags: x}}]"
    assert [problem.message.code for problem in check({"a.yaml": text})][-2:] == ["rules.unusual_value"] * 2
    assert refused({"a.yaml": text}) == ()


def test_a_promise_that_is_not_known_is_an_error_where_the_known_ones_are_given() -> None:
    text = "rules: [{id: a, when: {words: x}, then: {sla: complant}}]"
    assert refused({"a.yaml": text}) == ()
    problems = [problem.message for problem in check({"a.yaml": text}, kinds=("matter", "complaint"))]
    assert ("rules.unknown_sla_near", "complaint") in [(m.code, m.params.get("near")) for m in problems]


def test_sections_of_other_rooms_are_read_by_them() -> None:
    def read(file: str, node: object, problems: Problems) -> object:
        item = Item(file, node, problems)  # type: ignore[arg-type]
        return {name: value.text() for name, value in item.table(keys("days 天数")).items()}

    files = {"a.yaml": "生命周期: {天数: 7}", "b.yaml": "lifecycle: {dayz: 7}\npromises: [x]"}
    codes = [problem.message.code for problem in check(files, {"lifecycle": read})]
    assert codes == ["rules.unknown_key_near"]

    ruleset = parse({"a.yaml": files["a.yaml"]}, {"lifecycle": read})
    assert ruleset.section_values("lifecycle") == ({"days": "7"},)
    ((file, node),) = ruleset.section("lifecycle")
    assert (file, node.start_mark.line) == ("a.yaml", 0)
    assert ruleset.section("promises") == ()


def test_a_folder_is_read_with_all_below_it(tmp_path: Path) -> None:
    for name, text in FILES.items():
        place = tmp_path / "desk" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (tmp_path / "README.md").write_text("not a rule file")
    assert read_folder(tmp_path) == {f"desk/{name}": text for name, text in sorted(FILES.items())}


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    def codes(path: Path) -> list[str]:
        with pytest.raises(RuleErrors) as errors:
            read_folder(path)
        return [str(problem.place) + " " + problem.message.code for problem in errors.value.problems]

    assert codes(tmp_path / "none") == [f"{tmp_path / 'none'}:1:1 rules.no_folder"]
    assert codes(tmp_path) == [f"{tmp_path}:1:1 rules.no_files"]
    (tmp_path / "a.yaml").write_bytes("规则\nid: ".encode() + "退款".encode("gbk"))
    (tmp_path / "b.yaml").write_text("#" * 2_000_001)
    assert codes(tmp_path) == ["a.yaml:2:5 rules.not_utf8", "b.yaml:1:1 rules.too_large"]


def test_the_guides_first_example_is_a_good_file(checkout: Path) -> None:
    guide = (checkout / "docs" / "rules.md").read_text("utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    assert check({"a.yaml": example}) == ()
    assert all(result.passed for result in run_tests(parse({"a.yaml": example})))


def test_a_text_that_is_too_large_is_refused_unread() -> None:
    assert refused({"a.yaml": "#" + "退" * 700_000}) == ("rules.too_large",)


def test_a_sentence_repeats_nothing_a_terminal_would_obey() -> None:
    (problem,) = check({"a\x1b[2J.yaml": "caps: {a: '\U000e0001 \xa0x" + "y" * 100 + "'}"})
    assert problem.line("en").isprintable()
    assert len(problem.line("en")) < 200


def test_a_priority_may_be_called_as_the_screen_calls_it() -> None:
    for name in ("normal", "普通", "中"):
        ruleset = parse({"a.yaml": f"规则: [{{名称: x, 当: {{词: a}}, 则: {{优先级: {name}}}}}]"})
        assert ruleset.rules[0].then.priority == "normal"
