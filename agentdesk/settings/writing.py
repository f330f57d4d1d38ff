"""Changing the settings file: only the lines of the setting that changes, and all at once or not at all."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agentdesk.lang import reason_of
from agentdesk.settings.reading import SettingsError, read_settings, settings_file
from agentdesk.settings.settings import Settings

Value = str | bool | Mapping[str, Sequence[str]]


def save_setting(name: str, value: Value, path: Path | None = None) -> Settings:
    """Write one setting, keep everything else of the file as it stands, and return the settings as they are now.

    An empty value takes the setting out. Raises `SettingsError`, having changed nothing, where the file is wrong
    already or cannot be written.
    """
    path = (path or settings_file()).resolve()
    read_settings(path)
    try:
        text = path.read_text("utf-8-sig") if path.exists() else ""
        _replace(path, _with(text, name, value))
    except OSError as error:
        raise SettingsError(str(path), "settings.unwritable", detail=reason_of(error)) from error
    return read_settings(path)


def _with(text: str, name: str, value: Value) -> str:
    """Return the file's text with other lines for one setting; a file in braces is written anew."""
    import yaml

    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None and root.flow_style:
        kept = {key: held for key, held in yaml.load(text, Loader=yaml.BaseLoader).items() if key != name}
        return _lines(kept) + _lines({name: value} if value != {} else {})
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    new = [] if value in ({}, "") else [_lines({name: value})]
    for key, held in root.value if root is not None else ():
        if key.value.strip() == name:
            lines[key.start_mark.line : _last_line(held) + 1] = new
            return "".join(lines)
    return "".join([*lines, *new])


def _lines(settings: Mapping[str, object]) -> str:
    import yaml

    plain = {
        name: {action: list(keys) for action, keys in value.items()} if isinstance(value, Mapping) else value
        for name, value in settings.items()
    }
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, default_flow_style=False) if plain else ""


def _last_line(node: Any) -> int:
    """Return the last line that a value takes; what comes behind it, comments too, is not its own."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _replace(path: Path, text: str) -> None:
    """Put a whole new file in the place of the old one, on disk before it takes the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
