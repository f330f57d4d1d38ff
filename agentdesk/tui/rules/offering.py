"""The folder of drafts, looked at from the desk: those who lead are told when it changed."""

from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.tui.actions.action import key_name
from agentdesk.tui.rules.opening import drafts_of

if TYPE_CHECKING:
    from agentdesk.tui.app import DeskApp

Files = tuple[tuple[str, int, int], ...]
"""What tells whether the folder's files changed."""


class Offering:
    """Looks now and then whether the folder holds other rules than those in force, and offers them."""

    def __init__(self, app: "DeskApp") -> None:
        self._app = app
        self._seen: tuple[Files, str] | None = None
        """The files and the rules in force at the last look."""

    @property
    def known(self) -> bool:
        """Whether it was looked once."""
        return self._seen is not None

    def look(self, rules: str) -> None:
        """See how the folder stands to the rules in force, which this hash names."""
        app, before = self._app, self._seen
        if app.seat.me.leads and rules:
            folder = drafts_of(app)
            app.lanes.ask("rules-watch", "offer", lambda: _stand(folder, rules, before), self._looked, lambda _: None)

    def _looked(self, found: tuple[Files, str, str] | None) -> None:
        if found is None:
            return
        files, rules, drafted = found
        before, self._seen = self._seen, (files, rules)
        differs = drafted not in ("", rules)
        self._app.desk_foot.mark(drafted=differs)
        if not differs or self._app.lawbook is not None:
            return
        if before is None:
            self._offer_new(drafted)
        elif files != before[0]:
            self._offer()

    def _offer_new(self, drafted: str) -> None:
        """Offer what stood there already, unless it was in force before: then nobody works on it."""
        desk = self._app.seat.desk

        def was_in_force() -> bool:
            return any(known.hash == drafted for known in desk.reader().rule_sets())

        self._app.lanes.ask(
            "read", "offer new", was_in_force, lambda was: None if was else self._offer(), lambda _: None
        )

    def _offer(self) -> None:
        key = key_name(self._app.table["rules"].keys_in("queue")[0])
        self._app.say(Message("lead.folder_offers", {"key": key}), "accent")


def _stand(folder: Path, rules: str, before: tuple[Files, str] | None) -> tuple[Files, str, str] | None:
    """Return the folder's files, the rules in force and the hash of those in the folder, "" for none there.

    None when nothing changed since `before`.
    """
    from agentdesk.rules import RuleErrors, hash_of, read_folder
    from agentdesk.rules.editing.folder import signature

    files = signature(folder)
    if (files, rules) == before:
        return None
    try:
        return files, rules, hash_of(read_folder(folder)) if files else ""
    except RuleErrors:
        return files, rules, "unreadable"
