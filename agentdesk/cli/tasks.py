"""`task`: asking another team or a partner about a ticket, answering, reminding, and what is asked of mine."""

import click

from agentdesk.cli import moments
from agentdesk.cli.caring import moment_of
from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, Group, argument, command, option
from agentdesk.cli.names import team_named, team_shown
from agentdesk.cli.table import columns
from agentdesk.cli.verbs import SEEN, do, words
from agentdesk.lang import Message

MOST_LISTED = 200


@click.group("task", cls=Group, help="cli.help_task")
def task() -> None:
    """Ask and answer."""


@command("ask", help="cli.help_task_ask")
@argument("id", type=TICKET)
@argument("team")
@argument("text", nargs=-1, required=True)
@option("--due", code="cli.opt_due", metavar="UNTIL")
@option("--partner", code="cli.opt_partner", is_flag=True)
@SEEN
def ask(
    caller: Caller, id: int, team: str, text: tuple[str, ...], due: str | None, partner: bool, seen: int | None
) -> int:
    """Ask a team or a partner something; the owner keeps the customer."""
    from agentdesk.desk import AskTask

    moment = moment_of(caller, due)
    return do(caller, AskTask(id, "" if partner else team, words(text), moment, team if partner else "", seen))


@command("answer", help="cli.help_task_answer")
@argument("id")
@argument("text", nargs=-1, required=True)
@SEEN
def answer(caller: Caller, id: str, text: tuple[str, ...], seen: int | None) -> int:
    """Answer a task."""
    from agentdesk.desk import AnswerTask

    return do(caller, AnswerTask(id, words(text), seen))


@command("cancel", help="cli.help_task_cancel")
@argument("id")
@argument("reason", nargs=-1)
@SEEN
def cancel(caller: Caller, id: str, reason: tuple[str, ...], seen: int | None) -> int:
    """Take a question back."""
    from agentdesk.desk import CancelTask

    return do(caller, CancelTask(id, words(reason), seen))


@command("remind", help="cli.help_task_remind")
@argument("id")
@SEEN
def remind(caller: Caller, id: str, seen: int | None) -> int:
    """Remind those who were asked."""
    from agentdesk.desk import RemindTask

    return do(caller, RemindTask(id, seen))


@command("list", help="cli.help_task_list")
@option("--team", "teams", code="cli.opt_task_team", multiple=True, metavar="TEAM")
def listed(caller: Caller, teams: tuple[str, ...]) -> int:
    """Print what is asked of teams and not answered; status 1 when there is nothing."""
    desk = caller.desk()
    named = tuple(team_named(desk, team) for team in teams) or desk.sit(caller.name).teams
    found = desk.reader().open_tasks(named, MOST_LISTED)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("cli.no_tasks"))
    else:
        now, known = desk.clock.now(), desk.teams()
        rows = [
            (
                one.id,
                team_shown(known, one.team, caller.lang),
                moments.of_day(one.due_at, now, caller.zone) if one.due_at else "–",
                one.text,
            )
            for one in found
        ]
        caller.out(*columns(rows))
    return 0 if found else 1


for _command in (ask, answer, cancel, remind, listed):
    task.add_command(_command)
