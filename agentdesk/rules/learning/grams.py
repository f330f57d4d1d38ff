"""What of a text may become a word of a learned list: characters in a row, words, and words side by side."""

import re
from itertools import pairwise

from agentdesk.rules.scanner import is_letter
from agentdesk.text.normalise import fold

LONGEST = 3
"""Characters in a row that are looked at together."""
MOST_READ = 2_000
"""Characters of a message that are learned from."""
_UNWRITABLE = re.compile("[^\x21-\x7e\xa1-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")

Gram = tuple[str, bool]
"""Normalised text, and whether it is a part, which is also found inside longer Latin words."""


def grams(text: str) -> set[Gram]:
    """Return the grams of a message; exactly these the engine finds in it again.

    Runs of one to three characters without blanks, whole Latin words and numbers, and two of these with one character
    between them.
    """
    normal = fold(text)[:MOST_READ]
    found: set[Gram] = set()
    for run in _UNWRITABLE.split(normal):
        for length in range(1, LONGEST + 1):
            for start in range(len(run) - length + 1):
                gram = run[start : start + length]
                found.add((gram, any(map(is_letter, gram))))
    spans = _words(normal)
    found.update((normal[start:end], False) for start, end in spans)
    for (start, end), (second, last) in pairwise(spans):
        if second - end == 1 and (normal[end] == " " or not _UNWRITABLE.match(normal[end])):
            found.add((normal[start:last], False))
    return found


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for place, char in enumerate([*text, " "]):
        if not is_letter(char):
            if place > start:
                found.append((start, place))
            start = place + 1
    return found
