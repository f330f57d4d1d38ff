"""The dialog that gives actions other keys: Enter on an action, press a key; kept in the settings file."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import events

from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.actions.action import FIELDS, Action, Table, key_name, types_text
from agentdesk.tui.actions.table import ACTIONS
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.words import tell

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

Keys = Mapping[str, tuple[str, ...]]
RESET = "ctrl+r"
RESERVED = frozenset({"ctrl+q", "escape"})
"""Keys that always lead out."""
SHIPPED = {action.id: action.keys for action in ACTIONS}


def pressed_key(event: events.Key) -> str:
    """Return a key as the table of actions names it."""
    key = event.character if event.is_printable and event.character else event.key
    return "space" if key == " " else key


def rivals(table: Table, action: Action, key: str) -> tuple[Action, ...]:
    """Return the other actions that the key does where `action` works."""
    return tuple(
        other
        for other in table.actions
        if other.id != action.id
        and any(key in other.keys_in(where) for where in action.where & other.where if not _types(where, key))
    )


def _types(where: str, key: str) -> bool:
    return where in FIELDS and types_text(key)


def rebound(table: Table, action: Action, key: str) -> dict[str, tuple[str, ...]]:
    """Return the keys that differ from the shipped ones once `key` was given to `action`, or taken from it."""
    keys = {one.id: one.keys for one in table.actions}
    if key in keys[action.id]:
        keys[action.id] = tuple(one for one in keys[action.id] if one != key)
    else:
        keys[action.id] = (*keys[action.id], key)
        for rival in rivals(table, action, key):
            keys[rival.id] = tuple(one for one in rival.keys if one != key)
    return differing(keys)


def differing(keys: Keys) -> dict[str, tuple[str, ...]]:
    """Return the keys that are not as shipped."""
    return {name: held for name, held in keys.items() if held != SHIPPED[name]}


def settings_failed(app: "DeskApp") -> Callable[[Exception], None]:
    """Return what says that the settings could not be kept."""

    def failed(error: Exception) -> None:
        from agentdesk.settings import SettingsError

        if isinstance(error, SettingsError):
            app.say(error.message, "amber")
        else:
            app.failed(error)

    return failed


class KeyChooser(Chooser):
    """Every action with its keys; waits for a key once one was chosen."""

    def __init__(self, app: "DeskApp") -> None:
        super().__init__(app.seat, tell("dialog.keys", app.seat.lang), _choices(app), advice="advice_keys")
        self.desk_app = app
        self.waiting: Action | None = None
        """The action that is to get the next key."""
        self.warned = ""
        """The key whose other action was told, and that is given over when it is pressed again."""

    def on_key(self, event: events.Key) -> None:
        """Take the key for the action that waits for one; other keys are the chooser's own."""
        if self.waiting is not None:
            self._press(self.waiting, pressed_key(event))
        elif event.key == RESET:
            self._reset()
        else:
            return
        event.stop()
        event.prevent_default()

    def take(self) -> None:
        """Wait for a key for the action under the cursor."""
        choice = self.choices.choice
        if choice is None:
            super().take()
            return
        self.waiting, self.warned = self.desk_app.table[choice.id], ""
        self.set_focus(None)
        self._say("press", "accent", name=choice.name)

    def _press(self, action: Action, key: str) -> None:
        table = self.desk_app.table
        taken = () if key in action.keys else rivals(table, action, key)
        if key == "escape":
            self._end("advice_keys", "faint")
        elif key in RESERVED:
            self._say("key_reserved", "amber", key=key_name(key))
        elif all(_types(where, key) for where in action.where):
            self._say("key_types", "amber", key=key_name(key))
        elif taken and self.warned != key:
            self.warned = key
            self._say("key_taken", "amber", key=key_name(key), name=taken[0].name(self.seat.lang))
        else:
            self._keep(rebound(table, action, key))
            held = key in self.desk_app.table[action.id].keys
            self._end("key_given" if held else "key_gone", "green", key=key_name(key), name=action.name(self.seat.lang))

    def _reset(self) -> None:
        choice = self.choices.choice
        if choice is None:
            return
        keys = {one.id: one.keys for one in self.desk_app.table.actions}
        keys[choice.id] = SHIPPED[choice.id]
        freed = Table(ACTIONS, differing(keys))
        for key in SHIPPED[choice.id]:
            for rival in rivals(freed, freed[choice.id], key):
                keys[rival.id] = tuple(one for one in keys[rival.id] if one != key or key in SHIPPED[rival.id])
        self._keep(differing(keys))
        self._end("key_reset", "green", name=choice.name)

    def _keep(self, keys: Keys) -> None:
        from agentdesk.settings import save_setting

        app = self.desk_app
        app.table = Table(ACTIONS, keys)
        self.all = _choices(app)
        here = self.choices.cursor
        self.narrow(self.field.value)
        self.choices.point(here)
        app.lanes.ask(WRITER, "keys", lambda: save_setting("keys", keys), lambda _: None, settings_failed(app))

    def _end(self, code: str, role: str, **params: str | int) -> None:
        self.waiting = None
        self.field.focus()
        self._say(code, role, **params)

    def _say(self, code: str, role: str, **params: str | int) -> None:
        self.advice.say(tell(f"dialog.{code}", self.seat.lang, **params), role)


def _choices(app: "DeskApp") -> tuple[Choice, ...]:
    lang = app.seat.lang
    other = "en" if lang == "zh" else "zh"

    def detail(action: Action) -> Safe:
        changed = "* " if action.keys != SHIPPED[action.id] else ""
        return safe(changed + ("  ".join(key_name(key) for key in action.keys) or "–"))

    return tuple(
        Choice(
            id=action.id,
            name=safe_line(f"{action.name(lang)} · {tell(f'about.{action.id}', lang)}"),
            detail=detail(action),
            about=tell(f"do.{action.id}", other),
        )
        for action in app.table.actions
    )


def ask(app: "DeskApp") -> None:
    """Show the keys, and let them be changed."""
    app.over(KeyChooser(app), lambda _: app.tell_keys())
