"""The side pane: knowledge on top, the customer below."""
