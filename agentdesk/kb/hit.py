"""What a search shows of an article: its title, and the place that answers."""

import re
from collections import Counter
from collections.abc import Mapping
from math import sqrt

import msgspec

from agentdesk.model import Article
from agentdesk.text import normalise, safe_line
from agentdesk.text.pairs import Terms, bare

SNIPPET = 96
"""Characters of a snippet."""
_LEAD = 16
"""Characters before the first hit, where the sentence does not begin earlier."""
_READ = 2_000
"""Characters of a body that are looked at."""
_MOST_HITS = 48
_MARKS = re.compile(r"\*\*|__|`+|^[ \t]*(?:#+|>+|[-*+]|\d+\.)[ \t]+", re.MULTILINE)
"""Markdown that says nothing in one line of text."""
_SENTENCE_END = re.compile(r"[。！？!?\n；;]|\. ")
_CUT_WORD = re.compile(r"(?<=\s)[A-Za-z0-9]{1,20}$")
"""A word that the end of a snippet may have cut."""
_HAN = re.compile(r"[㐀-鿿]")


class ArticleHit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found or is suggested."""

    id: str
    title: str
    snippet: str = ""
    """One line around the hit, safe for a terminal."""
    used: int = 0
    lang: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the snippet the words sought stand."""


class Needles:
    """The words of a question as they are looked for in a text; rare ones count more."""

    def __init__(self, terms: Terms, frequency: Mapping[str, int]) -> None:
        pairs = terms.pairs
        lone = [character for character in terms.characters if not any(character in pair for pair in pairs)]
        self._weights = {bare(term): 1 / sqrt(max(1, frequency.get(term, 1))) for term in (*pairs, *terms.words, *lone)}
        latin = "|".join(re.escape(word) for word in terms.words)
        chinese = "|".join(re.escape(bare(term)) for term in (*pairs, *lone))
        parts = ([f"(?<![a-z0-9])(?:{latin})"] if latin else []) + ([chinese] if chinese else [])
        # Looking ahead finds pairs that share a character.
        self._pattern = re.compile(f"(?=({'|'.join(parts)}))") if parts else None

    def found(self, plain: str) -> list[tuple[int, int, str]]:
        """Return (start, end, needle) of the hits in normalised text."""
        if self._pattern is None:
            return []
        hits = self._pattern.finditer(plain)
        return [(hit.start(1), hit.end(1), hit[1]) for hit, _ in zip(hits, range(_MOST_HITS), strict=False)]

    def weight(self, needle: str) -> float:
        """Return what a needle counts."""
        return self._weights.get(needle, 0.0)


def hit_of(article: Article, needles: Needles) -> ArticleHit:
    """Return the hit with the part of the body, or else the past question, that holds most of what is sought."""
    snippet, weight = _best_part(article.body[:_READ], needles)
    if not weight:
        parts = [_best_part(question, needles) for question in article.similar]
        question, weight = max(parts, key=lambda part: part[1], default=("", 0.0))
        snippet = question if weight else snippet or next(iter(article.similar), "")
    line = safe_line(" ".join(snippet.split()))
    return ArticleHit(
        id=article.id,
        title=article.title,
        snippet=line,
        used=article.used,
        lang=language_of(article),
        spans=_spans(line, needles),
    )


def language_of(article: Article) -> str:
    """Return an article's language; where it does not say, Chinese characters do."""
    return article.lang or language_of_text(f"{article.title}{article.body[:200]}")


def language_of_text(text: str) -> str:
    """Return "zh" for text with a Chinese character in it, else "en"; "" for no text."""
    if not text.strip():
        return ""
    return "zh" if _HAN.search(text) else "en"


def _best_part(text: str, needles: Needles) -> tuple[str, float]:
    plain = normalise(text)
    best, weight = _densest(needles.found(plain.text), needles)
    start = plain.span(best, best + 1)[0] if weight else 0
    return _line_from(text, start), weight


def _densest(hits: list[tuple[int, int, str]], needles: Needles) -> tuple[int, float]:
    """Return where a snippet should begin to hold the most, and how much that is; each needle counts once."""
    best, best_weight, weight, last = 0, 0.0, 0.0, 0
    inside: Counter[str] = Counter()
    for start, _, needle in hits:
        while last < len(hits) and hits[last][0] < start + SNIPPET - _LEAD:
            inside[hits[last][2]] += 1
            weight += needles.weight(hits[last][2]) if inside[hits[last][2]] == 1 else 0.0
            last += 1
        if weight > best_weight:
            best, best_weight = start, weight
        inside[needle] -= 1
        weight -= needles.weight(needle) if not inside[needle] else 0.0
    return best, best_weight


def _line_from(text: str, hit: int) -> str:
    """Return what begins with the sentence of the hit, or some characters before it, and ends with a whole word."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, max(0, hit - 2 * _LEAD), hit)]
    start = ends[-1] if ends else _word_start(text, max(0, hit - _LEAD), hit) if hit > 2 * _LEAD else 0
    part = _MARKS.sub("", text[start : start + SNIPPET])
    if start + SNIPPET < len(text):
        part = _CUT_WORD.sub("", part) + "…"
    return ("…" if start else "") + part.strip()


def _word_start(text: str, start: int, hit: int) -> int:
    gap = text.find(" ", start, hit)
    return gap + 1 if gap >= 0 else start


def _spans(line: str, needles: Needles) -> tuple[tuple[int, int], ...]:
    plain = normalise(line)
    merged: list[tuple[int, int]] = []
    for start, end, _ in needles.found(plain.text):
        start, end = plain.span(start, end)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)
