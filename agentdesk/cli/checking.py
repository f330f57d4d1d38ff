"""`check`: the checklist of a ticket."""

from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, argument, command, option
from agentdesk.lang import Message
from agentdesk.text import safe_line


@command("check", help="cli.help_check")
@argument("id", type=TICKET)
@argument("entries", nargs=-1, metavar="[ENTRY]...")
@option("--off", code="cli.opt_check_off", is_flag=True)
def check(caller: Caller, id: int, entries: tuple[str, ...], off: bool) -> int:
    """Tick entries of a ticket's checklist; without entries print it."""
    from agentdesk.desk.reasons import checklist
    from agentdesk.desk.verbs.check import Check

    if entries:
        me = caller.me()
        ticked: tuple[str, ...] = () if off else entries
        return caller.done(caller.desk().do(Check(id, on=ticked, off=entries if off else ()), actor=me.id))
    found = checklist(caller.desk().reader(), id, caller.lang)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.tell(Message("desk.no_checklist", {"ticket": id}))
    else:
        caller.out(*(safe_line(f"{'☑' if entry.done else '☐'} {entry.id}  {entry.text}") for entry in found))
    return 0 if all(entry.done for entry in found) else 1
