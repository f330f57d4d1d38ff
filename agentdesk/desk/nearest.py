"""The nearest right word, for a sentence that says what was meant."""

from collections.abc import Iterable


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word most like `word`, or the first known one; "" when nothing is known."""
    from rapidfuzz import process

    choices = list(known)
    return str(process.extractOne(word.lower(), choices, processor=str.lower)[0]) if choices else ""
