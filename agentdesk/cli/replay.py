"""`replay`: a session played again, on the screen or as text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Count, argument, command, option
from agentdesk.cli.names import team_shown
from agentdesk.cli.reading import SIGNS
from agentdesk.cli.table import cells, colour
from agentdesk.lang import Message
from agentdesk.text import safe_line, wrap

if TYPE_CHECKING:
    from agentdesk.model import Ticket
    from agentdesk.training.replay import Replay, Step

_INDENT = "    "
_MOST_MOVES = 100_000


@command("replay", help="training.help_replay")
@argument("file", metavar="FILE")
@option("--speed", code="training.opt_speed", default="1", metavar="N")
@option("--from", "start", code="training.opt_from", type=Count(1, _MOST_MOVES), default=1, metavar="N")
@option("--plain", code="training.opt_plain", is_flag=True)
def replay(caller: Caller, file: str, speed: str, start: int, plain: bool) -> int:
    """Play a session on the real desk: on the screen, or move by move as text."""
    from agentdesk.cli.screen import needs_terminal, number
    from agentdesk.training.reading import find_session, load_session
    from agentdesk.training.replay import Replay

    times = number(speed, 0.1, 1000, "training.bad_speed")
    session = load_session(find_session(file))
    if not (plain or caller.json):
        needs_terminal()
    playing = Replay(session, times, files=caller.tried())
    try:
        playing.seek(start - 1)
        return _print(caller, playing) if plain or caller.json else _show(caller, playing)
    finally:
        playing.close()


def _show(caller: Caller, replay: "Replay") -> int:
    from agentdesk.training.player import Player
    from agentdesk.tui import run

    if not replay.ticket:
        replay.step()  # an empty queue would have nothing to open
    name = caller.name_option or next((m.by for m in replay.session.moves if m.do != "write"), "limin")
    me = replay.desk.sit(name)
    owned = replay.desk.story(replay.ticket).ticket.owner == me.id
    replay.desk.side.save_view_state(me.id, "view", "mine" if owned else "all")
    player = Player(replay)
    player.start()
    try:
        return run(replay.desk, name, caller.lang, keys=caller.settings.keys, replay=replay)
    finally:
        player.stop()


def _print(caller: Caller, replay: "Replay") -> int:
    if caller.json:
        while (step := replay.step()) is not None:
            caller.document(step)
        return 0
    session = replay.session
    caller.styled(colour(safe_line(session.title), bold=True))
    if session.about:
        caller.styled("\n".join(colour(line, dim=True) for line in wrap(session.about, cells())))
    before: Ticket | None = None
    while (step := replay.step()) is not None:
        caller.styled("\n".join(_lines(caller, replay, step, before)))
        before = step.ticket
    return 0


def _lines(caller: Caller, replay: "Replay", step: "Step", before: "Ticket | None") -> Iterator[str]:
    yield ""
    yield _head(caller, replay, step)
    yield from (_INDENT + line for line in wrap(step.move.text, cells() - len(_INDENT)) if step.move.text)
    if step.move.articles:
        yield safe_line(f"{_INDENT}⌕ {', '.join(step.move.articles)}")
    reasons = replay.desk.reasons(step.verdict, caller.lang)
    if reasons:
        yield colour(safe_line(f"{_INDENT}⚑ {reasons}"), fg="cyan")
    if step.ticket is not None and _standing(before) != _standing(step.ticket):
        yield colour(safe_line(f"{_INDENT}→ {_stands(caller, replay, step.ticket)}"), dim=True)
    if step.refused is not None:
        yield colour(safe_line(f"{_INDENT}✗ {caller.say(step.refused)}"), fg="red")
    if step.move.why:
        comment = caller.say(Message("training.why", {"text": step.move.why}))
        yield from (colour(_INDENT + line, fg="yellow") for line in wrap(comment, cells() - len(_INDENT)))


def _head(caller: Caller, replay: "Replay", step: "Step") -> str:
    from zoneinfo import ZoneInfo

    from agentdesk.clock import to_datetime
    from agentdesk.training.writing import offset

    zone = ZoneInfo(replay.desk.rulebook().policies.calendar.zone)
    move = step.move
    did = "" if move.do == "write" else caller.say(Message(f"training.do_{move.do}"))
    details = [move.team or move.agent, move.priority, *move.tags]
    details += [offset(move.duration)] if move.duration else []
    parts = [
        f"{to_datetime(step.at, zone):%H:%M:%S}",
        f"+{offset(move.at)}",
        _who(caller, replay, move.by),
        " ".join(part for part in (did, *details) if part),
    ]
    return colour(safe_line("  ".join(part for part in parts if part)), bold=True)


def _who(caller: Caller, replay: "Replay", by: str) -> str:
    if by in ("customer", "bot"):
        person = replay.session.customer
        named = f"{person.name} {SIGNS.get(person.tier, '')}".strip() if by == "customer" else ""
        return named or caller.say(Message(f"training.by_{by}"))
    agent = replay.desk.reader().agent_by_name(by)
    return agent.shown if agent else by


def _standing(ticket: "Ticket | None") -> tuple[object, ...]:
    return (ticket.state, ticket.priority, ticket.team, ticket.owner) if ticket is not None else ()


def _stands(caller: Caller, replay: "Replay", ticket: "Ticket") -> str:
    owner = replay.desk.reader().agent(ticket.owner) if ticket.owner else None
    parts = [
        caller.say(Message(f"cli.state_{ticket.state}")),
        caller.say(Message(f"desk.priority_{ticket.priority}")),
        team_shown(replay.desk.teams(), ticket.team, caller.lang),
        owner.shown if owner else "",
    ]
    return " · ".join(part for part in parts if part and part != "–")
