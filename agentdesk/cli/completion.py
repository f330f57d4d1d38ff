"""`completion`: the script by which a shell completes our commands, options and words."""

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Choice, argument, command

VARIABLE = "_AGENTDESK_COMPLETE"
"""The variable by which click's scripts ask for words."""
SHELLS = ("bash", "zsh", "fish")


@command("completion", help="cli.help_completion")
@argument("shell", type=Choice(*SHELLS))
def completion(caller: Caller, shell: str) -> int:
    """Print the script that teaches a shell to complete `agentdesk`."""
    from click.shell_completion import get_completion_class

    from agentdesk.cli.root import root

    made = get_completion_class(shell)
    assert made is not None
    caller.out(made(root, {}, "agentdesk", VARIABLE).source())
    return 0
