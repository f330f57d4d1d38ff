"""An app of textual with one line on it: the floor under every first paint."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        yield Static("nothing here")


if __name__ == "__main__":
    EmptyApp().run()
