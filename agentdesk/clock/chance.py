"""Chance, injected: salts, ids and draws come from here, so that a run can be repeated."""

import os
from typing import Protocol


class Chance(Protocol):
    """A source of bytes that nobody can guess, or that a test can repeat."""

    def salt(self) -> bytes:
        """Return 16 bytes."""

    def token(self) -> str:
        """Return a short opaque id."""


class SystemChance:
    """The machine's own randomness."""

    def salt(self) -> bytes:
        """Return 16 bytes that nobody can guess."""
        return os.urandom(16)

    def token(self) -> str:
        """Return 12 hexadecimal digits."""
        return os.urandom(6).hex()


class SeededChance:
    """The same sequence for the same seed."""

    def __init__(self, seed: int) -> None:
        from random import Random

        self._random = Random(seed)

    def salt(self) -> bytes:
        """Return the next 16 bytes of the sequence."""
        return self._random.randbytes(16)

    def token(self) -> str:
        """Return the next 12 hexadecimal digits of the sequence."""
        return self._random.randbytes(6).hex()
