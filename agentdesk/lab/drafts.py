"""The folder in which rules are drafted: read, made from the set in force where it is not there, written into."""

from collections.abc import Mapping
from pathlib import Path

from agentdesk.desk import Desk
from agentdesk.lang import Refusal, Why
from agentdesk.rules import read_folder
from agentdesk.rules.editing.folder import write_folder


def read_draft(desk: Desk, folder: Path) -> dict[str, str]:
    """Return a folder's rule files, those in force where it is not there yet. Raises `RuleErrors` or `Refusal`."""
    if folder.is_dir() and any(folder.rglob("*.y*ml")):
        return read_folder(folder)
    applied = desk.reader().rules_in_force()
    if applied is None:
        raise Refusal(Why.MISSING, "desk.no_rules")
    return dict(applied.files)


def accept(folder: Path, then: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Write a proposal into the folder, made with all its files where it is not there yet; return what was written.

    Nothing goes in force by this.
    """
    known = read_folder(folder) if folder.is_dir() and any(folder.rglob("*.y*ml")) else {}
    if known and known != dict(then):
        raise Refusal(Why.CONFLICT, "lead.folder_changed", folder=str(folder))
    return tuple(name for name in write_folder(folder, known, now) if now[name] != then.get(name))
