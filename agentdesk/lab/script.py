"""Scripts: conversations of the sample data, as what their actors say and when."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from agentdesk.desk.inbound import Inbound, read_message
from agentdesk.model import Author

SECOND = 1000
AGAIN = "~"
"""Stands between a script's id and the number of the telling, where it is told again."""


class Line(msgspec.Struct, frozen=True):
    """What somebody says, `at` ms after (or, negative, before) the opening of the desk."""

    author: str
    text: str
    at: int


class Turn(msgspec.Struct, frozen=True):
    """What the customer says later, `delay` ms after an answer or after the last word of their own."""

    delay: int
    text: str


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation: what was said or comes by itself, and what the customer says later."""

    id: str
    head: dict[str, Any]
    """Channel, customer, category and so on, as a message document has them."""
    handled_by: str = ""
    """Name of the agent who wrote the agent's lines."""
    right_team: str = ""
    """Where an experienced lead would send it."""
    lines: tuple[Line, ...]
    on_answer: tuple[Turn, ...] = ()
    on_wait: tuple[Turn, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the customer has the last word."""
        return self.lines[-1].author == Author.CUSTOMER

    def again(self, number: int, called: Mapping[str, Any]) -> "Script":
        """Return it as somebody else lives it, for the `number`th time: all that the customer says is still to come.

        `called` is the name and so on that take the customer's place. What they said after an agent's words, they
        say after an answer.
        """
        first = next((n for n, line in enumerate(self.lines) if line.author == Author.AGENT), len(self.lines))
        start = self.lines[0].at
        later = zip(self.lines[first:], self.lines[first + 1 :], strict=False)
        answers = [Turn(line.at - before.at, line.text) for before, line in later if line.author == Author.CUSTOMER]
        customer = {**self.head["customer"], **called, "id": f"{self.head['customer']['id']}{AGAIN}{number}"}
        return msgspec.structs.replace(
            self,
            id=f"{self.id}{AGAIN}{number}",
            head={**self.head, "customer": customer},
            lines=tuple(Line(line.author, line.text, line.at - start + 1) for line in self.lines[:first]),
            on_answer=(*answers, *self.on_answer),
        )

    def message(self, number: int, text: str, at: int, author: str = Author.CUSTOMER) -> Inbound:
        """Return a message of this conversation as its channel delivers it; raises `Refusal`."""
        document = {**self.head, "id": f"{self.id}-{number}", "conversation": self.id, "text": text, "from": author}
        return msgspec.structs.replace(read_message(document), at=at)


class _Said(msgspec.Struct, rename={"author": "from"}):
    author: str
    text: str
    at_offset_s: float = 0


class _Later(msgspec.Struct):
    after: str
    text: str
    delay_s: float


class _Document(msgspec.Struct):
    id: str
    turns: list[_Said]
    starts_s: float = 0
    handled_by: str = ""
    right_team: str = ""
    next: list[_Later] = []


def told_first(conversation: str) -> str:
    """Return the conversation's id as it was when its script was told for the first time."""
    return conversation.partition(AGAIN)[0]


_HEAD = ("channel", "customer", "lang", "category")


def read_scripts(folder: Path) -> tuple[Script, ...]:
    """Return the scripts of all `*.jsonl` files in a folder, by file and line.

    Raises msgspec.ValidationError for a line that is none; the data ships with the desk and is tested.
    """
    return tuple(
        _script(raw) for file in sorted(folder.glob("*.jsonl")) for raw in file.read_bytes().splitlines() if raw.strip()
    )


def _script(raw: bytes) -> Script:
    everything = msgspec.json.decode(raw)
    given = msgspec.convert(everything, _Document)
    return Script(
        id=given.id,
        head={name: everything[name] for name in _HEAD if everything.get(name) is not None},
        handled_by=given.handled_by,
        right_team=given.right_team,
        lines=tuple(
            Line(said.author, said.text, int((given.starts_s + said.at_offset_s) * SECOND)) for said in given.turns
        ),
        on_answer=_later(given, "answer"),
        on_wait=_later(given, "wait"),
    )


def _later(given: _Document, after: str) -> tuple[Turn, ...]:
    return tuple(Turn(int(later.delay_s * SECOND), later.text) for later in given.next if later.after == after)
