"""Words in texts: form, borders, excepts, separators, lists."""

import pytest

from tests.rules.small_desk import judged, matches, quotes, refused, small, told, with_rule


@pytest.mark.parametrize("text", ["我要REFUND", "Ｒｅｆｕｎｄ！", "請退錢", "refund.", "iphone要refund吗"])
def test_case_width_and_traditional_characters_make_no_difference(text: str) -> None:
    assert matches(small(), text)


@pytest.mark.parametrize("text", ["refunds", "prerefund", "refund2", "refunding"])
def test_a_latin_word_ends_at_its_borders(text: str) -> None:
    assert not matches(small(), text)


def test_a_chinese_word_is_found_anywhere() -> None:
    assert matches(small(), "为什么不给我退款呢")


def test_a_hit_inside_an_excepted_word_does_not_count() -> None:
    ruleset = small()
    assert not matches(ruleset, "我要兑换货币")
    assert matches(ruleset, "我要换货")
    text = "兑换货币之后想换货"
    assert quotes(judged(ruleset, text), text) == ["换货"]
    assert judged(ruleset, text).hits[0].spans == ((7, 9),)


@pytest.mark.parametrize("text", ["加 微信", "加.微·信", "加--微**信", "加\u200b微信"])
def test_a_hidden_word_is_found_with_separators_inside(text: str) -> None:
    assert judged(small(), text).shadow


@pytest.mark.parametrize("text", ["加...微信", "加，微信", "加x微信"])
def test_more_separators_or_other_signs_part_words(text: str) -> None:
    assert not judged(small(), text).shadow


def test_only_a_list_that_says_so_is_found_hidden() -> None:
    assert not matches(small(), "退.款")


def test_the_spans_of_a_hidden_word_cover_its_separators() -> None:
    text = "请加 微.信吧"
    (hit,) = judged(small(), text).shadow
    assert [text[start:end] for start, end in hit.spans] == ["加 微.信"]


def test_spans_count_in_the_text_as_written() -> None:
    text = "\u200b\u200d我要\u200b退\ufeff款"
    assert quotes(judged(small(), text), text) == ["退\ufeff款"]


def test_a_word_that_is_no_list_stands_for_itself() -> None:
    ruleset = with_rule("{words: [退款, 假货]}", words="words: {退款: [refund]}")
    assert matches(ruleset, "卖假货")
    assert matches(ruleset, "refund")
    assert not matches(ruleset, "退款")


def test_lists_include_lists_and_keep_their_excepts() -> None:
    words = "words: {a: {words: [{list: b}, 丙], except: [乙甲丁]}, b: [{word: 甲, except: [甲天下]}, 乙]}"
    ruleset = with_rule("{words: a}", words=words)
    assert [matches(ruleset, text) for text in ("甲", "甲天下", "乙甲丁", "丙")] == [True, False, False, True]


def test_the_same_word_may_count_in_one_list_and_not_in_another() -> None:
    words = "words: {a: [{word: 换货, except: [兑换货币]}], b: [换货]}"
    assert not matches(with_rule("{words: a}", words=words), "兑换货币")
    assert matches(with_rule("{any: [{words: a}, {words: b}]}", words=words), "兑换货币")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("words: {a: [{list: b}], b: [{list: a}]}", ["1:36 rules.list_circle"]),
        ("words: {money: [退款], a: [{list: mony}]}", ["1:33 rules.unknown_list_near"]),
        ("words: {a: [{list: 银行}]}", ["1:20 rules.unknown_list"]),
        ("words: {a: [{word: 换货, except: [兑换]}]}", ["1:20 rules.except_without_word"]),
        ("words: {a: {words: [换货], except: [兑换]}}", ["1:9 rules.except_without_word"]),
        ("words: {a: [{word: 换货, excpt: [兑换货币]}]}", ["1:24 rules.unknown_key_near"]),
        ("words: {a: [退款], b: [x]}\n词表: {a: [退货]}", ["2:1 rules.key_twice"]),
        ("words: {a: []}", ["1:9 rules.list_empty"]),
        ("words: {a: [''], b: [x]}", ["1:9 rules.list_empty", "1:13 rules.empty"]),
        ("words: {a: [{hidden: yes}, x]}", ["1:13 rules.missing"]),
        ("words: {a: {hidden: maybe, words: [x]}}", ["1:21 rules.expected_truth"]),
        ("words: [退款]", ["1:8 rules.expected_table"]),
    ],
)
def test_what_is_wrong_with_a_list_is_told_with_its_place(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_a_list_of_many_lists_in_a_chain_has_a_limit() -> None:
    chain = "".join(f"  l{i}: [{{list: l{i + 1}}}]\n" for i in range(60))
    assert "rules.list_depth" in refused({"a.yaml": f"words:\n{chain}  l60: [x]\n"})
