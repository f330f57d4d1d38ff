"""The table of all commands, and where each lives."""

import gc

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Group

_HERE = "agentdesk.cli"

HOMES = {
    "demo": f"{_HERE}.screen:demo",
    "init": f"{_HERE}.screen:init",
    "serve": f"{_HERE}.screen:serve",
    "agents": f"{_HERE}.people:agents",
    "teams": f"{_HERE}.people:teams",
    "presence": f"{_HERE}.sharing:presence",
    "handover": f"{_HERE}.handover:handover",
    "rebalance": f"{_HERE}.sharing:rebalance",
    "import": f"{_HERE}.bring:bring",
    "receive": f"{_HERE}.receive:receive",
    "queue": f"{_HERE}.reading:queue",
    "ticket": f"{_HERE}.ticket:ticket",
    "why": f"{_HERE}.ticket:why",
    "views": f"{_HERE}.views:views",
    "find": f"{_HERE}.reading:find",
    "floor": f"{_HERE}.floor:floor",
    "claim": f"{_HERE}.verbs:claim",
    "release": f"{_HERE}.verbs:release",
    "reply": f"{_HERE}.verbs:reply",
    "note": f"{_HERE}.verbs:note",
    "tag": f"{_HERE}.verbs:tag",
    "check": f"{_HERE}.checking:check",
    "priority": f"{_HERE}.verbs:priority",
    "skip": f"{_HERE}.sharing:skip",
    "dedicate": f"{_HERE}.sharing:dedicate",
    "needs": f"{_HERE}.sharing:needs",
    "reroute": f"{_HERE}.verbs:reroute",
    "accept": f"{_HERE}.caring:accept",
    "return": f"{_HERE}.caring:give_back",
    "promise": f"{_HERE}.caring:promise",
    "task": f"{_HERE}.tasks:task",
    "escalate": f"{_HERE}.caring:escalate",
    "complaint": f"{_HERE}.caring:complaint",
    "incident": f"{_HERE}.incident:incident",
    "snooze": f"{_HERE}.verbs:snooze",
    "follow-up": f"{_HERE}.caring:follow_up",
    "solve": f"{_HERE}.verbs:solve",
    "reopen": f"{_HERE}.verbs:reopen",
    "merge": f"{_HERE}.caring:merge",
    "split": f"{_HERE}.caring:split",
    "rate": f"{_HERE}.caring:rate",
    "undo": f"{_HERE}.verbs:undo",
    "resend": f"{_HERE}.verbs:resend",
    "rules": f"{_HERE}.rules:rules",
    "kb": f"{_HERE}.kb:group",
    "shift": f"{_HERE}.shift:shift",
    "replay": f"{_HERE}.replay:replay",
    "session": f"{_HERE}.session:group",
    "link": f"{_HERE}.care:link",
    "doctor": f"{_HERE}.doctor:doctor",
    "completion": f"{_HERE}.completion:completion",
    "backup": f"{_HERE}.care:backup",
    "restore": f"{_HERE}.care:restore",
    "verify": f"{_HERE}.care:verify",
    "rebuild": f"{_HERE}.care:rebuild",
    "erase": f"{_HERE}.care:erase",
}
"""Command → module and name, in the order of the help page."""
HELPS = {
    "floor": "floor.help_floor",
    "incident": "incident.help",
    "follow-up": "cli.help_follow_up",
    "kb": "kb.help_kb",
    "presence": "sharing.help_presence",
    "handover": "sharing.help_handover",
    "skip": "sharing.help_skip",
    "dedicate": "sharing.help_dedicate",
    "needs": "sharing.help_needs",
    "rebalance": "sharing.help_rebalance",
    "shift": "lab.help_shift",
    "replay": "training.help_replay",
    "session": "training.help_session",
    "views": "filter.help_views",
}
"""Help of commands whose room has sentences of its own, or whose name is no code."""


@click.group("agentdesk", cls=Group, homes=HOMES, helps=HELPS, invoke_without_command=True, help="cli.help_agentdesk")
@click.option("--version", is_flag=True, help="cli.opt_version")
@click.pass_context
def root(ctx: click.Context, version: bool) -> int | None:
    """Open the desk on the screen when no command is named."""
    caller = ctx.find_object(Caller)
    assert caller is not None
    if version:
        from agentdesk import __version__

        caller.out(f"agentdesk {__version__}")
        ctx.exit(0)
    if ctx.invoked_subcommand is not None:
        gc.enable()
    else:
        from agentdesk.cli.screen import open_screen

        return open_screen(caller)
    return None
