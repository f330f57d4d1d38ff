"""Sharing work: who is there, skipping, following a case, what a ticket needs, balancing a team."""

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, VERSION, Choice, argument, command, option
from agentdesk.cli.table import columns
from agentdesk.lang import Message

STATES = ("online", "busy", "break", "offline")
HEADS = ("agent", "state", "since", "load", "rooms")


@command("presence", help="sharing.help_presence")
@argument("state", type=Choice(*STATES), required=False)
@option("--agent", code="sharing.opt_presence_agent", metavar="NAME")
def presence(caller: Caller, state: str | None, agent: str | None) -> int:
    """Say whether one works, or without a state who does."""
    from agentdesk.desk.verbs.presence import SetDuty

    if state is not None:
        me = caller.me()
        return caller.done(caller.desk().do(SetDuty(state, agent), actor=me.id))
    desk = caller.desk()
    wanted = desk.sit(agent).id if agent is not None else None
    lines = [line for line in desk.presence() if wanted in (None, line.agent)]
    if caller.json:
        caller.document(lines)
        return 0
    now = desk.clock.now()
    rows = [tuple(caller.say(Message(f"sharing.head_{name}")) for name in HEADS)]
    for line in lines:
        said = caller.say(Message(f"sharing.duty_{line.state or 'unknown'}"))
        asked = caller.say(Message("sharing.asks_for_break")) if line.break_asked is not None else ""
        since = moments.span(now - line.since) if line.since else "–"
        rooms = " · ".join(f"{channel} {full}".strip() for channel, full in line.rooms.items())
        rows.append((line.name, f"{said} {asked}".strip(), since, f"{line.load:g}", rooms))
    caller.out(*columns(rows, right=frozenset({2, 3})))
    return 0


@command("skip", help="sharing.help_skip")
@argument("id", type=TICKET, required=False)
@option("--reason", code="sharing.opt_skip_reason", default="", metavar="TEXT")
@option("--seen", code="cli.opt_seen", type=VERSION, metavar="VERSION")
def skip(caller: Caller, id: int | None, reason: str, seen: int | None) -> int:
    """Let a ticket go by, with a reason."""
    from agentdesk.desk.verbs.skip import Skip

    me = caller.me()
    return caller.done(caller.desk().do(Skip(reason, id, seen), actor=me.id))


@command("dedicate", help="sharing.help_dedicate")
@argument("id", type=TICKET)
@option("--off", code="sharing.opt_dedicate_off", is_flag=True)
def dedicate(caller: Caller, id: int, off: bool) -> int:
    """Follow a case until it is solved."""
    from agentdesk.desk.verbs.dedicate import Dedicate

    me = caller.me()
    return caller.done(caller.desk().do(Dedicate(id, on=not off), actor=me.id))


@command("needs", help="sharing.help_needs")
@argument("id", type=TICKET)
@argument("skills", nargs=-1)
def needs(caller: Caller, id: int, skills: tuple[str, ...]) -> int:
    """Say what whoever takes a ticket must know."""
    from agentdesk.desk.verbs.dedicate import Need

    me = caller.me()
    return caller.done(caller.desk().do(Need(id, skills), actor=me.id))


@command("rebalance", help="sharing.help_rebalance")
@argument("team")
@option("--dry-run", code="cli.opt_dry_run", is_flag=True)
def rebalance(caller: Caller, team: str, dry_run: bool) -> int:
    """Share a team's work anew, or show what that would change."""
    from agentdesk.desk.verbs.assign import Rebalance

    me, desk = caller.me(), caller.desk()
    if dry_run:
        from agentdesk.cli.bulk import show_preview
        from agentdesk.desk.previewing import preview_rebalance

        return show_preview(caller, preview_rebalance(desk, team, me.id))
    return caller.done(desk.do(Rebalance(team, desk.absent()), actor=me.id))
