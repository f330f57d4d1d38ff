"""The last line of defence: no raw control reaches the terminal, whatever a widget was given."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from agentdesk.text import has_raw, safe_line


class Guard(LineFilter):
    """Makes segments safe that are not; paints them anew only then."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments`, each with safe text."""
        if not any(has_raw(segment.text) for segment in segments):
            return segments
        return [Segment(safe_line(text), style, control) for text, style, control in segments]


class Colourless(LineFilter):
    """Leaves bold, reverse and underline, and takes every colour away."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` without colours."""
        return [
            Segment(text, style.without_color if style is not None else None, control)
            for text, style, control in segments
        ]


COLOURLESS = Colourless()
