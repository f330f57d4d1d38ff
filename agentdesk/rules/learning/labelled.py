"""Messages with the tag that a person gave them, and their splitting into folds."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

from agentdesk.lang import reason_of
from agentdesk.rules.problem import Place, Problems, RuleErrors

FOLDS = 5
"""Parts of a cross-validation: learned from four, judged on the fifth, in turn."""
_SEED = 1


class Labelled(msgspec.Struct, frozen=True):
    """One message and its right tag; other fields of the line are not looked at."""

    text: str
    label: str
    lang: str = ""
    id: str | int = ""


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Return the messages of a file with one `{"id", "text", "label", "lang"}` a line.

    Raises `RuleErrors` with every line that is none, and where there are fewer than two tags.
    """
    problems = Problems()
    found = [message for message in _lines(path, problems) if message is not None]
    if not problems.errors() and len({message.label for message in found}) < 2:
        problems.error(Place(str(path)), "rules.few_labels")
    if problems.errors():
        raise RuleErrors(problems.sorted())
    return tuple(found)


def split(labels: Sequence[str], folds: int = FOLDS) -> list[int]:
    """Return for each message the fold that it is judged in; every label is spread evenly over the folds.

    The same labels give the same folds.
    """
    chance = Random(_SEED)
    members: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        members.setdefault(label, []).append(number)
    fold_of = [0] * len(labels)
    offset = 0
    for many in members.values():
        chance.shuffle(many)
        for place, number in enumerate(many):
            fold_of[number] = (place + offset) % folds
        offset += len(many)
    return fold_of


def _lines(path: Path, problems: Problems) -> Iterator[Labelled | None]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        problems.error(Place(str(path)), "rules.no_messages", fault=reason_of(fault))
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _message(Place(str(path), number), line, problems)


def _message(place: Place, line: str, problems: Problems) -> Labelled | None:
    try:
        message = msgspec.json.decode(line, type=Labelled)
    except msgspec.MsgspecError:
        message = None
    if message is None or not message.label.strip():
        problems.error(place, "rules.bad_message")
        return None
    return message
