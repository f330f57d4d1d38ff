"""The queue pane: who waits, how long, why first."""
