"""Making a desk, opening it on the screen, keeping its time without one, and the demo."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, command, option
from agentdesk.lang import Message, Refusal, Why

if TYPE_CHECKING:
    from agentdesk.desk import Carrier, Desk
    from agentdesk.desk.keeper import Inbox, Keeper

_PATIENCE = 3.0
"""Seconds to wait for a thread to end what it is doing."""
MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
"""Where a desk for throwing away lies, if the machine has it: nothing of it has to outlive the power."""


def open_screen(caller: Caller) -> int:
    """Show the caller's desk; where there is none yet, ask how to begin."""
    _needs_terminal()
    if not caller.path.exists():
        from agentdesk.cli.first import first_start

        return first_start(caller)
    return show_desk(caller)


def show_desk(caller: Caller) -> int:
    """Show the caller's desk on the screen, with its file channel."""
    from agentdesk.channels.files import FileChannel

    desk = caller.desk()
    channel = FileChannel(desk.channel_folder, desk, caller.lang)
    return _show(caller, desk, caller.name, channel, channel)


def _needs_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal(Why.INPUT, "cli.no_terminal")


def _show(caller: Caller, desk: "Desk", name: str, carrier: "Carrier", inbox: "Inbox | None") -> int:
    from agentdesk.tui import run

    desk.sit(name)
    if caller.settings.theme:
        os.environ.setdefault("AGENTDESK_LOOK", caller.settings.theme)
    with _keeping(_keeper(desk, name, carrier, inbox)):
        return run(desk, name, caller.lang, carrier, keys=caller.settings.keys)


def _keeper(desk: "Desk", name: str, carrier: "Carrier", inbox: "Inbox | None") -> "Keeper":
    from socket import gethostname

    from agentdesk.desk import Keeper

    return Keeper(desk, f"{name}@{gethostname()}:{os.getpid()}", carrier, inbox)


@contextmanager
def _keeping(keeper: "Keeper") -> Iterator[None]:
    thread = keeper.start()
    try:
        yield
    finally:
        keeper.stop()
        thread.join(_PATIENCE)


@command("init", help="cli.help_init")
@option("--people", code="cli.opt_people", type=click.Path(path_type=Path), metavar="FILE")
def init(caller: Caller, people: Path | None) -> int:
    """Make an empty desk."""
    from agentdesk.cli.founding import found_desk

    if caller.path.exists():
        raise Refusal(Why.CONFLICT, "cli.desk_exists", path=str(caller.path))
    desk = found_desk(caller, people)
    counts: dict[str, str | int] = {"rules": desk.rules_hash()[:6], "agents": len(desk.agents())}
    if caller.json:
        caller.document({"desk": str(caller.path), "rules": desk.rules_hash(), "agents": desk.agents()})
    else:
        caller.answer(Message("cli.founded", {"path": str(caller.path), "name": caller.name}))
        caller.answer(Message("cli.founded_with", {**counts, "teams": len(desk.teams())}))
    desk.close()
    return 0


@command("serve", help="cli.help_serve")
@option("--once", code="cli.opt_once", is_flag=True)
def serve(caller: Caller, once: bool) -> int:
    """Keep the desk's time and its channels until told to stop."""
    from agentdesk.channels.files import FileChannel

    desk = caller.desk(write=True)
    channel = FileChannel(desk.channel_folder, desk, caller.lang)
    keeper = _keeper(desk, caller.name, channel, channel)
    if once:
        return _tick(caller, desk, keeper)
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_: keeper.stop())
    caller.tell(Message("cli.serving", {"path": str(caller.path), "channel": str(desk.channel_folder)}))
    keeper.run()
    caller.tell(Message("cli.served"))
    return 0


def _tick(caller: Caller, desk: "Desk", keeper: "Keeper") -> int:
    held = keeper.tick()
    keeper.stop()
    keeper.run()  # only gives the lease back
    if not held:
        label = desk.side.lease("keeper", desk.clock.now()) or ""
        caller.complain(Message("cli.other_keeper", {"label": label}))
    return 0 if held else 1


@command("demo", help="cli.help_demo")
@option("--speed", code="cli.opt_speed", default="1", metavar="N")
@option("--seed", code="cli.opt_seed", type=Count(0, 10**9), default=1, metavar="N")
@option("--into", code="cli.opt_into", type=click.Path(path_type=Path), metavar="PATH")
def demo(caller: Caller, speed: str, seed: int, into: Path | None) -> int:
    """Open a desk for throwing away, with customers who keep writing."""
    from agentdesk.lab.demo import sample_desk

    times = _speed(speed)
    if into is not None:
        if into.exists():
            raise Refusal(Why.CONFLICT, "cli.desk_exists", path=str(into))
        sample_desk(into, seed=seed)[0].close()
        caller.answer(Message("cli.demo_made", {"path": str(into)}))
        return 0
    _needs_terminal()
    return demo_screen(caller, speed=times, seed=seed)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.01 <= speed <= 1000:
        raise Refusal(Why.INPUT, "cli.bad_speed")
    return speed


def demo_screen(caller: Caller, *, speed: float, seed: int) -> int:
    """Show the demo desk until its person leaves, then throw it away."""
    import tempfile

    from agentdesk.lab.customers import Customers
    from agentdesk.lab.demo import sample_desk

    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="agentdesk-demo-", dir=place, ignore_cleanup_errors=True) as folder:
        desk, scripts = sample_desk(Path(folder) / "desk.db", seed=seed)
        customers = Customers(desk, scripts, opened=desk.clock.now(), speed=speed, seed=seed)
        writing = customers.start()
        try:
            return _show(caller, desk, caller.name_option or "limin", customers, None)
        finally:
            customers.stop()
            writing.join(_PATIENCE)
            desk.close()
