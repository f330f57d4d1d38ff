"""Care of the store: backup, restore, verify, rebuild, erase; and customers who turn out to be one person."""

import sys
from pathlib import Path

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import argument, command, option
from agentdesk.lang import Message, Refusal, Why

MOST_FAULTS = 50
"""Faults that are printed; more help nobody."""


@command("backup", help="cli.help_backup")
@argument("target", type=click.Path(path_type=Path))
def backup(caller: Caller, target: Path) -> int:
    """Write a whole copy of the desk."""
    caller.desk().care.backup(target)
    caller.answer(Message("cli.backed_up", {"path": str(target), "size": f"{target.stat().st_size / 1e6:.1f}"}))
    return 0


@command("restore", help="cli.help_restore")
@argument("source", type=click.Path(path_type=Path), metavar="BACKUP")
@option("--force", code="cli.opt_force", is_flag=True)
def restore(caller: Caller, source: Path, force: bool) -> int:
    """Put a backup in the desk's place."""
    from agentdesk.clock import SystemChance, SystemClock
    from agentdesk.desk.care import restore as put_back

    done = put_back(source, caller.path, force=force, clock=SystemClock(), chance=SystemChance())
    caller.answer(Message("cli.restored", {"path": str(done.path)}))
    if done.kept is not None:
        caller.answer(Message("cli.kept_aside", {"path": str(done.kept)}))
    return 0


@command("verify", help="cli.help_verify")
def verify(caller: Caller) -> int:
    """Check the file, the chains and the tables; status 1 when something is wrong."""
    faults = list(caller.desk().care.verify())
    if caller.json:
        caller.document(faults)
        return 1 if faults else 0
    for fault in faults[:MOST_FAULTS]:
        caller.complain(Message(f"cli.fault_{fault.code}", {"place": fault.place}))
    if faults:
        caller.answer(Message("cli.verify_bad", {"count": len(faults)}))
        return 1
    caller.answer(Message("cli.verify_good"))
    return 0


@command("rebuild", help="cli.help_rebuild")
def rebuild(caller: Caller) -> int:
    """Make the tables again from the journal."""
    caller.answer(Message("cli.rebuilt", {"count": f"{caller.desk().care.rebuild():,}"}))
    return 0


@command("erase", help="cli.help_erase")
@argument("customer")
@option("--yes", code="cli.opt_yes", is_flag=True)
def erase(caller: Caller, customer: str, yes: bool) -> int:
    """Delete a customer's names and words for good."""
    from agentdesk.channels.files import FileChannel

    me, desk = caller.me(), caller.desk()
    found = desk.care.customer(customer)
    _ask(caller, Message("cli.ask_erase", {"customer": found.id, "name": found.name or "–"}), yes)
    done = desk.care.erase(found.id, me.id)
    FileChannel(desk.channel_folder).forget(done.tickets)
    if caller.json:
        caller.document(done)
        return 0
    caller.answer(Message("desk.erased", {"customer": done.customer}))
    caller.answer(Message("cli.erased", {"tickets": len(done.tickets), "bodies": done.bodies}))
    caller.answer(Message("cli.erased_copies", {"channel": str(desk.channel_folder)}))
    return 0


@command("link", help="cli.help_link")
@argument("customer")
@argument("to")
def link(caller: Caller, customer: str, to: str) -> int:
    """Two customers are one person."""
    from agentdesk.desk.verbs.customer import Link

    me, desk = caller.me(), caller.desk()
    one, other = desk.care.customer(customer), desk.care.customer(to)
    return caller.done(desk.do(Link(one.id, other.id), actor=me.id))


def _ask(caller: Caller, question: Message, yes: bool) -> None:
    """Go on only when the person says yes, or said so with `--yes`."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refusal(Why.INPUT, "cli.needs_yes")
    if not click.confirm(caller.say(question), err=True, default=False):
        raise Refusal(Why.CONFLICT, "cli.not_done")
