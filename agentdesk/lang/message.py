"""A sentence for a person, as a code and its parameters."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Union

import msgspec


class Name(msgspec.Struct, frozen=True):
    """A name that people gave in both languages."""

    zh: str
    en: str


Param = Union[str, int, "Message", Name]
"""What fills a field of a sentence; a message or name in a message is said in the same language."""


class Message(msgspec.Struct, frozen=True):
    """What is to be said, before it is said in a language.

    `code` is "domain.name"; the domain is the gettext catalogue that holds the sentence.
    `params` fill the sentence's `{fields}`; a number `n` chooses the plural.
    """

    code: str
    params: Mapping[str, Param] = {}


class Why(StrEnum):
    """The kind of a refusal; the command line makes its exit status of it."""

    INPUT = "input"
    """What was given cannot be understood."""
    MISSING = "missing"
    """What was named is not there."""
    CONFLICT = "conflict"
    """Someone was faster."""
    FORBIDDEN = "forbidden"
    """The role may not do this."""
    STORE = "store"
    """The store cannot be used as it is."""


class Refusal(Exception):
    """The desk says no, in one sentence; nothing was changed."""

    def __init__(self, why: Why, code: str, **params: Param) -> None:
        super().__init__(code, params)
        self.why = why
        self.message = Message(code, params)
