"""The palette: every action by its name."""

from typing import TYPE_CHECKING

from agentdesk.text import safe
from agentdesk.tui.actions.action import key_name
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.words import spoken, tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp


def ask(app: "DeskApp") -> None:
    """Offer every action, those that cannot be done now with the reason; do the chosen one."""
    lang = app.seat.lang
    choices = []
    for action in app.table.actions:
        if app.cover is not None and app.where not in action.where:
            continue
        obstacle = action.enabled(app)
        keys = safe(" ".join(key_name(key) for key in action.keys))
        about = tell(f"do.{action.id}", "en" if lang == "zh" else "zh")
        detail = spoken(obstacle, lang) if obstacle else keys
        choices.append(Choice(id=action.id, name=action.name(lang), detail=detail, about=about))

    async def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            await app.act(app.table[chosen.choice.id])

    app.over(Chooser(app.seat, tell("dialog.palette", lang), tuple(choices)), answered)
