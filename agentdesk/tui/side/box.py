"""The search box of the side pane."""

from textual.message import Message
from textual.widgets import Input

from agentdesk.text import Safe


class SearchBox(Input):
    """A line to type into; what it says is looked up while it is typed."""

    class Entered(Message):
        """Enter was pressed; every key typed before it is in the box."""

    class Sought(Message):
        """The words changed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, placeholder: Safe) -> None:
        super().__init__(placeholder=placeholder, id="search", compact=True, select_on_focus=False)
        self.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is sought."""
        event.stop()
        self.post_message(self.Sought(self.value))
