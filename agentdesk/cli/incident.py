"""`incident`: many tickets of one kind, seen and handled as one."""

from collections.abc import Sequence

import click

from agentdesk.cli import moments
from agentdesk.cli.bulk import show_preview, tell_done
from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, Group, argument, command, option
from agentdesk.cli.table import columns
from agentdesk.cli.verbs import do, words
from agentdesk.lang import Message
from agentdesk.model import Incident, Stage

MOST_LISTED = 100
LIVE = (Stage.OPEN, Stage.SUSPECTED)
OVER = (Stage.SOLVED, Stage.DISMISSED)

_ZH = option("--zh", code="incident.opt_zh", default="", metavar="TEXT")
_EN = option("--en", code="incident.opt_en", default="", metavar="TEXT")


@click.group("incident", cls=Group, help="incident.help")
def incident() -> None:
    """Incidents."""


@command("list", help="incident.help_list")
@option("--all", "everything", code="incident.opt_all", is_flag=True)
def listed(caller: Caller, everything: bool) -> int:
    """Print what is open or suspected; status 1 when there is nothing."""
    desk = caller.desk()
    found = desk.reader().incidents((*LIVE, *OVER) if everything else LIVE, MOST_LISTED)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("incident.nothing"))
    else:
        print_incidents(caller, found)
    return 0 if found else 1


def print_incidents(caller: Caller, found: Sequence[Incident]) -> None:
    """Print incidents, a line each."""
    caller.out(*columns([_row(caller, one) for one in found]))


def _row(caller: Caller, one: Incident) -> tuple[str, ...]:
    desk = caller.desk()
    count = len(desk.reader().of_incident(one.id, MOST_LISTED * 100, live=True))
    stage = caller.say(Message(f"incident.{one.stage}"))
    when = moments.of_day(one.found_at, desk.clock.now(), caller.zone)
    seen = caller.say(Message("incident.seen", {"seen": one.seen, "usual": f"{one.usual / 100:.1f}"}))
    tickets = caller.say(Message("incident.count", {"n": count}))
    return one.id, stage, one.tag or "–", when, tickets, one.title or seen


@command("open", help="incident.help_open")
@argument("title", nargs=-1, required=True)
@option("--id", "number", code="incident.opt_id", default="", metavar="ID")
@option("--tag", code="incident.opt_tag", default="", metavar="TAG")
@option("--since", code="incident.opt_since", metavar="WHEN")
def opened(caller: Caller, title: tuple[str, ...], number: str, tag: str, since: str | None) -> int:
    """Open one; the tickets of its tag join it."""
    from agentdesk.desk import OpenIncident
    from agentdesk.desk.incidents.acts import open_incident

    desk = caller.desk(write=True)
    asked = OpenIncident(words(title), number, tag, _begun(caller, since))
    done = open_incident(desk, asked, caller.me().id)
    if caller.json:
        caller.document(done)
        return 0
    told = {"id": done.incident.id, "title": done.incident.title}
    caller.answer(Message("incident.opened", {**told}))
    caller.answer(Message("incident.joined_now", {"n": len(done.joined.done)}))
    return 0


@command("join", help="incident.help_join")
@argument("id", type=TICKET)
@argument("incident")
def joined(caller: Caller, id: int, incident: str) -> int:
    """Make a ticket part of one."""
    from agentdesk.desk import JoinIncident

    return do(caller, JoinIncident(id, incident))


@command("leave", help="incident.help_leave")
@argument("id", type=TICKET)
def left(caller: Caller, id: int) -> int:
    """Take a ticket out of one."""
    from agentdesk.desk import LeaveIncident

    return do(caller, LeaveIncident(id))


@command("note", help="incident.help_note")
@argument("incident")
@argument("text", nargs=-1, required=True)
def noted(caller: Caller, incident: str, text: tuple[str, ...]) -> int:
    """Write down what is known."""
    from agentdesk.desk import NoteIncident

    return do(caller, NoteIncident(incident, words(text)))


@command("dismiss", help="incident.help_dismiss")
@argument("incident")
def dismissed(caller: Caller, incident: str) -> int:
    """Say that a suspicion was none."""
    from agentdesk.desk import EndIncident

    return do(caller, EndIncident(incident, dismissed=True))


@command("reply", help="incident.help_reply")
@argument("incident")
@_ZH
@_EN
@option("--solve", "solved", code="incident.opt_solve", is_flag=True)
@option("--joining", code="incident.opt_joining", is_flag=True)
@option("--dry-run", code="cli.opt_dry_run", is_flag=True)
def replied(caller: Caller, incident: str, zh: str, en: str, solved: bool, joining: bool, dry_run: bool) -> int:
    """Tell all its customers something, each in their language, or show what that would change."""
    from agentdesk.desk import AnswerJoining, preview
    from agentdesk.desk.incidents.acts import answer_all, answers

    desk, words = caller.desk(write=not dry_run), {"zh": zh, "en": en}
    me = caller.me().id
    if dry_run:
        return show_preview(caller, preview(desk, answers(desk, incident, words, solved=solved), me))
    done = answer_all(desk, incident, words, me, solved=solved)
    if joining:
        desk.do(AnswerJoining(incident, zh, en), actor=me)
    return tell_done(caller, done)


@command("solve", help="incident.help_solve")
@argument("incident")
@option("--dry-run", code="cli.opt_dry_run", is_flag=True)
def solved(caller: Caller, incident: str, dry_run: bool) -> int:
    """Solve all its tickets, and end it, or show what that would change."""
    from agentdesk.desk import preview
    from agentdesk.desk.incidents.acts import solve_all, solves

    if dry_run:
        desk, me = caller.desk(), caller.me().id
        return show_preview(caller, preview(desk, solves(desk, incident), me))
    done = solve_all(caller.desk(write=True), incident, caller.me().id)
    tell_done(caller, done)
    return 0


@command("show", help="incident.help_show")
@argument("incident")
def shown(caller: Caller, incident: str) -> int:
    """Print one with its story and its tickets."""
    from agentdesk.desk.incidents.story import read_case

    case = read_case(caller.desk(), incident)
    if caller.json:
        caller.document(case)
        return 0
    caller.out(*columns([_row(caller, case.incident)]))
    now = caller.desk().clock.now()
    for step in case.steps:
        what = caller.say(Message(f"desk.step_{step.kind.replace('.', '_')}"))
        what += f" ({step.tickets})" if step.tickets else ""
        line = (moments.of_day(step.at, now, caller.zone), step.who, what, step.note)
        caller.out("  " + " ".join(part for part in line if part))
    caller.out("  " + " ".join(f"#{ticket}" for ticket in case.tickets))
    return 0


for _command in (listed, opened, joined, left, noted, dismissed, replied, solved, shown):
    incident.add_command(_command)


def _begun(caller: Caller, text: str | None) -> int | None:
    """Return the moment that has been, None where it was not given; raises `Refusal`."""
    if text is None:
        return None
    caller.me()
    return moments.since(text, caller.desk().clock.now(), caller.zone)
