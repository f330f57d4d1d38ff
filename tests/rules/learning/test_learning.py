"""Learning from labelled messages: rule files that the engine judges as the model that was trained would."""

import json
from pathlib import Path

import pytest

from agentdesk.rules import Facts, RuleErrors, check, parse
from agentdesk.rules.learning.evaluate import Judged, cross_validate, figures
from agentdesk.rules.learning.grams import grams
from agentdesk.rules.learning.labelled import Labelled, read_labelled, split
from agentdesk.rules.learning.learn import learn
from agentdesk.rules.learning.sure import NEVER, limits
from agentdesk.rules.learning.write import file_names, quoted

pytest.importorskip("scipy", reason="learning needs the extra agentdesk[learn]")

from agentdesk.rules.learning.model import bags_of, train

SAYINGS = {
    "退款": ("我要退款", "退款什么时候到账", "钱还没退给我", "申请退款"),
    "配送": ("快递到哪了", "什么时候送到", "今天能发货吗", "物流没有更新"),
    "invoice": ("where is my invoice", "please send the invoice", "invoice has a wrong name", "I need an invoice"),
}
ENDS = ("", "？", "，谢谢", "，急", " please", "，订单 88", "！！", "，麻烦看看")


def messages() -> list[Labelled]:
    """Some dozens of messages about three things."""
    return [Labelled(text + end, label) for label, texts in SAYINGS.items() for text in texts for end in ENDS]


def test_learned_files_are_fit_to_go_in_force_and_tag() -> None:
    files = learn(messages(), terms=20)
    assert sorted(files) == ["invoice.learned.yaml", "退款.learned.yaml", "配送.learned.yaml"]
    assert [problem.message.code for problem in check(files) if problem.severity == "error"] == []
    ruleset = parse(files)
    assert all(0 < len(words.words) <= 20 for words in ruleset.words.values())
    assert ruleset.judge("请给我退款", Facts()).tags == ("退款",)
    assert ruleset.judge("the invoice?", Facts()).tags == ("invoice",)


def test_the_engine_adds_up_what_the_model_does() -> None:
    known = messages()
    texts = [*(message.text for message in known), "Ｒefund退貨ABC中文", "don't re-send: #1_2", "x" * 50]
    model = train(bags_of([message.text for message in known]), [message.label for message in known])
    ruleset = parse(learn(known))
    for text, sums in zip(texts, model.sums(bags_of(texts)).tolist(), strict=True):
        ((_, outcome),) = ruleset.engine.outcomes(text, Facts())
        standings = {ruleset.rule(standing.rule).then.tags[0]: standing.sum for standing in outcome.standings}
        assert standings == pytest.approx(dict(zip(model.tags, sums, strict=True)), abs=0.006)


def test_learning_twice_gives_the_same_files() -> None:
    assert learn(messages(), terms=10) == learn(messages(), terms=10)


def test_evaluation_is_over_messages_that_were_not_learned_from() -> None:
    found = cross_validate(messages(), terms=50)
    assert found.messages == len(messages())
    assert found.accuracy == found.top3 == found.surest_50 == 1.0
    assert [tag.tag for tag in found.tags] == sorted(SAYINGS)


def test_figures_are_shares_of_one() -> None:
    found = figures(
        [
            Judged("a", ("a", "b"), 3.0, ("a",)),
            Judged("a", ("b", "a"), 1.0, ()),
            Judged("b", ("b",), 2.0, ("b",)),
            Judged("b", ("a", "c", "d", "b"), 0.5, ("a",)),
        ]
    )
    assert (found.accuracy, found.top3, found.surest_50, found.macro_f1) == (0.5, 0.75, 1.0, 0.5)
    assert (found.applied, round(found.applied_right, 3)) == (0.75, 0.667)
    assert (found.tags[0].precision, found.tags[0].recall, found.tags[0].applied_right) == (0.5, 0.5, 0.5)


def test_a_tag_is_sure_only_where_nine_of_ten_were_right() -> None:
    right = [(2.0 + number / 10, 5.0, True) for number in range(20)]
    assert limits([*right, (1.0, 5.0, False)]).lead == 2.0
    assert limits(right[:5]).lead == NEVER
    assert limits([(2.0, 5.0, False)] * 30).applied == 0


def test_folds_hold_every_label_evenly() -> None:
    labels = ["a"] * 50 + ["b"] * 10
    found = split(labels)
    assert [found[:50].count(fold) for fold in range(5)] == [10] * 5
    assert [found[50:].count(fold) for fold in range(5)] == [2] * 5


def test_grams_are_runs_words_and_pairs() -> None:
    assert {("退款", False), ("my card", False), ("ard", True), ("card", False)} <= grams("退款 my card")
    assert grams("\u202e \u200b\n") == set()


def test_names_of_files_and_words_are_safe() -> None:
    assert file_names(["a/b", "a:b", "A-B", "…"]) == {
        "a/b": "a-b.learned.yaml",
        "a:b": "a-b-2.learned.yaml",
        "A-B": "A-B-3.learned.yaml",
        "…": "tag.learned.yaml",
    }
    assert [quoted(text) for text in ("退款", "a b", "见了?", "- x", '"')] == [
        "退款",
        "a b",
        '"见了?"',
        '"- x"',
        '"\\""',
    ]


def test_lines_that_are_no_messages_are_told(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_text('{"text": "a", "label": "x", "source": "kept"}\n\n{"text": "b"}\n', "utf-8")
    with pytest.raises(RuleErrors, match=r"messages\.jsonl:3:1: a line is one message"):
        read_labelled(file)
    file.write_text(json.dumps({"text": "a", "label": "x"}), "utf-8")
    with pytest.raises(RuleErrors, match="two labels"):
        read_labelled(file)
