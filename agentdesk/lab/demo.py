"""The demo desk: a scratch store that has lived through the sample conversations, with customers who keep writing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agentdesk.clock import Clock, SeededChance, SystemClock, VirtualClock
from agentdesk.desk import Desk, Keeper, Parcel, Reply
from agentdesk.desk.found import NewAgent, found, read_people
from agentdesk.desk.verbs.people import AddAgent
from agentdesk.lab.script import Line, Script, read_scripts
from agentdesk.model import Author
from agentdesk.resources import shipped

if TYPE_CHECKING:
    from agentdesk.desk.inbound import Inbound

FOUNDER = "shenqi"
"""The sample desk's admin."""


class _Arrived:
    """Carries nothing: the answers of the past have arrived."""

    def carry(self, parcel: Parcel) -> None:
        """Take it as delivered."""


def sample_desk(path: Path, *, seed: int = 1, clock: Clock | None = None) -> tuple[Desk, tuple[Script, ...]]:
    """Make the sample desk at `path`, as it stands at the present moment of `clock`; return it and all scripts.

    Its people worked through the conversations' past on a virtual clock, so that every waiting time is real.
    Raises `Refusal` when a desk is there already and knows other people.
    """
    clock = clock or SystemClock()
    opened = clock.now()
    scripts = read_scripts(shipped("sample_data") / "conversations")
    past = VirtualClock(opened + min(0, *(script.lines[0].at for script in scripts)) - 1)
    desk = staffed_desk(path, seed=seed, clock=past)
    _live_through(desk, past, scripts, opened)
    past.advance(opened - past.now())
    _deliver(desk, opened)
    desk.clock = clock
    return desk, scripts


def staffed_desk(
    path: Path,
    *,
    clock: Clock,
    seed: int = 1,
    files: Mapping[str, str] | None = None,
    people: Sequence[NewAgent] = (),
) -> Desk:
    """Make a desk at `path` with the sample people and articles, but without a ticket.

    `people` come besides, in those of their teams that the rules know; `files` are the rules, those that ship
    without. Raises `Refusal`, `RuleErrors`.
    """
    from agentdesk.rules import read_folder

    data = shipped("sample_data")
    sample = read_people((data / "people.yaml").read_text("utf-8"))
    rules = files if files is not None else read_folder(shipped("rules"))
    desk = found(path, FOUNDER, rules, sample, clock=clock, chance=SeededChance(seed))
    _welcome(desk, people)
    _fill_knowledge(desk, data / "articles")
    return desk


def _welcome(desk: Desk, people: Sequence[NewAgent]) -> None:
    """Add who is not there yet; of their teams those that these rules know."""
    teams = {team.id for team in desk.teams()}
    names = {agent.name for agent in desk.agents()}
    fresh = [
        msgspec.structs.replace(person, teams=tuple(team for team in person.teams if team in teams))
        for person in people
        if person.name not in names
    ]
    if fresh:
        added = (AddAgent(**{name: getattr(person, name) for name in NewAgent.__struct_fields__}) for person in fresh)
        desk.do(*added, actor=desk.sit(FOUNDER).id)


def _deliver(desk: Desk, opened: int) -> None:
    """Let the past's answers leave, and give the lease back."""
    keeper = Keeper(desk, "", _Arrived())
    while desk.reader().deliveries(("held",), opened, 1):
        keeper.tick()
    keeper.stop()
    keeper.run()


def _fill_knowledge(desk: Desk, folder: Path) -> None:
    from agentdesk.desk.verbs.knowledge import PutArticle
    from agentdesk.kb.files import read_files

    desk.do(*(PutArticle(article) for article in read_files((folder,)).articles), actor="system")


def _live_through(desk: Desk, past: VirtualClock, scripts: Sequence[Script], opened: int) -> None:
    """Play what was said before the opening, in the order in which it was said."""
    said = [(line, number, script) for script in scripts for number, line in enumerate(script.lines, 1) if line.at <= 0]
    waiting: list[Inbound] = []
    for line, number, script in sorted(said, key=lambda each: each[0].at):
        if line.author != Author.AGENT:
            waiting.append(script.message(number, line.text, opened + line.at, line.author))
            continue
        _receive(desk, past, waiting)
        waiting = []
        past.advance(max(0, opened + line.at - past.now()))
        _answer(desk, script, line)
    _receive(desk, past, waiting)


def _receive(desk: Desk, past: VirtualClock, messages: "list[Inbound]") -> None:
    if messages:
        past.advance(max(0, max(message.at or 0 for message in messages) - past.now()))
        desk.receive(messages)


def _answer(desk: Desk, script: Script, line: Line) -> None:
    """The agent of the script answers; the last word of a finished conversation solves it."""
    ticket = desk.reader().conversation(f"{script.head['channel']}:{script.id}")
    assert ticket is not None, script.id
    last = line is script.lines[-1]
    reply = Reply(ticket.id, line.text, then="solved" if last else "pending", unchecked=True)
    desk.do(reply, actor=desk.sit(script.handled_by).id)
