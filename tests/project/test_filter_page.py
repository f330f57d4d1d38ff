"""The page about filters names every word that may be written in one, in both languages."""

from pathlib import Path

from agentdesk.desk.filter.words import FLAGS, KEYS


def row(english: tuple[str, ...], chinese: tuple[str, ...]) -> str:
    return f"| {' '.join(f'`{word}`' for word in english)} | {' '.join(f'`{word}`' for word in chinese)} |"


def test_every_key_and_choice_is_on_the_page(checkout: Path) -> None:
    page = (checkout / "docs" / "views.md").read_text("utf-8")
    for key in KEYS:
        assert row(key.en, key.zh) in page, key.id
        for words in key.choices.values():
            assert all(f"`{word}`" in page for word in words if key.id != "kind"), words
    for words in FLAGS.values():
        assert (
            row(tuple(word for word in words if word.isascii()), tuple(word for word in words if not word.isascii()))
            in page
        ), words
