"""The verbs of an agent: what the screen can do to a ticket, a command can."""

import sys
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, VERSION, Choice, argument, command, option
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.desk import Command

_SEEN = option("--seen", code="cli.opt_seen", type=VERSION, metavar="VERSION")


def _do(caller: Caller, *commands: "Command") -> int:
    me = caller.me()
    return caller.done(caller.desk().do(*commands, actor=me.id))


def words(given: tuple[str, ...]) -> str:
    """Return the text of an argument; `-` reads it from standard input."""
    if given == ("-",):
        return sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\n")
    return " ".join(given)


@command("claim", help="cli.help_claim")
@argument("id", type=TICKET, required=False)
@option("--team", "teams", code="cli.opt_claim_team", multiple=True, metavar="TEAM")
@_SEEN
def claim(caller: Caller, id: int | None, teams: tuple[str, ...], seen: int | None) -> int:
    """Take a ticket, or the next in order."""
    from agentdesk.cli.names import team_named
    from agentdesk.desk import Claim, ClaimNext

    if id is not None:
        return _do(caller, Claim(id, seen))
    caller.me()
    return _do(caller, ClaimNext(tuple(team_named(caller.desk(), team) for team in teams)))


@command("release", help="cli.help_release")
@argument("id", type=TICKET)
@_SEEN
def release(caller: Caller, id: int, seen: int | None) -> int:
    """Give a ticket back."""
    from agentdesk.desk import Release

    return _do(caller, Release(id, seen))


@command("reply", help="cli.help_reply")
@argument("id", type=TICKET)
@argument("text", nargs=-1, required=True)
@option("--then", code="cli.opt_then", type=Choice("pending", "open", "solved"), default="pending")
@option("--article", "articles", code="cli.opt_article", multiple=True, metavar="ID")
@_SEEN
def reply(
    caller: Caller, id: int, text: tuple[str, ...], then: str, articles: tuple[str, ...], seen: int | None
) -> int:
    """Answer the customer."""
    from agentdesk.desk import Reply

    status = _do(caller, Reply(id, words(text), seen, then, articles))
    desk = caller.desk()
    if not caller.json and desk.side.lease("keeper", desk.clock.now()) is None:
        caller.tell(Message("cli.no_keeper"))
    return status


@command("note", help="cli.help_note")
@argument("id", type=TICKET)
@argument("text", nargs=-1, required=True)
def note(caller: Caller, id: int, text: tuple[str, ...]) -> int:
    """Write an internal note."""
    from agentdesk.desk import Note

    return _do(caller, Note(id, words(text)))


@command("tag", help="cli.help_tag", context_settings={"ignore_unknown_options": True})
@argument("id", type=TICKET)
@argument("tags", nargs=-1, required=False, type=click.UNPROCESSED)
@option("--suggested", code="cli.opt_suggested", is_flag=True)
def tag(caller: Caller, id: int, tags: tuple[str, ...], suggested: bool) -> int:
    """Put tags on (`+a` or `a`) and take tags off (`-b`); or put on what the rules suggest."""
    from agentdesk.desk import Tag, TakeSuggestion

    if suggested:
        return _do(caller, TakeSuggestion(id, tags[0] if tags else ""))
    if not tags:
        raise Refusal(Why.INPUT, "cli.missing", name="TAGS")
    off = tuple(tag[1:] for tag in tags if tag.startswith("-"))
    on = tuple(tag.removeprefix("+") for tag in tags if not tag.startswith("-"))
    return _do(caller, Tag(id, on, off))


@command("priority", help="cli.help_priority")
@argument("id", type=TICKET)
@argument("level")
def priority(caller: Caller, id: int, level: str) -> int:
    """Set a ticket's priority by hand."""
    from agentdesk.desk import SetPriority

    return _do(caller, SetPriority(id, level))


@command("reroute", help="cli.help_reroute")
@argument("id", type=TICKET)
@option("--team", code="cli.opt_to_team", metavar="TEAM")
@option("--agent", code="cli.opt_to_agent", metavar="NAME")
@option("--note", "text", code="cli.opt_note", default="", metavar="TEXT")
@_SEEN
def reroute(caller: Caller, id: int, team: str | None, agent: str | None, text: str, seen: int | None) -> int:
    """Move a ticket to a team or a person, with a note."""
    from agentdesk.desk import Reroute

    return _do(caller, Reroute(id, text, team, agent, seen))


@command("snooze", help="cli.help_snooze")
@argument("id", type=TICKET)
@argument("until")
@option("--note", "text", code="cli.opt_note", default="", metavar="TEXT")
def snooze(caller: Caller, id: int, until: str, text: str) -> int:
    """Put a ticket aside until a moment."""
    from agentdesk.cli.moments import until as moment
    from agentdesk.desk import Snooze

    caller.me()
    return _do(caller, Snooze(id, moment(until, caller.desk().clock.now(), caller.zone), text))


@command("solve", help="cli.help_solve")
@argument("id", type=TICKET)
@option("--told", code="cli.opt_told", is_flag=True)
@_SEEN
def solve(caller: Caller, id: int, told: bool, seen: int | None) -> int:
    """Call a matter solved; a person at a terminal is asked when the customer was not told."""
    from agentdesk.desk import Solve

    try:
        return _do(caller, Solve(id, told, seen))
    except Refusal as refusal:
        if refusal.message.code != "desk.solve_untold" or not sys.stdin.isatty():
            raise
        caller.tell(refusal.message)
        if not click.confirm(caller.say(Message("cli.ask_told")), err=True, default=False):
            raise
        return _do(caller, Solve(id, told=True, seen=seen))


@command("reopen", help="cli.help_reopen")
@argument("id", type=TICKET)
def reopen(caller: Caller, id: int) -> int:
    """Take a solved ticket up again."""
    from agentdesk.desk import Reopen

    return _do(caller, Reopen(id))


@command("undo", help="cli.help_undo")
@argument("id", type=TICKET)
def undo(caller: Caller, id: int) -> int:
    """Take back the last thing that I did to a ticket."""
    from agentdesk.desk import Undo

    return _do(caller, Undo(id))


@command("resend", help="cli.help_resend")
@argument("id", type=TICKET)
@argument("number", type=VERSION, required=False)
def resend(caller: Caller, id: int, number: int | None) -> int:
    """Send a failed or uncertain answer again; without a number the last such one."""
    from agentdesk.desk import Resend

    caller.me()
    return _do(caller, Resend(id, _last_stuck(caller, id) if number is None else number))


def _last_stuck(caller: Caller, id: int) -> int:
    stuck = [m.n for m in caller.desk().story(id).messages if m.delivery in ("failed", "uncertain")]
    if not stuck:
        raise Refusal(Why.MISSING, "cli.nothing_stuck", ticket=id)
    return stuck[-1]
