"""Tags: which are on, which come off, which are new."""

from typing import TYPE_CHECKING

from agentdesk.text import safe_line
from agentdesk.tui.dialogs.choices import Choice, ranked
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.reroute import numbers
from agentdesk.tui.many import give, targets
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


class TagChooser(Chooser):
    """Offers the tags one knows, and whatever is typed as a new one."""

    def narrow(self, query: str) -> None:
        """What is typed can be a tag of its own."""
        found, typed = ranked(self.all, query), query.strip()
        if typed and all(choice.id != typed for choice in found):
            new = Choice(
                id=typed, name=safe_line(typed), detail=tell("dialog.new_tag", self.seat.lang), on=False, fresh=True
            )
            found = (*found, new)
        self.choices.show(found)

    def take(self) -> None:
        """A tag that was typed and not ticked is meant as well."""
        choice = self.choices.choice
        if self.field.value.strip() and choice is not None and not choice.on:
            self.tick()
        super().take()


def ask(app: "DeskApp") -> None:
    """Ask for the ticket's tags, and change those that were ticked or unticked."""
    from agentdesk.desk import Tag

    tickets = targets(app)
    if not tickets:
        return
    ticket = tickets[0]
    shared = {tag for tag in ticket.tags if all(tag in other.tags for other in tickets)}
    known = dict.fromkeys((*ticket.tags, *(tag for other in app.queue.place.glimpse.tickets for tag in other.tags)))
    choices = tuple(Choice(id=tag, name=safe_line(tag), on=tag in shared) for tag in known)

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        on = tuple(choice.id for choice in chosen.choices if choice.on and choice.id not in shared)
        off = tuple(choice.id for choice in chosen.choices if not choice.on and choice.id in shared)
        if on or off:
            give(app, tickets, lambda one: Tag(one.id, on=on, off=off), "tagged")

    title = tell("dialog.tags", app.seat.lang, ticket=numbers(tickets))
    app.over(TagChooser(app.seat, title, choices, advice="advice_many", many=True), answered)
