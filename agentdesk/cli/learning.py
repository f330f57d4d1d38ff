"""`rules learn` and `rules eval`: rules from labelled messages, and how right rules are."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, argument, command, option
from agentdesk.cli.table import columns
from agentdesk.lang import Message, Refusal, Why, reason_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agentdesk.rules.learning.evaluate import Evaluation, TagFigures
    from agentdesk.rules.learning.labelled import Labelled

_FILE = argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
_JOURNAL = option("--journal", code="lead.opt_journal", is_flag=True)
_TERMS = option("--terms", code="rules.opt_terms", default=None, type=Count(1, 100_000), metavar="N")
_FIGURES = ("accuracy", "macro_f1", "top3", "surest_50", "surest_70", "applied", "applied_right")


@command("learn", help="rules.help_learn")
@_FILE
@_JOURNAL
@option("--out", "folder", code="rules.opt_out", required=True, type=click.Path(path_type=Path), metavar="DIR")
@_TERMS
@option("--contest", code="rules.opt_contest", default="learned", metavar="NAME")
def learn(caller: Caller, file: Path | None, journal: bool, folder: Path, terms: int | None, contest: str) -> int:
    """Write rule files that tag as the labelled messages say."""
    from agentdesk.rules.learning.learn import learn as learned

    files = learned(_labelled(caller, file, journal), terms, contest.strip() or "learned", caller.lang)
    _write(folder, files)
    counts: dict[str, str | int] = {
        "files": len(files),
        "words": sum(text.count("weight: ") for text in files.values()),
    }
    if caller.json:
        caller.document({**counts, "folder": str(folder)})
    else:
        caller.answer(Message("rules.learned_files", {**counts, "folder": str(folder)}))
    return 0


def _labelled(caller: Caller, file: Path | None, journal: bool) -> "Sequence[Labelled]":
    """Return the messages of the file, or of the desk's journal with the tags that people left."""
    if journal == (file is not None):
        raise Refusal(Why.INPUT, "lead.file_or_journal")
    if file is None:
        from agentdesk.lab.labels import labelled

        return labelled(caller.desk())
    from agentdesk.rules.learning.labelled import read_labelled

    return read_labelled(file)


def _write(folder: Path, files: dict[str, str]) -> None:
    from agentdesk.rules.learning.write import SUFFIX

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"*{SUFFIX}"):
            old.unlink()
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as fault:
        raise Refusal(Why.INPUT, "rules.no_messages", fault=reason_of(fault)) from fault


@command("eval", help="rules.help_eval")
@_FILE
@_JOURNAL
@_TERMS
def evaluate(caller: Caller, file: Path | None, journal: bool, terms: int | None) -> int:
    """Print how rightly rules tag the labelled messages."""
    from agentdesk.rules.learning.evaluate import cross_validate, figures, judge

    messages = _labelled(caller, file, journal)
    tried = caller.tried()
    if tried is None:
        found = cross_validate(messages, terms)
    else:
        from agentdesk.desk.rulebook import compile_files

        found = figures(judge(compile_files(tried).rules, messages))
    if caller.json:
        caller.document(msgspec.to_builtins(found))
    else:
        _tell(caller, found)
    return 0


def _tell(caller: Caller, found: "Evaluation") -> None:
    caller.answer(Message("rules.eval_head", {"n": found.messages}))
    for name in _FIGURES:
        caller.answer(Message(f"rules.eval_{name}", {"share": f"{getattr(found, name):.3f}"}))
    head = caller.say(Message("rules.eval_columns")).split("|")
    caller.out(*columns([head, *map(_row, found.tags)]))


def _row(tag: "TagFigures") -> list[str]:
    shares = [tag.precision, tag.recall, tag.applied_right]
    precision, recall, right = ("–" if share is None else f"{share:.3f}" for share in shares)
    return [tag.tag, str(tag.messages), precision, recall, str(tag.applied), right]
