"""The line of the floor that says what may concern many customers at once."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.text import safe, safe_line
from agentdesk.tui.caption import Caption
from agentdesk.tui.moments import clock
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken

if TYPE_CHECKING:
    from agentdesk.model import Incident


class IncidentsLine(Caption):
    """Open and suspected incidents, the newest first; no line where there are none."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, safe(""), "amber-strong", id="floor-incidents")
        self.seat = seat
        self.display = False

    def show(self, incidents: "tuple[Incident, ...]") -> None:
        """Show these."""
        self.display = bool(incidents)
        told = " · ".join(self._said(incident) for incident in incidents)
        self.say(safe(f" ⚠ {told}" if told else ""), "amber-strong")

    def _said(self, incident: "Incident") -> str:
        name = safe_line(incident.title) or self.seat.tag(incident.tag or incident.id)
        since = clock(incident.since, self.seat.zone)
        words = Message(f"floor.incident_{incident.stage}", {"name": name, "since": since, "n": incident.seen})
        return spoken(words, self.seat.lang)
