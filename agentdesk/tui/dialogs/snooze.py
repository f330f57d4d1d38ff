"""Snooze: until when the ticket is out of sight."""

from typing import TYPE_CHECKING

from agentdesk.clock.said import moment
from agentdesk.text import safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.moments import clock, day
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

PRESETS = ("30m", "1h", "2h", "4h", "tomorrow 9", "monday 9")


def offered(seat: Seat, words: str) -> Choice | None:
    """Return the choice that words stand for, None when they name no moment."""
    until = moment(words, seat.now(), seat.zone)
    if until is None:
        return None
    name = tell(f"until.{words.replace(' ', '_')}", seat.lang) if words in PRESETS else safe_line(words)
    return Choice(id=str(until), name=name, detail=safe(f"{day(until, seat.zone)} {clock(until, seat.zone)}"))


class SnoozeChooser(Chooser):
    """Offers the usual times, and whatever time is typed."""

    nothing = "no_moment"

    def narrow(self, query: str) -> None:
        """A time that is typed stands first."""
        typed = offered(self.seat, query) if query.strip() else None
        self.choices.show((typed,) if typed else self.all if not query.strip() else ())


def ask(app: "DeskApp") -> None:
    """Ask until when, and put the ticket aside."""
    from agentdesk.desk import Snooze

    ticket = app.target()
    if ticket is None:
        return
    choices = tuple(choice for words in PRESETS if (choice := offered(app.seat, words)))

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.do(Snooze(ticket.id, int(chosen.choice.id)))

    title = tell("dialog.snooze", app.seat.lang, ticket=ticket.id)
    app.over(SnoozeChooser(app.seat, title, choices, advice="advice_until"), answered)
