"""Views: choosing among all of them, and keeping a filter under a name."""

from typing import TYPE_CHECKING

from textual import events

from agentdesk.lang import Message
from agentdesk.text import safe, safe_line
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
SAVED = "saved:"


class ViewChooser(Chooser):
    """The desk's views, then one's own; a key drops one of those."""

    def __init__(self, app: "DeskApp", saved: "tuple[SavedView, ...]") -> None:
        self._app = app
        self.filters = {f"{SAVED}{view.name}": view.filter for view in saved}
        own = tuple(
            Choice(id=f"{SAVED}{view.name}", name=safe_line(view.name), detail=safe_line(view.filter)) for view in saved
        )
        super().__init__(app.seat, tell("dialog.views", app.seat.lang), (*own, *_tabs(app)), advice="advice_views")

    def on_key(self, event: events.Key) -> None:
        """Drop the view under the cursor, or what every dialog does."""
        choice = self.choices.choice
        if event.key != DROP or choice is None or choice.id not in self.filters:
            super().on_key(event)
            return
        event.stop()
        self.all = tuple(other for other in self.all if other.id != choice.id)
        self.narrow(self.field.value)
        drop(self._app, choice.id.removeprefix(SAVED))


def _tabs(app: "DeskApp") -> tuple[Choice, ...]:
    lang, counts = app.seat.lang, app.topbar.counts
    return tuple(
        Choice(
            id=view,
            name=tell(f"view.{view}", lang),
            detail=safe(f"{counts.get(view, 0)} · {(place + 1) % 10}"),
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
            if chosen is not None:
                found = chooser.filters.get(chosen.choice.id)
                app.turn(chosen.choice.id if found is None else PREFIX + found)

        app.over(chooser, answered)

    app.lanes.ask("search", "views", views.all, show)


def drop(app: "DeskApp", name: str) -> None:
    """Forget a view of one's own."""
    views = app.seat.desk.views(app.seat.me)
    said = Message("filter.dropped", {"name": name})
    app.lanes.ask(WRITER, "", lambda: views.drop(name), lambda _: app.say(said, "green"))


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
            name = chosen.choice.id
            app.lanes.ask(WRITER, "", lambda: views.save(name, text), kept)

    def kept(view: "SavedView") -> None:
        app.say(Message("filter.saved", {"name": view.name, "filter": view.filter}), "green")

    app.lanes.ask("search", "views", views.all, lambda saved: app.over(Namer(app.seat, text, saved), answered))
