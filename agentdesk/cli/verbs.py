"""The verbs of an agent: what the screen can do to a ticket, a command can."""

import sys
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, VERSION, Choice, argument, command, option
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agentdesk.desk import Command
    from agentdesk.desk.bulk import OnTicket

ALSO = option("--also", code="cli.opt_also", type=TICKET, multiple=True, metavar="ID")
DRY_RUN = option("--dry-run", code="cli.opt_dry_run", is_flag=True)
SEEN = option("--seen", code="cli.opt_seen", type=VERSION, metavar="VERSION")


def do(caller: Caller, *commands: "Command") -> int:
    """Do as the caller, and print what came of it."""
    me = caller.me()
    return caller.done(caller.desk().do(*commands, actor=me.id))


def _many(caller: Caller, commands: "Sequence[OnTicket]", what: str, *, dry_run: bool) -> int:
    from agentdesk.cli.bulk import give

    return give(caller, commands, what, dry_run=dry_run)


def words(given: tuple[str, ...]) -> str:
    """Return the text of an argument; `-` reads it from standard input."""
    if given == ("-",):
        return sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\n")
    return " ".join(given)


@command("claim", help="cli.help_claim")
@argument("id", type=TICKET, required=False)
@option("--team", "teams", code="cli.opt_claim_team", multiple=True, metavar="TEAM")
@SEEN
def claim(caller: Caller, id: int | None, teams: tuple[str, ...], seen: int | None) -> int:
    """Take a ticket, or the next in order."""
    from agentdesk.cli.names import team_named
    from agentdesk.desk import Claim, ClaimNext

    if id is not None:
        return do(caller, Claim(id, seen))
    caller.me()
    return do(caller, ClaimNext(tuple(team_named(caller.desk(), team) for team in teams)))


@command("release", help="cli.help_release")
@argument("id", type=TICKET)
@SEEN
def release(caller: Caller, id: int, seen: int | None) -> int:
    """Give a ticket back."""
    from agentdesk.desk import Release

    return do(caller, Release(id, seen))


@command("reply", help="cli.help_reply")
@argument("id", type=TICKET)
@argument("text", nargs=-1, required=True)
@option("--then", code="cli.opt_then", type=Choice("pending", "open", "solved"), default="pending")
@option("--article", "articles", code="cli.opt_article", multiple=True, metavar="ID")
@option("--unchecked", code="cli.opt_unchecked", is_flag=True)
@SEEN
def reply(
    caller: Caller,
    id: int,
    text: tuple[str, ...],
    then: str,
    articles: tuple[str, ...],
    unchecked: bool,
    seen: int | None,
) -> int:
    """Answer the customer."""
    from agentdesk.desk import Reply

    status = do(caller, Reply(id, words(text), seen, then, articles, unchecked))
    desk = caller.desk()
    if not caller.json and desk.side.lease("keeper", desk.clock.now()) is None:
        caller.tell(Message("cli.no_keeper"))
    return status


@command("note", help="cli.help_note")
@argument("id", type=TICKET)
@argument("text", nargs=-1, required=True)
@option("--for-agent", "whisper", code="floor.opt_for_agent", is_flag=True)
def note(caller: Caller, id: int, text: tuple[str, ...], whisper: bool) -> int:
    """Write an internal note, or one for the agent of the ticket alone."""
    from agentdesk.desk import Note, Whisper

    return do(caller, Whisper(id, words(text)) if whisper else Note(id, words(text)))


@command("tag", help="cli.help_tag", context_settings={"ignore_unknown_options": True})
@argument("id", type=TICKET)
@argument("tags", nargs=-1, required=False, type=click.UNPROCESSED)
@option("--suggested", code="cli.opt_suggested", is_flag=True)
@ALSO
@DRY_RUN
def tag(caller: Caller, id: int, tags: tuple[str, ...], suggested: bool, also: tuple[int, ...], dry_run: bool) -> int:
    """Put tags on (`+a` or `a`) and take tags off (`-b`); or put on what the rules suggest."""
    from agentdesk.desk import Tag, TakeSuggestion

    if suggested:
        return do(caller, TakeSuggestion(id, tags[0] if tags else ""))
    if not tags:
        raise Refusal(Why.INPUT, "cli.missing", name="TAGS")
    known = caller.desk().names().tag
    off = tuple(known(tag[1:]) for tag in tags if tag.startswith("-"))
    on = tuple(known(tag.removeprefix("+")) for tag in tags if not tag.startswith("-"))
    if not also and not dry_run:
        return do(caller, Tag(id, on, off))
    return _many(caller, [Tag(number, on, off) for number in (id, *also)], "tagged", dry_run=dry_run)


@command("priority", help="cli.help_priority")
@argument("id", type=TICKET)
@argument("level")
@ALSO
@DRY_RUN
def priority(caller: Caller, id: int, level: str, also: tuple[int, ...], dry_run: bool) -> int:
    """Set a ticket's priority by hand."""
    from agentdesk.desk import SetPriority

    if not also and not dry_run:
        return do(caller, SetPriority(id, level))
    return _many(caller, [SetPriority(number, level) for number in (id, *also)], "prioritised", dry_run=dry_run)


@command("reroute", help="cli.help_reroute")
@argument("ids", type=TICKET, nargs=-1)
@option("--filter", "chosen", code="cli.opt_chosen", default="", metavar="FILTER")
@option("--team", code="cli.opt_to_team", metavar="TEAM")
@option("--agent", code="cli.opt_to_agent", metavar="NAME")
@option("--note", "text", code="cli.opt_note", default="", metavar="TEXT")
@option("--tried", code="cli.opt_tried", default="", metavar="TEXT")
@option("--promise", code="cli.opt_promise", default="", metavar="TEXT")
@option("--by", code="cli.opt_by", metavar="UNTIL")
@option("--warm", code="cli.opt_warm", is_flag=True)
@DRY_RUN
@SEEN
def reroute(
    caller: Caller,
    ids: tuple[int, ...],
    chosen: str,
    team: str | None,
    agent: str | None,
    text: str,
    tried: str,
    promise: str,
    by: str | None,
    warm: bool,
    dry_run: bool,
    seen: int | None,
) -> int:
    """Move tickets to a team or a person, with a note; several as one act."""
    from agentdesk.desk import Reroute

    caller.me()
    until = None
    if by is not None:
        from agentdesk.cli.moments import until as moment

        until = moment(by, caller.desk().clock.now(), caller.zone)
    if chosen:
        from agentdesk.cli.bulk import found_by

        ids = (*ids, *found_by(caller, chosen))
    commands = [Reroute(one, text, team, agent, seen, tried, promise, until, warm) for one in dict.fromkeys(ids)]
    if len(commands) == 1 and not dry_run:
        return do(caller, *commands)
    return _many(caller, commands, "offered" if warm else "rerouted", dry_run=dry_run)


@command("snooze", help="cli.help_snooze")
@argument("id", type=TICKET)
@argument("until")
@option("--note", "text", code="cli.opt_note", default="", metavar="TEXT")
def snooze(caller: Caller, id: int, until: str, text: str) -> int:
    """Put a ticket aside until a moment."""
    from agentdesk.cli.moments import until as moment
    from agentdesk.desk import Snooze

    caller.me()
    return do(caller, Snooze(id, moment(until, caller.desk().clock.now(), caller.zone), text))


@command("solve", help="cli.help_solve")
@argument("id", type=TICKET)
@option("--told", code="cli.opt_told", is_flag=True)
@option("--unchecked", code="cli.opt_unchecked", is_flag=True)
@SEEN
def solve(caller: Caller, id: int, told: bool, unchecked: bool, seen: int | None) -> int:
    """Call a matter solved; a person at a terminal is asked when the customer was not told."""
    from agentdesk.desk import Solve

    try:
        return do(caller, Solve(id, told, seen, unchecked))
    except Refusal as refusal:
        if refusal.message.code != "desk.solve_untold" or not sys.stdin.isatty():
            raise
        caller.tell(refusal.message)
        if not click.confirm(caller.say(Message("cli.ask_told")), err=True, default=False):
            raise
        return do(caller, Solve(id, True, seen, unchecked))


@command("reopen", help="cli.help_reopen")
@argument("id", type=TICKET)
def reopen(caller: Caller, id: int) -> int:
    """Take a solved ticket up again."""
    from agentdesk.desk import Reopen

    return do(caller, Reopen(id))


@command("undo", help="cli.help_undo")
@argument("id", type=TICKET, required=False)
@option("--bulk", code="cli.opt_bulk", metavar="ID")
def undo(caller: Caller, id: int | None, bulk: str | None) -> int:
    """Take back the last thing that I did to a ticket, or an act on many."""
    from agentdesk.desk import Undo

    if bulk is not None:
        from agentdesk.cli.bulk import take_back

        return take_back(caller, bulk)
    if id is None:
        raise Refusal(Why.INPUT, "cli.undo_what")
    return do(caller, Undo(id))


@command("resend", help="cli.help_resend")
@argument("id", type=TICKET)
@argument("number", type=VERSION, required=False)
def resend(caller: Caller, id: int, number: int | None) -> int:
    """Send a failed or uncertain answer again; without a number the last such one."""
    from agentdesk.desk import Resend

    caller.me()
    return do(caller, Resend(id, _last_stuck(caller, id) if number is None else number))


def _last_stuck(caller: Caller, id: int) -> int:
    stuck = [m.n for m in caller.desk().story(id).messages if m.delivery in ("failed", "uncertain")]
    if not stuck:
        raise Refusal(Why.MISSING, "cli.nothing_stuck", ticket=id)
    return stuck[-1]
