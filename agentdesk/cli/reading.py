"""Reading many tickets: the queue in its order, and search."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from agentdesk.cli import moments
from agentdesk.cli.context import Caller
from agentdesk.cli.group import LIMIT, Choice, argument, command, option
from agentdesk.cli.names import team_named, team_shown
from agentdesk.cli.table import colour, columns
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import VIEWS, Agent, State, Ticket

if TYPE_CHECKING:
    from datetime import tzinfo

    from agentdesk.desk import Desk, FilterError, View

MINE = frozenset({"mine", "waiting", "snoozed", "followups", "tasks"})
"""Views of one person's own tickets."""
SIGNS = {"vip": "◆", "creator": "★", "merchant": "▣"}
_PAGE = 500
_FARTHEST = 20_000
"""So many tickets are looked through for `--all` with a filter."""


@command("queue", help="cli.help_queue")
@option("--team", code="cli.opt_team", metavar="TEAM")
@option("--view", code="cli.opt_view", type=Choice(*VIEWS))
@option("--tag", code="cli.opt_tag", metavar="TAG", default="")
@option("--filter", "text", code="filter.opt_filter", metavar="FILTER", default="")
@option("--saved", code="filter.opt_saved", metavar="NAME", default="")
@option("--limit", code="cli.opt_limit", type=LIMIT, default=50, metavar="N")
@option("--all", "everything", code="cli.opt_all", is_flag=True)
def queue(
    caller: Caller,
    team: str | None,
    view: str | None,
    tag: str,
    text: str,
    saved: str,
    limit: int,
    everything: bool,
) -> int:
    """Print the queue in its order."""
    from agentdesk.desk import FilterError
    from agentdesk.desk.filter import unknown_tag

    desk = caller.desk()
    named = team_named(desk, team) if team else ""
    if saved:
        text = f"{desk.views(desk.sit(caller.name)).text(saved)} {text}".strip()
    if everything and text:
        raise Refusal(Why.INPUT, "filter.all_states")
    if everything:
        found = _history(desk, named, desk.names().tag(tag), limit)
        _show(caller, desk, found, more=len(found) == limit)
        return 0
    view = view or ("team" if named else "all")
    me = _agent(caller, desk, needed=view in MINE)
    try:
        asked = _asked(desk, me, named, view, tag, text)
    except FilterError as error:
        point(caller, text, error)
        return 2
    window = desk.queue(asked, 0, max(0, limit), me.turn if me else 0)
    if not window.tickets and asked.filter.terms and not caller.json:
        caller.answer(Message("filter.nothing", {"filter": text or f"tag:{tag}"}))
        if meant := unknown_tag(asked.filter, desk.names(me)):
            caller.tell(meant)
    else:
        _show(caller, desk, window.tickets, more=window.total > limit, total=window.total)
    if window.more:
        caller.tell(Message("filter.more" if text or tag else "cli.more"))
    return 0


def point(caller: Caller, text: str, error: "FilterError") -> None:
    """Print what is wrong with a filter, and where."""
    caller.complain(error.message)
    caller.complain_at(text, error.at)


@command("find", help="cli.help_find")
@argument("query", nargs=-1, required=True)
@option("--limit", code="cli.opt_limit", type=LIMIT, default=50, metavar="N")
def find(caller: Caller, query: tuple[str, ...], limit: int) -> int:
    """Print the tickets that a search finds; status 1 when there is none."""
    desk = caller.desk()
    words = " ".join(query)
    found = desk.find(words, limit)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("cli.nothing_found", {"query": words}))
    else:
        teams = desk.teams()
        rows = [
            (
                f"#{hit.ticket.id}",
                caller.say(Message(f"cli.state_{hit.ticket.state}")),
                hit.ticket.customer_name or "–",
                team_shown(teams, hit.ticket.team, caller.lang),
                hit.snippet,
            )
            for hit in found
        ]
        caller.out(*columns(rows))
    return 0 if found else 1


def _asked(desk: "Desk", me: Agent | None, team: str, view: str, tag: str, text: str) -> "View":
    from agentdesk.desk import Filter, View, read_filter
    from agentdesk.desk.filter import Term

    teams = (team,) if team else (me.teams if me and view == "team" else ())
    names = desk.names(me)
    terms = read_filter(text, names).terms if text else ()
    if tag:
        terms = (*terms, Term("tag", ":", (names.tag(tag),)))
    return View(name=view, agent=me.id if me else "", teams=teams, filter=Filter(terms))


def _agent(caller: Caller, desk: "Desk", *, needed: bool) -> Agent | None:
    """Return who asks; only a view of one's own needs to know."""
    try:
        return desk.sit(caller.name)
    except Refusal:
        if needed:
            raise
        return None


def _history(desk: "Desk", team: str, tag: str, limit: int) -> list[Ticket]:
    found: list[Ticket] = []
    for start in range(0, _FARTHEST, _PAGE):
        page = desk.history(_PAGE, start)
        found += [t for t in page if (not team or t.team == team) and (not tag or tag in t.tags)]
        if len(found) >= limit or len(page) < _PAGE:
            break
    return found[:limit]


def _show(caller: Caller, desk: "Desk", tickets: Sequence[Ticket], *, more: bool, total: int = 0) -> None:
    if caller.json:
        caller.document(tickets)
        return
    if not tickets:
        caller.answer(Message("cli.queue_empty"))
        return
    caller.styled("\n".join(_lines(caller, desk, tickets)))
    if more:
        caller.tell(
            Message("cli.queue_more", {"shown": len(tickets), "total": total}) if total else Message("cli.more")
        )


def _lines(caller: Caller, desk: "Desk", tickets: Sequence[Ticket]) -> list[str]:
    names, zone, now = {agent.id: agent.shown for agent in desk.agents()}, caller.zone, desk.clock.now()
    teams, called = desk.teams(), desk.called(caller.lang)
    heads = ("due", "id", "level", "customer", "team", "owner", "matter")
    rows = [tuple(caller.say(Message(f"cli.col_{name}")) for name in heads)]
    for ticket in tickets:
        level = caller.say(Message(f"desk.priority_{ticket.priority}"))
        who = f"{ticket.customer_name} {SIGNS.get(ticket.tier, '')}".strip() or "–"
        team = team_shown(teams, ticket.team, caller.lang)
        owner = names.get(ticket.owner or "", "–")
        rows.append((due(ticket, now, zone), f"#{ticket.id}", level, who, team, owner, matter(ticket, called)))
    first, *lines = columns(rows, right=frozenset({0}), most=20)
    return [colour(first, dim=True), *(_coloured(line, ticket) for line, ticket in zip(lines, tickets, strict=True))]


def due(ticket: Ticket, now: int, zone: "tzinfo | None") -> str:
    """Return what the first column says of a ticket's time: `!-4m` is late by four minutes, `26m` is left."""
    if ticket.state == State.SNOOZED and ticket.snoozed_until is not None:
        return f"z {moments.of_day(ticket.snoozed_until, now, zone)}"
    if ticket.state in (State.SOLVED, State.CLOSED):
        return "✓"
    if ticket.state == State.PENDING:
        return f"↩ {moments.span(now - (ticket.last_agent_at or ticket.updated_at))}"
    if ticket.due_at is None:
        return "–"
    left = ticket.due_at - now
    return moments.span(left) if left >= 0 else f"!-{moments.span(-left)}"


def matter(ticket: Ticket, called: Mapping[str, str]) -> str:
    """Return what a ticket is about, with its tags as they are called."""
    tags = " ".join(f"[{called.get(tag, tag)}]" for tag in ticket.tags[:4])
    return f"{tags} {ticket.preview or ticket.subject}".strip()


def _coloured(line: str, ticket: Ticket) -> str:
    if ticket.priority == "urgent":
        return colour(line, fg="red")
    return colour(line, bold=True) if ticket.priority == "high" else line
