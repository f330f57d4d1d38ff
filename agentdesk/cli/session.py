"""`session`: session files — made of a ticket, and checked."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, Group, argument, command, option
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.rules import Problem

_PATH = click.Path(path_type=Path)

group = Group("session", help="training.help_session")


@command("make", help="training.help_make")
@argument("id", type=TICKET)
@option("--out", code="training.opt_out", type=_PATH, metavar="FILE")
def make(caller: Caller, id: int, out: Path | None) -> int:
    """Write the session of a ticket, personal data masked."""
    from agentdesk.training.making import make_session
    from agentdesk.training.writing import write_session

    session = make_session(caller.desk(), id)
    if caller.json:
        caller.document(session)
    if out is None:
        if not caller.json:
            caller.out(write_session(session).rstrip("\n"))
        return 0
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(write_session(session))
    except FileExistsError:
        raise Refusal(Why.CONFLICT, "training.exists", path=str(out)) from None
    if not caller.json:
        caller.answer(Message("training.made", {"path": str(out), "n": len(session.moves)}))
    return 0


@command("check", help="training.help_check")
@argument("files", nargs=-1, required=True, metavar="FILE…")
def check(caller: Caller, files: tuple[str, ...]) -> int:
    """Tell what is wrong with session files, with its place; status 1 when there is an error."""
    from agentdesk.training.checking import check_file
    from agentdesk.training.reading import find_session

    paths = [find_session(file) for file in files]
    problems = [problem for path in paths for problem in check_file(path, files=caller.tried())]
    errors = sum(problem.severity == "error" for problem in problems)
    if caller.json:
        caller.document([_problem(caller, problem) for problem in problems])
        return 1 if errors else 0
    for problem in problems:
        severity = caller.say(Message(f"cli.severity_{problem.severity}"))
        caller.complain(problem.message, place=f"{problem.place}: {severity}")
    if not errors:
        caller.answer(Message("training.checked", {"n": len(paths)}))
    return 1 if errors else 0


def _problem(caller: Caller, problem: "Problem") -> dict[str, object]:
    place = problem.place
    where = {"file": place.file, "line": place.line, "column": place.column}
    return where | {
        "severity": problem.severity,
        "code": problem.message.code,
        "sentence": caller.say(problem.message),
    }


for _command in (make, check):
    group.add_command(_command)
