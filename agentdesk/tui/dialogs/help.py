"""The help: every key, from the table of actions."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from agentdesk.text import Safe, safe, width
from agentdesk.tui.actions.action import Action, key_name
from agentdesk.tui.actions.table import GROUPS
from agentdesk.tui.dialogs.reader import Part, Reader
from agentdesk.tui.paint import blank
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

KEY_COLUMN = 13
NAME_COLUMN = 14


def help_lines(actions: tuple[Action, ...], lang: str, where: str) -> list[tuple[Part, ...]]:
    """Return the lines of the help: what acts here first, under a heading a group, then what acts elsewhere."""
    here = [action for action in actions if action.keys_in(where)]
    lines = list(_grouped(here, lang, where))
    if elsewhere := [action for action in actions if action not in here]:
        lines += [((tell("help_elsewhere", lang), "strong"),), (), *_grouped(elsewhere, lang, where)]
    for sign in ("due", "priority", "tier", "unread", "gutter", "delivery"):
        lines.append(((tell(f"legend.{sign}", lang), "dim"),))
    return lines


def _grouped(actions: Sequence[Action], lang: str, where: str) -> Iterator[tuple[Part, ...]]:
    """Give the actions under their headings; the floor and the rules begin with what is theirs alone."""
    for group in sorted(GROUPS, key=lambda group: group != where):
        if listed := [action for action in actions if action.group == group and action.keys]:
            yield ((tell(f"group.{group}", lang), "accent-strong"),)
            yield from (_line(action, lang) for action in listed)
            yield ()


def _line(action: Action, lang: str) -> tuple[Part, ...]:
    keys: Safe = safe("  ".join(key_name(key) for key in action.keys))
    name = action.name(lang)
    return (
        (safe("  "), "plain"),
        (keys, "key"),
        (blank(max(KEY_COLUMN - width(keys), 1)), "plain"),
        (name, "text"),
        (blank(max(NAME_COLUMN - width(name), 1)), "plain"),
        (tell(f"about.{action.id}", lang), "dim"),
    )


def show(app: "DeskApp") -> None:
    """Show it."""
    lang = app.seat.lang
    app.over(Reader(app.seat, tell("dialog.help", lang), tuple(help_lines(app.table.actions, lang, app.where))))
