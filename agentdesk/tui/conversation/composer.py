"""The composer: what the agent types, an answer to the customer or a note to colleagues."""

import textual._wrap
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea

from agentdesk.text import Safe
from agentdesk.text.cells import pieces

textual._wrap.chunks = pieces
"""In textual 8.2 a text field breaks its lines at blanks only: mixed Chinese lost up to half of every line."""


class Composer(TextArea):
    """A text field that says when it changed; its keys beyond typing come from the table of actions."""

    class Typed(Message):
        """The text changed by hand."""

    def __init__(self) -> None:
        super().__init__(id="composer", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False

    def put(self, text: Safe) -> None:
        """Show a draft, with the cursor at its end."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.move_cursor(self.document.end)

    def add(self, text: Safe) -> None:
        """Insert a canned reply or an article where the cursor is."""
        self.insert(text)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor; not while an undo leaves it behind the end of a shorter text, where Textual fails."""
        if self.cursor_location > self.document.end:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass on that something was typed."""
        event.stop()
        self.post_message(self.Typed())

    async def _on_key(self, event: events.Key) -> None:
        """Escape steps out of the field, which is the desk's affair."""
        if event.key == "escape":
            event.prevent_default()
