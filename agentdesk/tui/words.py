"""Sentences of the screen, safe to paint."""

from functools import lru_cache

from agentdesk.lang import Message, say
from agentdesk.text import Safe, safe_line


def tell(code: str, lang: str, **params: str | int) -> Safe:
    """Return the sentence `code` of this room in `lang`, as one line."""
    return spoken(Message(f"tui.{code}", params), lang) if params else word(f"tui.{code}", lang)


def spoken(message: Message, lang: str) -> Safe:
    """Return what any room has to say, as one line; its parameters may hold outside text."""
    return safe_line(say(message, lang))


def labelled(label: Safe, words: Safe) -> Safe:
    """Return words behind their label; a full-width colon brings its own space."""
    return safe_line(f"{label}{'' if label.endswith('：') else ' '}{words}")


@lru_cache(maxsize=1024)
def word(code: str, lang: str) -> Safe:
    """Return a sentence without parameters, by its whole code."""
    return safe_line(say(Message(code), lang))
