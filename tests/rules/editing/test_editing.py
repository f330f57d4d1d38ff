"""Rule files changed in place: what an author wrote stays as it is, and what comes in is read as it was meant."""

from pathlib import Path

import pytest

from agentdesk.lang import Refusal
from agentdesk.rules import Facts, parse, read_folder
from agentdesk.rules.editing.amend import NEW_FILE, Sample, add_except, add_rule, add_test, add_word
from agentdesk.rules.editing.diff import differences
from agentdesk.rules.editing.folder import signature, write_folder
from agentdesk.rules.editing.phrases import phrase_around, phrase_to_add

BLOCKS = """\
# 钱的事 😀
词表:
  退款:   # 常见说法
    词:
    - 退款
    - {word: 退钱, except: [退钱包]}
    # 以后再加
  谢谢: 谢谢

规则:
- 名称: 退款
  当: {词: 退款}
  则: {标签: [退款]}   # 打标
  理由: |
    退款的
    事

  # 下一条
- 名称: 致谢
  当:
    词: 谢谢
  则:
    标签: 致谢
  测试:
    命中:
    - 谢谢你 # 好的
    不命中: 不客气
"""
FLOWS = "rules:\n  - {id: buy, when: {words: [buy, order]}, then: {tags: [buy]}, tests: {match: [I buy]}}\n"
MESSAGE = Sample(text="我要退款: “快点”", facts=Facts(channel="email", tier="vip", first=False), tags=("退款",))


def added(then: dict[str, str], now: dict[str, str]) -> list[str]:
    """The lines that came in; none went out."""
    changes = differences(then, now)
    assert [change.removed for change in changes] == [0] * len(changes)
    return [line[1:] for change in changes for line in change.lines[2:] if line.startswith("+")]


def test_a_test_goes_to_the_others_of_its_rule() -> None:
    files = {"a.yaml": BLOCKS}
    now = add_test(files, "致谢", Sample(text="谢谢啦"))
    assert added(files, now) == ["    - 谢谢啦"]
    assert parse(now).named("致谢") is not None
    assert [example.text for example in parse(now).rules[1].examples] == ["谢谢你", "谢谢啦", "不客气"]


def test_a_rule_without_tests_gets_them_in_its_own_language() -> None:
    files = {"a.yaml": BLOCKS}
    now = add_test(files, "退款", MESSAGE)
    [line] = added(files, now)
    assert line.startswith("  测试: {命中: [{text: ")
    example = parse(now).rules[0].examples[0]
    assert (example.text, example.channel, example.tier, example.first) == (MESSAGE.text, "email", "vip", False)
    assert now["a.yaml"].replace(line + "\n", "") == BLOCKS


def test_a_single_test_becomes_a_list() -> None:
    now = add_test({"a.yaml": BLOCKS}, "致谢", Sample(text="谢个啥", matches=False))
    assert "不命中: [不客气, 谢个啥]" in now["a.yaml"]


def test_rules_in_braces_stay_in_braces() -> None:
    now = add_test({"a.yaml": FLOWS}, "buy", Sample(text="no thanks", matches=False))
    assert "tests: {match: [I buy], no_match: [no thanks]}}" in now["a.yaml"]
    now, name = add_word(now, "buy", "purchase")
    assert (name, "words: [buy, order, purchase]" in now["a.yaml"]) == ("", True)
    now = add_test({"a.yaml": FLOWS.replace(", tests: {match: [I buy]}", "")}, "buy", Sample(text="a, b"))
    assert 'tests: {match: ["a, b"]}}' in now["a.yaml"]


def test_a_word_goes_into_the_list_that_the_rule_asks_for() -> None:
    files = {"a.yaml": BLOCKS}
    now, name = add_word(files, "退款", "退我钱")
    assert (name, added(files, now)) == ("退款", ["    - 退我钱"])
    assert parse(now).words["退款"].words[-1].text == "退我钱"
    now, name = add_word(files, "致谢", "多谢")
    assert (name, "谢谢: [谢谢, 多谢]" in now["a.yaml"]) == ("谢谢", True)


def test_a_longer_word_is_excepted_in_the_list() -> None:
    now, name = add_except({"a.yaml": BLOCKS}, "退款", "退款", "退款政策")
    assert (name, "    - {word: 退款, except: [退款政策]}" in now["a.yaml"]) == ("退款", True)
    now, _ = add_except(now, "退款", "退款", "退款险")
    assert "except: [退款政策, 退款险]}" in now["a.yaml"]
    now, _ = add_except(now, "退款", "退钱", "退钱宝")
    assert "- {word: 退钱, except: [退钱包, 退钱宝]}" in now["a.yaml"]
    words = {word.text: word.excepts for word in parse(now).words["退款"].words}
    assert words == {"退款": ("退款政策", "退款险"), "退钱": ("退钱包", "退钱宝")}


def test_where_no_list_holds_the_word_the_rule_excludes_the_longer_one() -> None:
    now, name = add_except({"a.yaml": FLOWS}, "buy", "buy", "buy time")
    assert name == ""
    assert "when: {words: [buy, order], none: [{words: [buy time]}]}" in now["a.yaml"]
    now, _ = add_except(now, "buy", "order", "in order to")
    assert "none: [{words: [buy time]}, {words: [in order to]}]" in now["a.yaml"]
    now, _ = add_except({"a.yaml": BLOCKS}, "致谢", "谢谢", "感谢")
    assert "    词: 谢谢\n    都不: [{词: [感谢]}]\n" in now["a.yaml"]


def test_a_tag_that_no_rule_gives_gets_a_rule() -> None:
    now, rule = add_rule({"a.yaml": BLOCKS}, "发票", Sample(text="怎么开发票", tags=("发票",)))
    now, other = add_rule(now, "发票", Sample(text="要发票", tags=("发票",), route=""))
    assert (rule, other) == ("发票-发票", "发票-发票-2")
    ruleset = parse(now)
    assert [known.id for known in ruleset.rules] == ["退款", "致谢", rule, other]
    assert NEW_FILE in now


def test_what_is_not_there_cannot_be_changed() -> None:
    for change in (
        lambda: add_test({"a.yaml": BLOCKS}, "nix", MESSAGE),
        lambda: add_word({"a.yaml": "rules: []"}, "x", "y"),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.message.code == "lead.no_rule"
    only_fact = {"a.yaml": "rules: [{id: vip, when: {tier: vip}, then: {tags: [vip]}}]"}
    with pytest.raises(Refusal) as refused:
        add_word(only_fact, "vip", "y")
    assert refused.value.message.code == "lead.no_words"


def test_a_folder_keeps_line_ends_and_untouched_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + BLOCKS.replace("\n", "\r\n").encode())
    (tmp_path / "b.yaml").write_text(FLOWS, "utf-8")
    before, files = signature(tmp_path), read_folder(tmp_path)
    now, _ = add_word(files, "退款", "退我钱")
    assert write_folder(tmp_path, files, now) == ("a.yaml",)
    raw = (tmp_path / "a.yaml").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert read_folder(tmp_path) == now
    after = signature(tmp_path)
    assert [(name, name == "a.yaml") for name, *_ in after] == [("a.yaml", True), ("b.yaml", False)]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)


def test_phrases_are_short_and_hold_no_numbers() -> None:
    assert phrase_to_add("你好，怎么开电子发票呢，电话13812345678") == "怎么开电子发票呢"
    assert phrase_to_add("请问发票怎么开", "发票") == "发票"
    assert phrase_to_add("where can I get an invoice, please") == "get an invoice"
    assert phrase_to_add("12345！！") == ""
    text = "我想了解退款政策 refund policy"
    assert phrase_around(text, 4, 6) == "退款政策"
    assert phrase_around(text, 9, 15) == "refund policy"
    assert phrase_around("想退款", 1, 3) == "想退款"
