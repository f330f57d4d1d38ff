"""Tags: which are on, which come off, which are new."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.text import safe, safe_line
from agentdesk.tui.dialogs.choices import Choice, ranked
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.reroute import numbers
from agentdesk.tui.many import give, targets
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


class TagChooser(Chooser):
    """Offers the tags one knows, and whatever is typed as a new one."""

    new = "new_tag"
    """What stands beside what was typed."""

    def narrow(self, query: str) -> None:
        """What is typed can be a tag of its own."""
        found, typed = ranked(self.all, query), query.strip()
        if typed and all(typed not in (choice.id, choice.name) for choice in found):
            found = (*found, self._new(typed))
        self.choices.show(found)

    def _new(self, typed: str) -> Choice:
        """Return what was typed as a tag that is not in the list: one that is called so, or a new one."""
        wanted = typed.casefold()
        if known := next((tag for tag, name in self.seat.called.items() if name.casefold() == wanted), ""):
            return msgspec.structs.replace(named(known, self.seat, on=False), fresh=True)
        detail = tell(f"dialog.{self.new}", self.seat.lang)
        return Choice(id=typed, name=safe_line(typed), detail=detail, on=False, fresh=True)

    def take(self) -> None:
        """A tag that was typed and not ticked is meant as well."""
        choice = self.choices.choice
        if self.field.value.strip() and choice is not None and not choice.on:
            self.tick()
        super().take()


def named(tag: str, seat: Seat, *, on: bool) -> Choice:
    """Return a tag as one chooses it: by what it is called, with the tag itself where that is another name."""
    name = seat.tag(tag)
    return Choice(id=tag, name=name, detail=safe_line(tag) if name != tag else safe(""), on=on)


def ask(app: "DeskApp") -> None:
    """Ask for the ticket's tags, and change those that were ticked or unticked."""
    from agentdesk.desk import Tag

    tickets = targets(app)
    if not tickets:
        return
    ticket = tickets[0]
    shared = {tag for tag in ticket.tags if all(tag in other.tags for other in tickets)}
    seen = (tag for other in app.queue.place.glimpse.tickets for tag in other.tags)
    choices = tuple(named(tag, app.seat, on=tag in shared) for tag in dict.fromkeys((*ticket.tags, *seen)))

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        on = tuple(choice.id for choice in chosen.choices if choice.on and choice.id not in shared)
        off = tuple(choice.id for choice in chosen.choices if not choice.on and choice.id in shared)
        if on or off:
            give(app, tickets, lambda one: Tag(one.id, on=on, off=off), "tagged")

    title = tell("dialog.tags", app.seat.lang, ticket=numbers(tickets))
    app.over(TagChooser(app.seat, title, choices, advice="advice_many", many=True), answered)
