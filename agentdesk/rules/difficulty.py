"""How hard a matter looks before anybody read it: a small sum that anyone can check by hand.

length     1 from 60 words on, 2 from 150, 3 from 300 (a Chinese character counts as a word)
questions  1 from two on, 2 from four on
matters    1 where the text counts its points (1. 2. 第一) or says "also" (另外, 还有)
tone       1 where the weights of the list `tone` come to -4 or less
files      1 where files are attached
turns      1 where the customer wrote three times before, 2 from eight on
reopened   1 each time, 2 at most
"""

import re
from bisect import bisect_right

import msgspec

from agentdesk.rules.facts import Facts
from agentdesk.rules.sighting import Sighting, Span

MOST_DIFFICULTY = 12
MOST_SAID = 4
"""What questions, matters and tone add at most."""
ANGRY = -4.0
"""The sum of weights from which on a message counts as angry."""

_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_QUESTIONS = re.compile(r"\?+|[吗呢么](?![^\s。,!?;，！？；])")
_MATTERS = re.compile(
    r"另外|还有(?!没有)|其次|第[一二三]|(?:^|[\s。,;])[1-9][.、)](?!\d)|\b(?:also|another|secondly|furthermore)\b"
)


class Parts(msgspec.Struct, frozen=True):
    """What each thing adds."""

    length: int
    questions: int
    matters: int
    tone: int
    files: int
    turns: int
    reopened: int

    @property
    def sum(self) -> int:
        """All together, 0 to `MOST_DIFFICULTY`."""
        return sum(msgspec.structs.astuple(self))


def difficulty(text: str, facts: Facts, tone: float) -> Parts:
    """Return the difficulty of a normalised text; `tone` is the sum of its words' weights."""
    return Parts(
        length=_steps(len(_WORDS.findall(text)), 60, 150, 300),
        questions=_steps(len(_QUESTIONS.findall(text)), 2, 4),
        matters=int(_MATTERS.search(text) is not None),
        tone=int(tone <= ANGRY),
        files=min(facts.attachments, 1),
        turns=_steps(facts.turns, 3, 8),
        reopened=min(facts.reopened, 2),
    )


def _at_most(text: str, facts: Facts) -> int:
    """Return a difficulty that a text cannot exceed: its words are not counted for that."""
    told = min(facts.attachments, 1) + _steps(facts.turns, 3, 8) + min(facts.reopened, 2)
    return told + _steps(len(text), 60, 150, 300) + MOST_SAID


def _steps(value: int, *limits: int) -> int:
    """Return how many of the limits, which rise, are reached."""
    return bisect_right(limits, value)


class DifficultyTest:
    """The difficulty lies between two numbers."""

    def __init__(self, score: int, least: int, most: int) -> None:
        """`score` is the number of the tone's weights on the scales."""
        self._score = score
        self._least = least
        self._most = most

    def parts(self, seen: Sighting) -> Parts:
        """Return what the difficulty of a text is made of."""
        return difficulty(seen.text, seen.facts, seen.weighed.sums[self._score])

    def holds(self, bits: int, seen: Sighting) -> bool:
        """Whether it is as hard as that; most messages are too short and plain for it, whatever they say."""
        if _at_most(seen.text, seen.facts) < self._least:
            return False
        return self._least <= self.parts(seen).sum <= self._most

    def evidence(self, bits: int, seen: Sighting, windows: set[Span]) -> int:
        """Nothing: it is the whole message."""
        return 0

    def watched(self) -> None:
        """None: it may hold without any word."""
        return
