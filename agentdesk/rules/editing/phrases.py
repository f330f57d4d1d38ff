"""Which words of a message to propose: for a rule to act on, or as the longer word on which it does not."""

import re

_MARKS = r"\s。，、！？；：…~,.!?;:()（）\[\]【】\"“”'‘’\d*@#/\\"
_CLAUSE = re.compile(f"[^{_MARKS}]+(?: [^{_MARKS}]+)*")
_CHINESE = re.compile("[\u3400-\u9fff]")
LONGEST = 8
"""Chinese characters of a phrase that is proposed."""
BESIDE = 2
"""So many Chinese characters beside a hit make the longer word."""


def clauses(text: str) -> list[str]:
    """Return what stands between the marks of a text, each once."""
    return list(dict.fromkeys(_CLAUSE.findall(text)))


def phrase_to_add(text: str, tag: str = "") -> str:
    """Return the words that most likely say why a message has a tag: its name where the text holds it, else the longest
    clause, shortened; "" for none. Numbers are never part of it.
    """
    if tag and tag in text:
        return tag
    found = max(clauses(text), key=len, default="")
    if _CHINESE.search(found):
        return found if len(found) <= LONGEST else found[-LONGEST:]
    return " ".join(found.split()[-3:])


def phrase_around(text: str, start: int, end: int) -> str:
    """Return the longer word that holds the hit at `start` to `end`: with what follows it, else what precedes it."""
    after, before = _after(text, end), _before(text, start)
    return text[start : end + after] if after else text[start - before : end]


def _after(text: str, end: int) -> int:
    rest = text[end:]
    if (word := re.match(r" ?[A-Za-z0-9']+", rest)) is not None:
        return word.end()
    found = re.match(f"[\u3400-\u9fff]{{1,{BESIDE}}}", rest)
    return found.end() if found else 0


def _before(text: str, start: int) -> int:
    rest = text[:start]
    if (word := re.search(r"[A-Za-z0-9']+ ?$", rest)) is not None:
        return len(word[0])
    found = re.search(f"[\u3400-\u9fff]{{1,{BESIDE}}}$", rest)
    return len(found[0]) if found else 0
