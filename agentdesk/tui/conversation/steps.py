"""What happened to a ticket, in the reader's words."""

from agentdesk.desk.steps import step_details
from agentdesk.model import Step
from agentdesk.text import Safe, safe_line
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import word


def step_words(step: Step, seat: Seat) -> Safe:
    """Return who did what: `李敏 转接 → 资金组`."""
    code = f"desk.step_{step.kind.replace('.', '_')}"
    parts = (seat.name(step.actor), word(code, seat.lang), *step_details(step, seat))
    return safe_line(" ".join(part for part in parts if part))
