"""Terms for a table that is ranked, such as the articles: as `cut`, with neighbouring Chinese characters as pairs.

A pair as a term of its own is found twice as fast as a phrase of two characters, and it is counted, so that a search
knows which parts of a question are rare.
"""

from collections.abc import Iterator

import msgspec

from agentdesk.text.cut import TRIGRAM, Run, cut, runs_of, trigrams

PAIR = "\ue001"
"""Stands before a pair, so that it is no word. Private use, like `TRIGRAM`."""
_LONGEST_WORD = 64


class Terms(msgspec.Struct, frozen=True):
    """What a question can be looked up by, each once, in order."""

    characters: tuple[str, ...]
    pairs: tuple[str, ...]
    """With `PAIR` before them."""
    words: tuple[str, ...]
    parts: tuple[str, ...]
    """Trigrams of the longer words, with `TRIGRAM` before them."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every term."""
        return (*self.characters, *self.pairs, *self.words, *self.parts)


def cut_with_pairs(text: str) -> str:
    """The text as it is put into an FTS5 table that is ranked: terms with a space between."""
    return " ".join((cut(text), *_pairs(runs_of(text))))


def terms_of(text: str) -> Terms:
    """What the words of `text` are looked up by in a table filled by `cut_with_pairs`."""
    runs = runs_of(text)
    words = [run.text[:_LONGEST_WORD] for run in runs if not run.is_chinese]
    return Terms(
        characters=_once(character for run in runs if run.is_chinese for character in run.text),
        pairs=_once(_pairs(runs)),
        words=_once(iter(words)),
        parts=_once(part for word in words if len(word) > 2 for part in trigrams(word)),
    )


def bare(term: str) -> str:
    """A term without the sign before it: what stands in a text."""
    return term.lstrip(PAIR + TRIGRAM)


def _pairs(runs: list[Run]) -> Iterator[str]:
    for run in runs:
        if run.is_chinese:
            yield from (PAIR + run.text[at : at + 2] for at in range(len(run.text) - 1))


def _once(terms: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
