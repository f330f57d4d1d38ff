"""An article as a Markdown file that a person can write, and back without a loss."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.kb.make import FIELDS, make_article
from agentdesk.kb.markdown import read_article, write_article
from agentdesk.kb.problem import Problems
from agentdesk.model import Article

FILE = "articles/kb-7.md"
WRITTEN = """---
id: KB-7
title: 退款：多久到账？
lang: zh
tags: [退款, pay-out]
similar:
  - 钱呢？
  - "to: me"
owner: {"team": ["funds", 3], "sure": true}
---

**原路退回**

---
三天。
"""


def read(text: str) -> Article:
    problems = Problems()
    article = read_article(FILE, text, problems)
    assert [problem.line("en") for problem in problems.sorted()] == []
    assert article is not None
    return article


def wrong(text: str) -> str:
    problems = Problems()
    assert read_article(FILE, text, problems) is None
    (problem,) = problems.sorted()
    assert problem.line("zh") != problem.line("en")
    return problem.line("en")


def test_head_and_body_become_an_article() -> None:
    assert read(WRITTEN.replace("title: 退款：多久到账？", 'title: "退款：多久到账？"')) == Article(
        id="KB-7",
        title="退款：多久到账？",
        lang="zh",
        tags=("退款", "pay-out"),
        similar=("钱呢？", "to: me"),
        body="**原路退回**\n\n---\n三天。",
        extra={"owner": {"team": ["funds", 3], "sure": True}},
    )


def test_a_written_article_is_what_a_person_would_write() -> None:
    article = Article(id="KB-7", title="退款多久到账？", lang="zh", tags=("退款",), similar=("钱呢？",), body="三天。")
    assert write_article(article) == (
        "---\nid: KB-7\ntitle: 退款多久到账？\nlang: zh\ntags: [退款]\nsimilar:\n  - 钱呢？\n---\n\n三天。\n"
    )


def test_keys_may_be_chinese() -> None:
    article = read("---\n编号: KB-7\n标题: 退款\n语言: zh\n标签: [钱]\n相似问法: 钱呢\n---\n正文")
    assert article == Article(id="KB-7", title="退款", lang="zh", tags=("钱",), similar=("钱呢",), body="正文")


def test_known_fields_are_texts_whatever_they_look_like() -> None:
    article = read("---\nid: 12\ntitle: no\ntags: [12:30, yes]\n---\n")
    assert (article.id, article.title, article.tags) == ("12", "no", ("12:30", "yes"))


def test_unknown_fields_keep_their_type() -> None:
    article = read("---\nid: a\ntitle: b\nn: 3\nf: 2.5\nok: true\nnone:\nday: 2026-11-21\nzip: 007\nsaid: '3'\n---\n")
    assert article.extra == {
        "n": 3, "f": 2.5, "ok": True, "none": None, "day": "2026-11-21", "zip": "007", "said": "3",
    }  # fmt: skip


def test_plain_markdown_is_named_by_its_file_and_titled_by_its_heading() -> None:
    article = read("# Refunds #\n\nThree days.")
    assert (article.id, article.title, article.body) == ("kb-7", "Refunds", "# Refunds #\n\nThree days.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("---\ntitle: x\nno end", "1:1: the head that begins with --- has no second --- line; add one above the text"),
        ("only text", '1:1: the article has no title; give it a `title:` in the head or a "# " heading'),
        ("---\nid: a\ntitle: [x]\n---\n", "3:8: a single text is expected here"),
        ("---\nid: a\ntitle: b\ntitle: c\n---\n", "4:1: "),
        ("---\nid: a\ntitle: b: c\n---\n", "3:9: a second"),
        ("---\nid：a\n---\n", "2:3: "),
        ("---\nid: &x a\ntitle: b\n---\n", "2:5: anchors"),
        ("---\nid: a\ntitle: b\ntags: [退款，退钱]\n---\n", "4:8: the full-width comma"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, sentence: str) -> None:
    assert wrong(text).startswith(f"{FILE}:{sentence}")


plain = st.text(st.characters(exclude_categories=["Cs"]))
words = plain.map(str.strip).filter(bool)
scalars = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | plain
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)
names = words.filter(lambda name: name not in FIELDS and name.lower() not in FIELDS)


@given(
    texts=st.fixed_dictionaries(
        {"id": words, "title": words, "body": plain, "lang": st.sampled_from(["", "zh", "en"])}
    ),
    lists=st.fixed_dictionaries({"tags": st.lists(plain).map(tuple), "similar": st.lists(plain).map(tuple)}),
    extra=st.dictionaries(names, values, max_size=3),
)
def test_what_is_written_is_read_again(
    texts: dict[str, str], lists: dict[str, tuple[str, ...]], extra: dict[str, Any]
) -> None:
    article = make_article(texts, lists, extra)
    assert read(write_article(article)) == article
