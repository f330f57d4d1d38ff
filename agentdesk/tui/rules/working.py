"""What the rules screen has worked out elsewhere; each is called in a process of its own, with a desk opened there."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agentdesk.desk.worklist import Correction
from agentdesk.model import Ticket

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.lab.examining import Examination
    from agentdesk.lab.proposal import Proposal
    from agentdesk.rules.coverage import Coverage

MOST_LISTED = 500
"""Corrections that are listed."""


class Examined(msgspec.Struct, frozen=True):
    """A folder's files as they were read, and how they stand."""

    files: dict[str, str]
    found: "Examination"


def corrected(desk: "Desk") -> tuple[Correction, ...]:
    """Return what people corrected."""
    return desk.worklist(MOST_LISTED)


def covered(desk: "Desk") -> "Coverage":
    """Return how the rules did."""
    from agentdesk.lab.coverage import coverage

    return coverage(desk)


def examined(desk: "Desk", folder: Path, now: int, past: bool) -> Examined:
    """Read a folder, check and test it, and with `past` look back."""
    from agentdesk.lab.drafts import read_draft
    from agentdesk.lab.examining import examine

    files = read_draft(desk, folder)
    return Examined(files, examine(desk, files, now, past=past))


def proposed(desk: "Desk", ticket: int, folder: Path, wish: Mapping[str, str]) -> "tuple[dict[str, str], Proposal]":
    """Return the files of the draft and what is proposed for a ticket."""
    from agentdesk.lab.drafts import read_draft
    from agentdesk.lab.proposal import Wish, propose

    files = read_draft(desk, folder)
    return files, propose(desk, ticket, files, Wish(**wish))


def tickets(desk: "Desk", numbers: tuple[int, ...]) -> tuple[Ticket, ...]:
    """Return the tickets with these numbers that are there."""
    reader = desk.reader()
    return tuple(ticket for number in numbers if (ticket := reader.ticket(number)) is not None)
