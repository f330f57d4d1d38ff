"""How the folder of drafts stands: what differs, whether it is sound, what it would have changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.strip import Strip

from agentdesk.lang import Message
from agentdesk.text import Safe, safe, safe_line, wrap
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, word

if TYPE_CHECKING:
    from agentdesk.lab.examining import Examination

Part = tuple[Safe, str]


class FolderPanel(Panel):
    """A few lines about the folder."""

    def __init__(self, seat: Seat, folder: Path) -> None:
        super().__init__(id="rules-folder")
        self.seat = seat
        self.folder = folder
        self.found: Examination | None = None
        self.looking = True
        """Whether the past is still being looked at."""
        self.fault: Safe | None = None

    def show(self, found: "Examination | None", *, looking: bool, fault: Safe | None = None) -> None:
        """Show how it stands."""
        self.found, self.looking, self.fault = found, looking, fault
        self.renew()

    def line(self, y: int) -> Strip:
        """Return a line."""
        ink = Ink(self.size.width, self.seat.look["ground"]).put(safe(" "), self.seat.look["plain"])
        lines = self.lines()
        for text, role in lines[y] if y < len(lines) else ():
            ink.put(text, self.seat.look[role])
        return ink.strip()

    def lines(self) -> list[tuple[Part, ...]]:
        """Return the lines: where, what differs, check, tests, back-test, what to do."""
        seat, found = self.seat, self.found
        name = str(self.folder).replace(str(Path.home()), "~", 1)
        head: list[tuple[Part, ...]] = [((safe_line(name), "accent-strong"),)]
        if self.fault is not None:
            return [*head, ((self.fault, "red-strong"),)]
        if found is None:
            return [*head, ((word("lead.looking", seat.lang), "dim"),)]
        cells = max(self.size.width - 2, 10)
        told = [(spoken(message, seat.lang), role) for message, role in self.told(found)]
        if found.changes and not found.errors and not found.failed:
            told.append((word("lead.offer", seat.lang), "accent"))
        return [*head, *(((safe(part), role),) for text, role in told for part in wrap(text, cells))]

    def told(self, found: "Examination") -> list[tuple[Message, str]]:
        """Return the sentences, each with its role."""
        if found.errors:
            first = found.errors[0]
            placed = Message("lead.placed", {"place": str(first.place), "what": first.message})
            return [(Message("lead.check_bad", {"n": len(found.errors)}), "red-strong"), (placed, "text")]
        if not found.changes:
            return [(Message("lead.same", {"hash": found.hash[:6]}), "dim")]
        told = [(Message("lead.check_good", {"hash": found.hash[:6], "n": len(found.changes)}), "green")]
        if found.failed:
            bad = Message("lead.tests_bad", {"n": len(found.failed), "rule": found.failed[0].rule})
            return [*told, (bad, "red-strong")]
        told.append((Message("lead.tests_good", {"n": found.tests}), "green"))
        if (past := found.backtest) is not None:
            counts = {"changed": f"{past.changed:,}", "tickets": f"{past.tickets:,}", "messages": f"{past.messages:,}"}
            told += [(Message("lead.past", {**counts}), "amber"), (Message("rules.backtest_fixed"), "faint")]
        elif self.looking:
            told.append((Message("lead.looking_back"), "dim"))
        return told
