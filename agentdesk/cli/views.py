"""`views`: the filters that a person saved under names."""

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Group, argument, command, option
from agentdesk.cli.names import team_named, team_shown
from agentdesk.cli.reading import point
from agentdesk.cli.table import columns
from agentdesk.lang import Message


@click.group("views", cls=Group, help="filter.help_views")
def views() -> None:
    """Saved filters."""


@command("list", help="filter.help_views_list")
def list_views(caller: Caller) -> int:
    """Print them by name."""
    desk = caller.desk()
    found = desk.views(desk.sit(caller.name)).all()
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("filter.none_saved"))
    else:
        teams = desk.teams()
        shared = (team_shown(teams, view.team, caller.lang) if view.team else "" for view in found)
        caller.out(*columns([(view.name, view.filter, team) for view, team in zip(found, shared, strict=True)]))
    return 0


@command("save", help="filter.help_views_save")
@argument("name")
@argument("text", nargs=-1, required=True, metavar="FILTER")
@option("--team", code="filter.opt_team", default="", metavar="TEAM")
def save(caller: Caller, name: str, text: tuple[str, ...], team: str) -> int:
    """Keep a filter, for oneself or for a team."""
    from agentdesk.desk import FilterError

    desk, written = caller.desk(), " ".join(text)
    try:
        view = desk.views(desk.sit(caller.name)).save(name, written, team_named(desk, team) if team else None)
    except FilterError as error:
        point(caller, written, error)
        return 2
    if caller.json:
        caller.document(view)
    else:
        caller.answer(desk.views(desk.sit(caller.name)).kept(view))
    return 0


@command("drop", help="filter.help_views_drop")
@argument("name")
@option("--team", code="filter.opt_team", default="", metavar="TEAM")
def drop(caller: Caller, name: str, team: str) -> int:
    """Forget a filter of one's own, or of a team."""
    desk = caller.desk()
    desk.views(desk.sit(caller.name)).drop(name, team_named(desk, team) if team else None)
    if caller.json:
        caller.document([name])
    else:
        caller.answer(Message("filter.dropped", {"name": name}))
    return 0


views.add_command(list_views)
views.add_command(save)
views.add_command(drop)
