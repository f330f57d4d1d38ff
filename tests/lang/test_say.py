"""Sentences: a code and its parameters, said in the reader's language."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.lang import LANGUAGES, Message, Refusal, Why, catalogue, choose, say

_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
_PLURAL = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
_ENGLISH = f"""{_HEADER}{_PLURAL}
msgid "shop.plain"
msgstr "{{n}} of {{name}}."

msgid "shop.eggs"
msgid_plural "shop.eggs"
msgstr[0] "{{n}} egg."
msgstr[1] "{{n}} eggs."

msgid "shop.braces"
msgstr "Type {{}} or {{0}}."
"""
_CHINESE = f"""{_HEADER}
msgid "shop.plain"
msgstr "{{name}}的{{n}}。"

msgid "shop.eggs"
msgid_plural "shop.eggs"
msgstr[0] "{{n}} 个鸡蛋。"
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of our own in both languages."""
    for folder, text in (("en", _ENGLISH), ("zh_CN", _CHINESE)):
        home = tmp_path / folder / "LC_MESSAGES"
        home.mkdir(parents=True)
        (home / "shop.po").write_text(text, "utf-8")
    monkeypatch.setattr(catalogue, "_ROOT", tmp_path)
    catalogue._load.cache_clear()
    yield tmp_path / "en" / "LC_MESSAGES" / "shop.po"
    catalogue._load.cache_clear()


def test_a_message_is_said_in_either_language() -> None:
    missing = Refusal(Why.MISSING, "store.missing", path="/a/desk.db").message
    assert "/a/desk.db" in say(missing, "en")
    assert "/a/desk.db" in say(missing, "zh")
    assert say(missing, "en") != say(missing, "zh")


def test_a_code_without_a_sentence_is_said_as_it_is() -> None:
    for lang in LANGUAGES:
        assert say(Message("store.no such thing", {"path": "x"}), lang) == "store.no such thing"
        assert say(Message("nowhere.at_all"), lang) == "nowhere.at_all"
        assert say(Message(""), lang) == ""


@pytest.mark.parametrize(
    ("message", "english", "chinese"),
    [
        (Message("shop.eggs", {"n": 1}), "1 egg.", "1 个鸡蛋。"),
        (Message("shop.eggs", {"n": 5}), "5 eggs.", "5 个鸡蛋。"),
        (Message("shop.plain", {"n": 5, "name": "{x} %s \x1b"}), "5 of {x} %s \x1b.", "{x} %s \x1b的5。"),
        (Message("shop.plain", {"n": 5}), "{n} of {name}.", "{name}的{n}。"),
    ],
)
def test_numbers_choose_the_plural_and_params_are_only_filled_in(
    shop: Path, message: Message, english: str, chinese: str
) -> None:
    assert say(message, "en") == english
    assert say(message, "zh") == chinese


def test_a_sentence_with_stray_braces_is_said_all_the_same(shop: Path) -> None:
    assert say(Message("shop.braces", {"name": "x"}), "en") == "Type {} or {0}."


def test_a_changed_catalogue_is_compiled_again(shop: Path) -> None:
    assert say(Message("shop.eggs", {"n": 1}), "en") == "1 egg."
    shop.write_text(shop.read_text("utf-8").replace("egg.", "small egg."), "utf-8")
    newer = shop.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(shop, ns=(newer, newer))
    catalogue._load.cache_clear()
    assert say(Message("shop.eggs", {"n": 1}), "en") == "1 small egg."


def test_a_catalogue_in_a_folder_that_cannot_be_written_is_used_all_the_same(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _data: bytes) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert say(Message("shop.eggs", {"n": 1}), "en") == "1 egg."


@pytest.mark.parametrize(
    ("wishes", "environ", "lang"),
    [
        (("zh", "en"), {}, "zh"),
        ((None, "en", "zh"), {"LANG": "zh_CN.UTF-8"}, "en"),
        ((None, None, None), {"LANG": "zh_CN.UTF-8"}, "zh"),
        ((None, None, None), {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ((None, None, None), {"LANG": "C.UTF-8"}, "en"),
        (("zh-Hans",), {}, "zh"),
        (("ZH_cn",), {"LANG": "en_US"}, "zh"),
        (("fr", "zh"), {}, "zh"),
        (("entirely wrong",), {"LANG": "zh_CN.UTF-8"}, "zh"),
        (("",), {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_wish_that_names_a_language_of_ours_holds(
    wishes: tuple[str | None, ...], environ: dict[str, str], lang: str
) -> None:
    assert choose(*wishes, environ=environ) == lang
