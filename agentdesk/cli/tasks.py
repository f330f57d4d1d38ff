"""`task`: asking another team about a ticket, and answering."""

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, Group, argument, command, option
from agentdesk.cli.verbs import words


@click.group("task", cls=Group, help="cli.help_task")
def task() -> None:
    """Ask and answer."""


@command("ask", help="cli.help_task_ask")
@argument("id", type=TICKET)
@argument("team")
@argument("text", nargs=-1, required=True)
@option("--due", code="cli.opt_due", metavar="UNTIL")
def ask(caller: Caller, id: int, team: str, text: tuple[str, ...], due: str | None) -> int:
    """Ask a team something; the owner keeps the customer."""
    from agentdesk.cli.moments import until
    from agentdesk.desk import AskTask

    me, desk = caller.me(), caller.desk()
    moment = until(due, desk.clock.now(), caller.zone) if due else None
    return caller.done(desk.do(AskTask(id, team, words(text), moment), actor=me.id))


@command("answer", help="cli.help_task_answer")
@argument("id")
@argument("text", nargs=-1, required=True)
def answer(caller: Caller, id: str, text: tuple[str, ...]) -> int:
    """Answer a task."""
    from agentdesk.desk import AnswerTask

    me = caller.me()
    return caller.done(caller.desk().do(AnswerTask(id, words(text)), actor=me.id))


task.add_command(ask)
task.add_command(answer)
