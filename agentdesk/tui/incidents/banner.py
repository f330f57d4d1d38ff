"""The line below the views: which incident is open, and, for those who lead, what the desk suspects."""

from textual.strip import Strip

from agentdesk.lang import Message
from agentdesk.model import Incident, Stage
from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, word

SIGN = safe("⚠ ")
LEADING = frozenset({"supervisor", "lead", "admin"})


class Banner(Panel):
    """One line; it takes no room while there is nothing to tell."""

    def __init__(self, seat: Seat, incidents: tuple[Incident, ...]) -> None:
        super().__init__(id="banner")
        self.seat = seat
        self.incidents: tuple[Incident, ...] = ()
        self.show(incidents)

    def show(self, incidents: tuple[Incident, ...]) -> None:
        """Tell of these."""
        told = tuple(one for one in incidents if one.stage == Stage.OPEN or self.seat.me.role in LEADING)
        if told != self.incidents:
            self.incidents = told
            self.set_class(bool(told), "on")
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        look = self.seat.look
        ink = Ink(self.size.width, look["raised"]).put(safe(" "), look["plain"])
        for place, incident in enumerate(self.incidents):
            is_open = incident.stage == Stage.OPEN
            ink.put(safe("  " if place else ""), look["plain"])
            ink.put(SIGN, look["red-strong" if is_open else "amber-strong"])
            ink.put(told(incident, self.seat), look["red-strong" if is_open else "amber"])
        return ink.right([(word("incident.hint", self.seat.lang), look["faint"]), (safe(" "), look["plain"])]).strip()


def told(incident: Incident, seat: Seat) -> Safe:
    """Return an incident in a few words."""
    if incident.stage == Stage.OPEN:
        return safe_line(incident.title)
    usual = f"{incident.usual / 100:.1f}"
    return spoken(
        Message("incident.maybe", {"tag": seat.tag(incident.tag), "seen": incident.seen, "usual": usual}), seat.lang
    )
