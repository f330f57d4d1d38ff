"""A line of words."""

from textual.strip import Strip

from agentdesk.text import Safe, safe
from agentdesk.tui.look import Look
from agentdesk.tui.paint import Ink
from agentdesk.tui.panel import Panel


class Caption(Panel):
    """One line, which can be replaced."""

    def __init__(self, look: Look, words: Safe, role: str, *, id: str) -> None:
        super().__init__(id=id)
        self.look = look
        self.words = words
        self.role = role

    def say(self, words: Safe, role: str) -> None:
        """Show other words."""
        if (words, role) != (self.words, self.role):
            self.words, self.role = words, role
            self.renew()

    def line(self, y: int) -> Strip:
        """Return the line."""
        return (
            Ink(self.size.width, self.look["raised"])
            .put(self.words if y == 0 else safe(""), self.look[self.role])
            .strip()
        )
