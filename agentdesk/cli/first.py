"""The first start: a demo desk, an empty desk, or an import."""

from pathlib import Path

import click

from agentdesk.cli.context import Caller
from agentdesk.lang import Message

_CHOICES = ("demo", "empty", "import", "quit")


def first_start(caller: Caller) -> int:
    """Ask how to begin, and do it; return the exit status."""
    caller.answer(Message("cli.first_head", {"path": str(caller.path)}))
    for number, name in enumerate(_CHOICES, 1):
        caller.out(f"  {number}  {caller.say(Message(f'cli.first_{name}'))}")
    asked = caller.say(Message("cli.first_ask"))
    answer = click.prompt(asked, type=click.IntRange(1, len(_CHOICES)), default=1, show_default=False)
    return _begin(caller, _CHOICES[answer - 1])


def _begin(caller: Caller, choice: str) -> int:
    from agentdesk.cli import screen

    if choice == "quit":
        return 0
    if choice == "demo":
        return screen.demo_screen(caller, speed=1.0, seed=1)
    caller.desk(write=True)
    if choice == "import":
        from agentdesk.cli.bring import bring_files

        named = click.prompt(caller.say(Message("cli.first_file")), type=str)
        bring_files(caller, (Path(named).expanduser(),), open_waiting=True)
    return screen.show_desk(caller)
