"""An incident's story, read in a dialog."""

from typing import TYPE_CHECKING

from agentdesk.text import safe, safe_line
from agentdesk.tui.dialogs.reader import Part, Reader, hanging, inner_width
from agentdesk.tui.incidents.banner import told
from agentdesk.tui.moments import clock, day
from agentdesk.tui.words import word

if TYPE_CHECKING:
    from agentdesk.desk.incidents.story import Case
    from agentdesk.tui.app import DeskApp


def show(app: "DeskApp", case: "Case") -> None:
    """Show what happened to an incident, and its tickets."""
    seat, cells = app.seat, inner_width(app)
    lines: list[tuple[Part, ...]] = []
    for step in case.steps:
        moment = f"{day(step.at, seat.zone)} {clock(step.at, seat.zone)}"
        what = word(f"desk.step_{step.kind.replace('.', '_')}", seat.lang)
        what = safe_line(f"{what} ({step.tickets})") if step.tickets else what
        lines.append(((safe(moment), "faint"), (safe(" "), "plain"), (safe_line(f"{step.who} {what}".strip()), "dim")))
        lines += [((safe(part), "text"),) for part in hanging(safe_line(f"  {step.note}"), cells) if step.note]
    numbers = " ".join(f"#{ticket}" for ticket in case.tickets)
    lines += [(), *(((safe(part), "accent"),) for part in hanging(safe(numbers), cells))]
    app.over(Reader(seat, told(case.incident, seat), tuple(lines)))
