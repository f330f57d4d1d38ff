"""Text cut into terms for SQLite's FTS5 with its `unicode61` tokenizer, which by itself finds no Chinese word.

An indexed text is single Chinese characters, words, and behind each longer word its trigrams; a Chinese word of a query
is a phrase of characters, a part of a Latin word a phrase of trigrams. Both sides are normalised first.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from agentdesk.text.normalise import fold

TRIGRAM = "\ue000"
"""Stands before a trigram, so that it is no word. Private use, which `unicode61` counts among the letters."""

MOST_TERMS = 48
"""More terms in one query cost time and no longer move what is found."""

_LONGEST_WORD = 64
_MOST_STRICT = 4
"""A query of at most so many characters and words asks for all of them, a longer one for as many as can be had."""
_CHINESE = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3105-\u312f\u31a0-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U000323af"
)
"""Han, kana and Hangul: what is written without spaces or has a syllable a character."""
_CHINESE_RUN = re.compile(f"([{_CHINESE}]+)")
_WORD = re.compile(r"[^\W_]+")


class Run(NamedTuple):
    """A word, or Chinese characters with nothing between them."""

    text: str
    is_chinese: bool


def cut(text: str) -> str:
    """The text as it is put into an FTS5 table: terms with a space between."""
    return " ".join(_indexed(_tokens(_plain(text))))


def query(text: str) -> tuple[str, ...]:
    """The terms a query looks up, each once, in order: Chinese characters and words."""
    return tuple(dict.fromkeys(token[:_LONGEST_WORD] for token in _tokens(_plain(text))))


def match_expression(text: str, drop: Collection[str] = frozenset(), every: bool | None = None) -> str | None:
    """An FTS5 MATCH expression for what a person typed, or None when it holds nothing to look up.

    A short query asks for every term, a longer one for any of them, to be ranked by bm25; `every` chooses, and False is
    what to ask with when every term together found nothing. Of a query for any, the terms in `drop` (too common to tell
    articles apart) are left out while others remain.

    Nothing typed acts as an operator: every term stands in quotes."""
    plain = _plain(text)
    runs = _runs(plain)
    if not runs:
        return None
    strict = sum(len(run.text) if run.is_chinese else 1 for run in runs) <= _MOST_STRICT if every is None else every
    if not strict:
        return " OR ".join(_loose(runs, frozenset(drop)))
    typing = plain.endswith(runs[-1].text)
    clauses = (clause for run in runs for clause in _strict(run, typing and run is runs[-1]))
    return " AND ".join(list(dict.fromkeys(clauses))[:MOST_TERMS])


def runs_of(text: str) -> list[Run]:
    """The words and the runs of Chinese characters of a text, normalised, in order."""
    return _runs(_plain(text))


def trigrams(word: str) -> list[str]:
    """The parts of three letters of a word, as they are indexed."""
    word = word[:_LONGEST_WORD]
    return [TRIGRAM + word[start : start + 3] for start in range(len(word) - 2)]


def _plain(text: str) -> str:
    return fold(text).replace(TRIGRAM, " ")


def _tokens(plain: str) -> list[str]:
    return _WORD.findall(_CHINESE_RUN.sub(lambda run: f" {' '.join(run[0])} ", plain))


def _runs(plain: str) -> list[Run]:
    pieces = ((piece, place) for word in _WORD.findall(plain) for place, piece in enumerate(_CHINESE_RUN.split(word)))
    return [Run(piece, is_chinese=place % 2 == 1) for piece, place in pieces if piece]


def _indexed(tokens: Iterable[str]) -> Iterator[str]:
    for token in tokens:
        yield token[:_LONGEST_WORD]
        if len(token) > 3:
            yield from trigrams(token)


def _strict(run: Run, typing: bool) -> Iterator[str]:
    """What must all be found for a run: Chinese as phrases of two or three characters, a word whole or as a part."""
    word = run.text
    if run.is_chinese:
        size = len(word) if len(word) <= 3 else 2
        yield from (_phrase(word[start : start + size]) for start in range(0, len(word), size))
    elif len(word) >= 3:
        yield f"({_quoted(word[:_LONGEST_WORD])} OR {_phrase(trigrams(word))})"
    else:
        yield _quoted(word) + ("*" if typing and len(word) > 1 else "")


def _loose(runs: Iterable[Run], drop: frozenset[str]) -> list[str]:
    """What any of may be found: terms, then pairs of neighbouring characters, then trigrams against typing errors."""
    chinese = [run.text for run in runs if run.is_chinese]
    words = [run.text[:_LONGEST_WORD] for run in runs if not run.is_chinese]
    terms = [*(character for run in chinese for character in run), *words]
    pairs = [run[start : start + 2] for run in chinese for start in range(len(run) - 1)]
    parts = [part for word in words if word not in drop and len(word) > 3 for part in trigrams(word)]
    kept = [_quoted(term) for term in terms if term not in drop]
    kept += [_phrase(pair) for pair in pairs if not drop.issuperset(pair)]
    kept += (_quoted(part) for part in parts if part not in drop)
    return list(dict.fromkeys(kept or [*map(_phrase, pairs), *map(_quoted, terms)]))[:MOST_TERMS]


def _phrase(terms: Iterable[str]) -> str:
    return _quoted(" ".join(terms))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
