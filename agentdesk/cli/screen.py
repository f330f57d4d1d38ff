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
    from agentdesk.lab.tempo import Tempo

_PATIENCE = 3.0
"""Seconds to wait for a thread to end what it is doing."""
DEMO_PERSON = "limin"
"""Who sits at the demo desk's screen, if nobody else is named."""


def open_screen(caller: Caller) -> int:
    """Show the caller's desk; where there is none yet, ask how to begin."""
    needs_terminal()
    if not caller.path.exists():
        from agentdesk.cli.first import first_start

        return first_start(caller)
    return show_desk(caller)


def show_desk(caller: Caller) -> int:
    """Show the caller's desk on the screen, with its file channel."""
    from agentdesk.channels.files import FileChannel

    desk = caller.desk()
    channel = FileChannel(desk.channel_folder, desk, caller.lang)
    return show(caller, desk, caller.name, channel, channel)


def needs_terminal() -> None:
    """Refuse where no screen can be shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal(Why.INPUT, "cli.no_terminal")


def show(
    caller: Caller,
    desk: "Desk",
    name: str,
    carrier: "Carrier",
    inbox: "Inbox | None",
    tempo: "Tempo | None" = None,
) -> int:
    """Show a desk to the person called `name` and keep its time until they leave; return the exit status.

    `tempo` is what the person may change where actors play.
    """
    from agentdesk.tui import run

    desk.sit(name)
    if caller.settings.theme:
        os.environ.setdefault("AGENTDESK_LOOK", caller.settings.theme)
    with _keeping(_keeper(desk, name, carrier, inbox)):
        wishes = caller.settings
        return run(
            desk,
            name,
            caller.lang,
            keys=wishes.keys,
            bell=wishes.bell,
            notice=wishes.notice,
            rules_folder=wishes.rules_folder,
            tempo=tempo,
        )


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
@option("--colleagues", code="lab.opt_colleagues", type=Count(0, 8), default=3, metavar="N")
@option("--pace", code="lab.opt_pace", default="6", metavar="N")
@option("--arrivals", code="lab.opt_arrivals", default="1", metavar="N")
@option("--into", code="cli.opt_into", type=click.Path(path_type=Path), metavar="PATH")
def demo(caller: Caller, speed: str, seed: int, colleagues: int, pace: str, arrivals: str, into: Path | None) -> int:
    """Open a desk for throwing away, with customers who keep writing and colleagues who work beside."""
    from agentdesk.lab.demo import sample_desk

    times, things = number(speed, 0.01, 1000, "cli.bad_speed"), number(pace, 0.1, 600, "lab.bad_pace")
    people = number(arrivals, 0, 600, "lab.bad_arrivals")
    if into is not None:
        if into.exists():
            raise Refusal(Why.CONFLICT, "cli.desk_exists", path=str(into))
        sample_desk(into, seed=seed)[0].close()
        caller.answer(Message("cli.demo_made", {"path": str(into)}))
        return 0
    needs_terminal()
    return demo_screen(caller, speed=times, seed=seed, colleagues=colleagues, pace=things, arrivals=people)


def number(text: str, least: float, most: float, code: str) -> float:
    """Return the number that an option gives; raises `Refusal` with `code` when it is none within the bounds."""
    try:
        value = float(text)
    except ValueError:
        value = least - 1
    if not least <= value <= most:
        raise Refusal(Why.INPUT, code)
    return value


def demo_screen(
    caller: Caller, *, speed: float, seed: int, colleagues: int = 3, pace: float = 6.0, arrivals: float = 1.0
) -> int:
    """Show the demo desk until its person leaves, then throw it away."""
    from agentdesk.lab.colleagues import Colleagues, choose
    from agentdesk.lab.customers import Customers
    from agentdesk.lab.lab import Lab
    from agentdesk.lab.newcomers import Newcomers
    from agentdesk.lab.tempo import Tempo

    name = caller.name_option or DEMO_PERSON
    with Lab(seed, lived=True) as lab:
        desk, scripts, tempo = lab.desk, lab.scripts, Tempo(lab.opened, speed)
        customers = Customers(desk, scripts, tempo=tempo, seed=seed)
        lab.join(customers)
        if arrivals:
            lab.join(Newcomers(customers, scripts, tempo=tempo, arrivals=arrivals, seed=seed))
        if colleagues:
            people, person = choose(desk, colleagues, seed, without=name), desk.sit(name)
            lab.join(Colleagues(desk, people, scripts, person=person, pace=pace, tempo=tempo, seed=seed))
        lab.start()
        return show(caller, desk, name, customers, None, tempo)
