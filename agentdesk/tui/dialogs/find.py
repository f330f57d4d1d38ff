"""Find: a ticket by its number or by words of its conversation."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from agentdesk.model import Ticket
from agentdesk.text import safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.lanes import Lanes
from agentdesk.tui.seat import Seat
from agentdesk.tui.timing import once
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.desk import Found
    from agentdesk.tui.app import DeskApp

FIND_AFTER = 0.06
MOST_FOUND = 50


class Finder(Chooser):
    """Searches while one types."""

    def __init__(self, seat: Seat, lanes: Lanes) -> None:
        super().__init__(seat, tell("dialog.find", seat.lang), (), advice="advice_find")
        self.lanes = lanes
        self.tickets: dict[str, Ticket] = {}
        self._timer: Timer | None = None
        self._shown = ""
        """The words that what is shown was found by."""
        self._hasty = False
        """Whether somebody wants what will be found first."""

    def narrow(self, query: str) -> None:
        """Search once the typing rests."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = once(self, FIND_AFTER, lambda: self._seek(query))

    def _seek(self, query: str) -> None:
        desk = self.seat.desk
        if query.strip():
            self.lanes.ask(
                "search", "find", lambda: desk.find(query, MOST_FOUND), lambda found: self._show(found, query)
            )
        else:
            self.lanes.forget("find")
            self._show((), query)

    def take(self) -> None:
        """Take the ticket under the cursor; while it is still being searched, the first that will be found."""
        self._hasty = self._shown != self.field.value
        if not self._hasty:
            super().take()

    def _show(self, found: "tuple[Found, ...]", query: str) -> None:
        self._shown = query
        self.tickets = {str(one.ticket.id): one.ticket for one in found}
        lang = self.seat.lang
        self.choices.show(
            tuple(
                Choice(
                    id=str(one.ticket.id),
                    name=safe_line(f"#{one.ticket.id} {one.ticket.customer_name}  {one.snippet}"),
                    detail=word(f"desk.state_{one.ticket.state}", lang),
                )
                for one in found
            )
        )
        said = tell("dialog.found", lang, n=len(found)) if found else tell("dialog.found_none", lang)
        words = said if self.field.value.strip() else safe("")
        self.advice.say(words or tell("dialog.advice_find", lang), "faint")
        if self._hasty and query == self.field.value:
            self.take()


def ask(app: "DeskApp") -> None:
    """Ask for words, and open the ticket that was found."""
    finder = Finder(app.seat, app.lanes)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.go_to(finder.tickets[chosen.choice.id])

    app.over(finder, answered)
