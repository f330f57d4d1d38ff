"""Views: choosing among all of them, and keeping a filter under a name."""

from typing import TYPE_CHECKING

from textual import events

from agentdesk.lang import Message
from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.actions.action import key_name
from agentdesk.tui.dialogs.choices import Choice, ranked
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.opening import TABS
from agentdesk.tui.queue.asked import PREFIX
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, tell

if TYPE_CHECKING:
    from agentdesk.desk.views import SavedView
    from agentdesk.tui.app import DeskApp

DROP = "ctrl+r"
SHARE = "ctrl+t"
SAVED = "saved:"
DIGITS = "1234567890"
"""The keys of the views that were saved, or while there are none of the desk's, as long as nothing else is typed."""


class ViewChooser(Chooser):
    """The views that were saved, one's own before the teams', then the desk's; keys share and drop the saved ones."""

    def __init__(self, app: "DeskApp", saved: "tuple[SavedView, ...]") -> None:
        self._app = app
        self.sharing: SavedView | None = None
        """The view for which a team is asked next."""
        self.saved = {f"{SAVED}{view.team or ''}:{view.name}": view for view in saved}
        shown = tuple(
            Choice(id=name, name=safe_line(view.name), detail=self._detail(view, place))
            for place, (name, view) in enumerate(self.saved.items())
        )
        tabs = _tabs(app, numbered=not saved)
        super().__init__(app.seat, tell("dialog.views", app.seat.lang), (*shown, *tabs), advice="advice_views")
        self.numbered = {digit: choice.id for digit, choice in zip(DIGITS, shown or tabs, strict=False)}

    def _detail(self, view: "SavedView", place: int) -> Safe:
        """Whose it is, its filter, and its key."""
        keys = self._app.table["views"].keys
        key = f"{key_name(keys[0])} {DIGITS[place]}" if keys and place < len(DIGITS) else ""
        team = self._app.seat.team(view.team) if view.team is not None else ""
        return safe_line(" · ".join(part for part in (team, view.filter, key) if part))

    def on_key(self, event: events.Key) -> None:
        """Turn to a view by its number, share or drop the one under the cursor, or what every dialog does."""
        choice = self.choices.choice
        view = self.saved.get(choice.id) if choice is not None else None
        if event.key == DROP and choice is not None and view is not None:
            event.stop()
            self.all = tuple(other for other in self.all if other.id != choice.id)
            self.narrow(self.field.value)
            drop(self._app, view)
        elif event.key == SHARE and view is not None:
            event.stop()
            self.sharing = view
            self.leave(None)
        else:
            super().on_key(event)

    def narrow(self, query: str) -> None:
        """A number is the key of a view, while there is one of that number."""
        found = tuple(choice for choice in self.all if choice.id == self.numbered.get(query))
        if found:
            self.choices.show(found)
            self.take()
        else:
            super().narrow(query)


def _tabs(app: "DeskApp", *, numbered: bool) -> tuple[Choice, ...]:
    lang, counts = app.seat.lang, app.topbar.counts
    return tuple(
        Choice(
            id=view,
            name=tell(f"view.{view}", lang),
            detail=safe(f"{counts.get(view, 0)} · {DIGITS[place]}" if numbered else str(counts.get(view, 0))),
            about=tell(f"about.view_{view}", lang),
        )
        for place, view in enumerate(TABS)
    )


def ask(app: "DeskApp") -> None:
    """Ask for a view, and turn to it."""
    views = app.seat.desk.views(app.seat.me)

    def show(saved: "tuple[SavedView, ...]") -> None:
        chooser = ViewChooser(app, saved)

        def answered(chosen: Chosen | None) -> None:
            if chooser.sharing is not None:
                share(app, chooser.sharing)
            elif chosen is not None:
                found = chooser.saved.get(chosen.choice.id)
                app.turn(chosen.choice.id if found is None else PREFIX + found.filter)

        app.over(chooser, answered)

    app.lanes.ask("search", "views", views.all, show)


def drop(app: "DeskApp", view: "SavedView") -> None:
    """Forget a view of one's own or of a team."""
    views = app.seat.desk.views(app.seat.me)
    said = Message("filter.dropped", {"name": view.name})
    app.lanes.ask(WRITER, "", lambda: views.drop(view.name, view.team), lambda _: app.say(said, "green"))


def share(app: "DeskApp", view: "SavedView") -> None:
    """Ask for the team that is to have a view, too."""
    seat = app.seat
    teams = seat.me.teams or (tuple(seat.teams) if seat.me.leads else ())
    choices = tuple(Choice(id=team, name=seat.team(team), about=safe_line(team)) for team in teams)
    title = spoken(Message("tui.dialog.share_view", {"name": view.name}), seat.lang)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            _keep(app, view.name, view.filter, chosen.choice.id)

    app.over(Chooser(seat, title, choices), answered)


def _keep(app: "DeskApp", name: str, text: str, team: str | None = None) -> None:
    views = app.seat.desk.views(app.seat.me)
    app.lanes.ask(WRITER, "", lambda: views.save(name, text, team), lambda view: app.say(views.kept(view), "green"))


class Namer(Chooser):
    """Asks for a name; those that there are can be chosen, and hold another filter then."""

    def __init__(self, seat: Seat, text: str, saved: "tuple[SavedView, ...]") -> None:
        choices = tuple(
            Choice(id=view.name, name=safe_line(view.name), detail=safe_line(view.filter)) for view in saved
        )
        title = spoken(Message("tui.dialog.name_view", {"filter": text}), seat.lang)
        super().__init__(seat, title, choices, advice="advice_name_view")
        self.field.placeholder = tell("dialog.view_name", seat.lang)

    def narrow(self, query: str) -> None:
        """What is typed is a name of its own."""
        found, typed = ranked(self.all, query), " ".join(query.split())
        if typed and all(choice.id != typed for choice in found):
            new = tell("dialog.new_view", self.seat.lang)
            found = (Choice(id=typed, name=safe_line(typed), detail=new, fresh=True), *found)
        self.choices.show(found)


def name_it(app: "DeskApp", text: str) -> None:
    """Ask for a name, and keep the filter under it."""
    views = app.seat.desk.views(app.seat.me)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            _keep(app, chosen.choice.id, text)

    def show(saved: "tuple[SavedView, ...]") -> None:
        own = tuple(view for view in saved if view.team is None)
        app.over(Namer(app.seat, text, own), answered)

    app.lanes.ask("search", "views", views.all, show)
