"""What a terminal's size decides."""

SHORT = 16
"""Below so many lines the header gives way to the text that is being written."""
HEIGHTS = [(0, "-short"), (SHORT, "-high")]
LEAST = (24, 7)
"""Columns and lines below which nothing can be worked with."""
BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (130, "-wide")]
"""From so many columns on: one pane at a time, two, all three."""
