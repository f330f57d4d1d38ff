"""The nearest right word, for a sentence that says what was meant."""

from collections.abc import Iterable

LIKE = 0.55
"""So much alike, of 1, is a slip of the finger."""


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or the first known one; "" when nothing is known."""
    from rapidfuzz import process

    choices = list(known)
    return str(process.extractOne(word.lower(), choices, processor=str.lower)[0]) if choices else ""


def like_word(word: str, known: Iterable[str]) -> str:
    """Return the known word that one may well have meant, "" when none is much like it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        word.lower(), list(known), scorer=OSA.normalized_similarity, processor=str.lower, score_cutoff=LIKE
    )
    return str(found[0]) if found else ""
