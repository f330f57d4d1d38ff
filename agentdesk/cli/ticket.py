"""Reading one ticket: its conversation, and the reasons for what was decided about it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import TICKET, argument, command, option
from agentdesk.cli.names import team_shown
from agentdesk.cli.reading import SIGNS
from agentdesk.cli.table import cells, colour
from agentdesk.desk.standing import People, standing
from agentdesk.desk.steps import step_details
from agentdesk.lang import Message
from agentdesk.model import Author, ChatMessage, Step, Task
from agentdesk.text import safe, safe_line, wrap

if TYPE_CHECKING:
    from agentdesk.desk import Desk, Story

MOST_LINES = 200
"""Lines of one message that are printed; the store holds all of it."""
_CLOCKS = {
    "first": "first_response",
    "next": "next_response",
    "resolve": "resolution",
    "final": "final",
    "update": "update",
}
"""The clocks by the beginning of their column's name."""


@command("ticket", help="cli.help_ticket")
@argument("id", type=TICKET)
@option("--clocks", "times", code="cli.opt_clocks", is_flag=True)
def ticket(caller: Caller, id: int, times: bool) -> int:
    """Print a ticket with its conversation, or how its promises stand."""
    desk = caller.desk()
    if times:
        from agentdesk.cli.clocks import clocks

        return clocks(caller, desk, id)
    story = desk.story(id, desk.reader().agent_by_name(caller.name))
    if caller.json:
        caller.document(story)
        return 0
    caller.styled("\n".join(_page(caller, desk, story)))
    return 0


@command("why", help="cli.help_why")
@argument("id", type=TICKET)
@option("--rule", code="lead.opt_why_rule", default="", metavar="RULE")
def why(caller: Caller, id: int, rule: str) -> int:
    """Print the reasons for everything decided about a ticket, or why one rule acted or did not."""
    lines = caller.desk().why(id, caller.lang, rule.strip())
    if caller.json:
        caller.document({"ticket": id, "reasons": lines})
    else:
        caller.out(*lines)
    return 0


def _page(caller: Caller, desk: "Desk", story: "Story") -> Iterator[str]:
    names = {agent.id: agent.shown for agent in desk.agents()}
    yield from _head(caller, desk, story, names)
    told = _Told(caller, desk, names)
    for entry in story.entries():
        yield ""
        if isinstance(entry, ChatMessage):
            yield from _message(caller, desk, story, entry, names)
        else:
            yield from _step(caller, entry, told)
    for task in story.tasks:
        yield ""
        yield from _task(caller, task, team_shown(desk.teams(), task.team, caller.lang))
    if story.linked:
        linked = ", ".join(f"#{other.id}" for other in story.linked)
        yield ""
        yield colour(caller.say(Message("cli.linked_tickets", {"tickets": linked})), dim=True)
    if story.others:
        others = ", ".join(f"#{other.id}" for other in story.others[:10])
        yield ""
        yield colour(caller.say(Message("cli.other_tickets", {"tickets": others})), dim=True)


def _head(caller: Caller, desk: "Desk", story: "Story", names: dict[str, str]) -> Iterator[str]:
    found = story.ticket
    who = f"{story.customer.name or '–'} {SIGNS.get(found.tier, '')}".strip()
    yield colour(safe_line(f"#{found.id}  {found.subject}"), bold=True)
    level = caller.say(Message(f"desk.priority_{found.priority}"))
    state = caller.say(Message(f"cli.state_{found.state}"))
    team = team_shown(desk.teams(), found.team, caller.lang)
    owner = names.get(found.owner or "", "–")
    yield safe_line(" · ".join((who, f"{found.channel}", state, level, team, owner)))
    clocks = list(_clocks(caller, desk, story))
    if clocks:
        yield " · ".join(clocks)
    if found.tags:
        called = desk.called(caller.lang)
        yield safe_line(" ".join(f"[{called.get(tag, tag)}]" for tag in found.tags))
    people = People({agent.id: agent for agent in desk.agents()}, {team.id: team for team in desk.teams()})
    for message in standing(found, people):
        yield safe_line(caller.say(message))


def _clocks(caller: Caller, desk: "Desk", story: "Story") -> Iterator[str]:
    now = desk.clock.now()
    for name, clock in _CLOCKS.items():
        due = getattr(story.ticket, f"{name}_due")
        if due is not None:
            yield f"{caller.say(Message(f'cli.clock_{name}'))} {moments.left(story.ticket, clock, due, now)}"


def _message(
    caller: Caller, desk: "Desk", story: "Story", message: ChatMessage, names: dict[str, str]
) -> Iterator[str]:
    who = names.get(message.agent or "", "")
    if message.author == Author.CUSTOMER:
        who = story.customer.name or caller.say(Message("cli.author_customer"))
    elif message.author == Author.NOTE:
        who = f"{caller.say(Message('cli.author_note'))} {who}"
        who += f" → {names.get(message.audience, '')}" if message.audience is not None else ""
    elif not who:
        who = caller.say(Message(f"cli.author_{message.author}"))
    sign = _signs(caller, message) + ("" if message.ticket == story.ticket.id else f" · #{message.ticket}")
    yield colour(safe_line(f"{moments.of_day(message.at, desk.clock.now(), caller.zone)} {who}{sign}"), dim=True)
    text = caller.say(Message("cli.text_erased")) if message.text is None else safe(message.text)
    lines = wrap(text, cells() - 3)
    yield from (f"   {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield "   " + caller.say(Message("cli.more_lines", {"count": len(lines) - MOST_LINES}))
    yield from (f"   ⎘ {safe_line(file.name)}" for file in message.attachments)
    reasons = desk.reasons(message.verdict, caller.lang)
    if reasons:
        yield colour(safe_line(f"     ⚑ {reasons}"), dim=True)


def _signs(caller: Caller, message: ChatMessage) -> str:
    signs = [f"sending_{message.delivery}"] if message.delivery else []
    signs += ["withdrawn"] if message.withdrawn else []
    signs += ["flagged"] if message.flagged else []
    return "".join(f" · {caller.say(Message(f'cli.{sign}'))}" for sign in signs)


class _Told:
    """For whom steps are told: the caller, with the names that the desk knows."""

    def __init__(self, caller: Caller, desk: "Desk", names: dict[str, str]) -> None:
        self.lang = caller.lang
        self.now = desk.clock.now()
        self._zone, self._names, self._teams = caller.zone, names, desk.teams()
        self._called = desk.called(caller.lang)

    def name(self, actor: str | None) -> str:
        return self._names.get(actor or "", "")

    def team(self, team: str | None) -> str:
        return team_shown(self._teams, team, self.lang)

    def tag(self, tag: str) -> str:
        return self._called.get(tag, tag)

    def moment(self, moment: int, at: int) -> str:
        return moments.of_day(moment, at, self._zone)


def _step(caller: Caller, step: Step, told: _Told) -> Iterator[str]:
    what = caller.say(Message(f"desk.step_{step.kind.replace('.', '_')}"))
    who = told.name(step.actor)
    parts = (moments.of_day(step.at, told.now, caller.zone), "–", what, *step_details(step, told))
    yield colour(safe_line(" ".join(part for part in parts if part) + (f" · {who}" if who else "")), dim=True)
    for name, text in step.told.items():
        yield colour(safe_line(f"   {caller.say(Message(f'desk.told_{name}'))} {text}"), dim=True)


def _task(caller: Caller, task: Task, team: str) -> Iterator[str]:
    yield safe_line(caller.say(Message("cli.task_line", {"task": task.id, "team": team, "text": task.text})))
    if task.answer:
        yield safe_line(f"   → {task.answer}")
