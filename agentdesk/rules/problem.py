"""What is wrong with a rule file, and where."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from agentdesk.lang import Message, Param, say

MOST_SHOWN = 60
"""Characters of a wrong value that a sentence repeats."""


class Place(msgspec.Struct, frozen=True, order=True):
    """A place in a rule file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{escaped(self.file)}:{self.line}:{self.column}"


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend (`error`) or to look at (`warning`)."""

    place: Place
    message: Message
    severity: Literal["error", "warning"] = "error"

    def line(self, lang: str) -> str:
        """Return `file:line:column: sentence`."""
        return f"{self.place}: {say(self.message, lang)}"


class RuleErrors(Exception):
    """The files are no rule set; `problems` says why, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.line("en") for problem in self.problems[:5]))

    def within(self, folder: Path) -> "RuleErrors":
        """Return the same, with places as they are reached from outside of the folder."""

        def placed(problem: Problem) -> Problem:
            place = msgspec.structs.replace(problem.place, file=str(folder / problem.place.file))
            return msgspec.structs.replace(problem, place=place)

        return RuleErrors(map(placed, self.problems))


class Problems:
    """Collects problems while files are read, so that one run tells them all."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, place: Place, code: str, /, **params: Param) -> None:
        """Note something that must be mended."""
        self._add(Problem(place, _message(code, params)))

    def warning(self, place: Place, code: str, /, **params: Param) -> None:
        """Note something that works but is probably not meant."""
        self._add(Problem(place, _message(code, params), "warning"))

    def _add(self, problem: Problem) -> None:
        if problem not in self._found[-20:]:
            self._found.append(problem)

    def sorted(self) -> tuple[Problem, ...]:
        """Return them by place; at one place errors come first."""
        return tuple(sorted(self._found, key=lambda problem: (problem.place, problem.severity)))

    def errors(self) -> tuple[Problem, ...]:
        """Return the errors alone, by place."""
        return tuple(problem for problem in self.sorted() if problem.severity == "error")


def _message(code: str, params: dict[str, Param]) -> Message:
    return Message(code, {name: shown(value) if isinstance(value, str) else value for name, value in params.items()})


def shown(value: str) -> str:
    """Return `value` fit to stand in a sentence: short, and with nothing a terminal would obey."""
    short = value if len(value) <= MOST_SHOWN else value[:MOST_SHOWN] + "…"
    return escaped(short)


def escaped(value: str) -> str:
    """Return `value` with the code of every character that a terminal would not show."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in value)
