"""Writes docs/keys.md from the table of actions: `python docs/make_keys.py` after a change of keys."""

import sys
from collections.abc import Iterator
from pathlib import Path

from agentdesk.tui.actions.action import FIELDS, Action, key_name
from agentdesk.tui.actions.table import ACTIONS, GROUPS
from agentdesk.tui.words import tell

PAGE = Path(__file__).parent / "keys.md"
HEAD = """# Keys

Written from the table of actions by `python docs/make_keys.py`; `?` on the screen shows the same.

Single letters act in the queue, the conversation and the side pane; while you type, function keys and Ctrl keys do.
A key that cannot act now says why. The palette (`:` or `Ctrl+P`) finds every action by its name. Other keys:
`keys: {claim: c, next: [n, f2]}` in the settings file, by the ids in the last column.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *(line for group in GROUPS for line in _table(group))])


def _table(group: str) -> Iterator[str]:
    yield f"## {tell(f'group.{group}', 'en')} · {tell(f'group.{group}', 'zh')}"
    yield ""
    yield "| keys | while typing | what | 中文 | id |"
    yield "|---|---|---|---|---|"
    for action in ACTIONS:
        if action.group == group:
            yield _row(action)
    yield ""


def _row(action: Action) -> str:
    listed = [key for key in action.keys if action.where - FIELDS]
    typed = [key for key in action.keys if any(key in action.keys_in(where) for where in FIELDS)]
    cells = (
        _keys(listed),
        _keys(typed),
        f"{action.name('en')}: {tell(f'about.{action.id}', 'en')}",
        f"{action.name('zh')}：{tell(f'about.{action.id}', 'zh')}",
        f"`{action.id}`",
    )
    return f"| {' | '.join(cells)} |"


def _keys(keys: list[str]) -> str:
    return " ".join(f"`{key_name(key)}`" for key in keys) or "–"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
