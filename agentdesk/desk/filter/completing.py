"""What may stand where one is typing: keys, values, and whole terms that hold what was typed."""

from collections.abc import Iterator
from typing import Final

import msgspec

from agentdesk.desk.filter.cutting import PLAIN, QUOTES
from agentdesk.desk.filter.names import Names
from agentdesk.desk.filter.words import ANY, BY_NAME, FLAGS, KEYS, ME, MY_TEAMS, NONE, Key, Kind, offered

MOST: Final = 50
LENGTHS: Final = ("15m", "30m", "1h", "2h", "4h", "1d", "3d")
COUNTS: Final = ("1", "3", "5", "10", "20")
_SPECIAL: Final = " \t:=<>!,，：、"


class Offer(msgspec.Struct, frozen=True):
    """One thing that may be typed: `text` takes the place of what stands from `start` on, up to the cursor."""

    text: str
    start: int
    about: str = ""
    """The same in other words."""


def complete(text: str, cursor: int, names: Names, lang: str) -> tuple[Offer, ...]:
    """Return what suits what stands before the cursor, the best first."""
    before = text[:cursor]
    start = _start(before)
    start += before[start:].startswith(("-", "－", "!", "！"))
    word, plain = before[start:], before[start:].translate(PLAIN)
    op = next((place for place, sign in enumerate(plain) if sign in ":<>="), None)
    if op is None:
        found = (*_keys(word, start, lang), *_terms(word, start, names, lang))
        return tuple(dict.fromkeys(found))[:MOST]
    key = BY_NAME.get(word[:op].rstrip("!！").casefold())
    if key is None:
        return ()
    last = max(place for place, sign in enumerate(plain) if sign in ":<>=,") + 1
    typed = word[last:].strip("".join((*QUOTES, *QUOTES.values())))
    values = _ranked(_values(key, names, lang), typed)
    return tuple(Offer(_quoted(value) + " ", start + last, about) for value, about in values)[:MOST]


def _start(before: str) -> int:
    """Return where the piece at the end of a text begins: behind the last blank that stands in no quotes."""
    start, close = 0, ""
    for place, sign in enumerate(before):
        if close:
            close = "" if sign == close else close
        elif sign in QUOTES:
            close = QUOTES[sign]
        elif sign.isspace():
            start = place + 1
    return start


def _keys(word: str, start: int, lang: str) -> Iterator[Offer]:
    pairs = [(key.shown(lang), key) for key in KEYS]
    typed = word.casefold()
    for shown, key in sorted(pairs, key=lambda pair: not any(n.startswith(typed) for n in (*pair[1].en, *pair[1].zh))):
        if any(typed in name for name in (*key.en, *key.zh)):
            yield Offer(shown + (">" if key.compared else ":"), start, key.shown("en" if lang == "zh" else "zh"))


def _terms(word: str, start: int, names: Names, lang: str) -> Iterator[Offer]:
    """Offer whole terms for a word that a team, a tag, a person or a flag is called by."""
    if not word:
        return
    for key in (BY_NAME["is"], BY_NAME["team"], BY_NAME["tag"], BY_NAME["owner"]):
        for value, about in _ranked(_values(key, names, lang), word):
            yield Offer(f"{key.shown(lang)}:{_quoted(value)} ", start, about)


def _values(key: Key, names: Names, lang: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand behind a key, with other words for it."""
    place = 1 if lang == "zh" else 0
    if key.kind is Kind.LENGTH:
        yield from ((value, "") for value in LENGTHS)
    elif key.kind is Kind.COUNT:
        yield from ((value, "") for value in COUNTS)
    elif key.kind is Kind.TEAM:
        yield from ((team.shown(lang), team.id) for team in names.teams if team.active)
        yield from ((MY_TEAMS[place], ""), (NONE[place], ""), (ANY[place], ""))
    elif key.kind is Kind.AGENT:
        yield from ((ME[place], ""), (NONE[place], ""))
        yield from ((agent.shown, agent.name) for agent in names.agents if agent.active)
    elif key.id == "tag":
        yield from names.tag_names(lang)
        yield NONE[place], ""
    choices = FLAGS if key.id == "is" else key.choices
    yield from ((offered(words, lang), offered(words, "en" if lang == "zh" else "zh")) for words in choices.values())


def _ranked(values: Iterator[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the values that hold what was typed, those that begin with it first."""
    wanted = typed.casefold()
    found = [pair for pair in values if any(wanted in word.casefold() for word in pair)]
    return sorted(found, key=lambda pair: not any(word.casefold().startswith(wanted) for word in pair if word))


def _quoted(value: str) -> str:
    return f'"{value}"' if any(sign in value for sign in _SPECIAL) else value
