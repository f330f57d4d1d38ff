"""An action: what a key does, where, and why it may not."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from agentdesk.lang import Message, Refusal, Why
from agentdesk.text import Safe, safe
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

LISTS = frozenset({"queue", "stream", "results", "reading"})
"""The panes where single letters act."""
FILTERLINE = "filterline"
FIELDS = frozenset({"composer", "search", FILTERLINE})
"""The text fields: only keys that type nothing act there."""
EVERYWHERE = LISTS | FIELDS
FLOOR = frozenset({"floor"})
"""The floor, whose lists share their keys."""
RULES = frozenset({"rules"})
"""The rules screen, likewise."""
PANES = ("queue", "conversation", "side")
PANE_OF = {"queue": "queue", "filterline": "queue", "stream": "conversation", "composer": "conversation"}
"""The pane of a place where keys go; the other places are the side's."""
KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def always(_app: "DeskApp") -> Message | None:
    """Nothing stands against it."""
    return None


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table; its name is the sentence "tui.do.<id>", its explanation "tui.about.<id>"."""

    id: str
    keys: tuple[str, ...]
    run: "Callable[[DeskApp], object]"
    where: frozenset[str] = LISTS
    group: str = "ticket"
    """Under which heading help lists it."""
    foot: int = 0
    """Its place in the footer, 0 for none."""
    feet: frozenset[str] = frozenset()
    """The lists of a screen beside the desk whose footer names it; empty where every footer does."""
    enabled: "Callable[[DeskApp], Message | None]" = always
    """Why it cannot be done now, None when it can."""

    def name(self, lang: str) -> Safe:
        """Return its name."""
        return tell(f"do.{self.id}", lang)

    def keys_in(self, where: str) -> tuple[str, ...]:
        """Return the keys that do it in a pane: in a text field those that type nothing."""
        if where not in self.where:
            return ()
        return tuple(key for key in self.keys if where not in FIELDS or not types_text(key))


def types_text(key: str) -> bool:
    """Say whether a key writes a character where text is typed."""
    return len(key) == 1 or key == "space"


def key_name(key: str) -> Safe:
    """Return a key as people read it: `^S`, `F2`, `Enter`."""
    if key.startswith("ctrl+"):
        return safe(f"^{KEY_NAMES.get(key[5:], key[5:].upper())}")
    return safe(KEY_NAMES.get(key, key.upper() if len(key) > 1 else key))


class Table:
    """The actions, found by pane and key or by id."""

    def __init__(self, actions: Iterable[Action], keys: Mapping[str, tuple[str, ...]]) -> None:
        """`keys` gives some actions other keys, by id. Raises Refusal for an action that there is not."""
        actions = tuple(actions)
        unknown = keys.keys() - {action.id for action in actions}
        if unknown:
            known = ", ".join(sorted(action.id for action in actions))
            raise Refusal(Why.INPUT, "tui.no_action", name=min(unknown)[:40], known=known)
        self.actions = tuple(
            msgspec.structs.replace(action, keys=keys[action.id]) if action.id in keys else action for action in actions
        )
        self._by_id = {action.id: action for action in self.actions}
        self._by_key = {
            (where, key): action
            for action in reversed(self.actions)
            for where in action.where
            for key in action.keys_in(where)
        }

    def __getitem__(self, id: str) -> Action:
        return self._by_id[id]

    def find(self, where: str, key: str) -> Action | None:
        """Return what a key does in a pane."""
        return self._by_key.get((where, key))

    def footer(self, where: str, place: str = "") -> tuple[Action, ...]:
        """Return what the footer shows in a pane, or in a list of a screen beside the desk, in its order."""
        named = (action for action in self.actions if action.foot and action.keys_in(where))
        shown = [action for action in named if not action.feet or place in action.feet]
        return tuple(sorted(shown, key=lambda action: action.foot))
