"""Balancing a team: which one, and what would move, before it does."""

from typing import TYPE_CHECKING

from agentdesk.model import key_of
from agentdesk.text import safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.confirm import Confirm
from agentdesk.tui.many import BULK, preview_lines
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.desk import Done, Preview
    from agentdesk.tui.app import DeskApp


def ask_team(app: "DeskApp") -> None:
    """Ask which team's work is shared anew, and show what would move."""
    lang = app.seat.lang
    teams = (team for team in app.seat.teams.values() if team.active)
    choices = tuple(Choice(id=team.id, name=safe_line(team.shown(lang))) for team in teams)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            look_ahead(app, chosen.choice.id)

    app.over(Chooser(app.seat, tell("dialog.rebalance", lang), choices), answered)


def look_ahead(app: "DeskApp", team: str) -> None:
    """Show what balancing a team would move; Enter does it."""
    from agentdesk.desk.previewing import preview_rebalance
    from agentdesk.desk.verbs.assign import Rebalance

    desk, me = app.seat.desk, app.seat.me.id

    def shown(seen: "Preview") -> None:
        title = tell("dialog.rebalance_of", app.seat.lang, team=app.seat.team(team))
        dialog = Confirm(app.seat, title, preview_lines(app, seen), possible=bool(seen.changed))
        app.over(dialog, lambda wanted: balance() if wanted else None)

    def balance() -> None:
        app.lanes.ask("read", "absent", desk.absent, lambda absent: app.do(Rebalance(team, absent), then=kept))

    def kept(done: "Done") -> None:
        """Undo takes it back as one."""
        acts = (event.stream for event in done.events if event.stream.startswith("bulk:"))
        app.queue.last_bulk = next(map(key_of, acts), "")

    app.lanes.ask(BULK, "", lambda: preview_rebalance(desk, team, me), shown)
