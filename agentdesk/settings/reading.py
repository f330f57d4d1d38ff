"""The settings file: found, read, and told line by line what is wrong with it."""

from pathlib import Path
from typing import Any

import msgspec

from agentdesk.lang import LANGUAGES, Message, Param, reason_of
from agentdesk.settings.settings import Settings

THEMES = ("dark", "light", "sixteen", "plain")
_TRUE = frozenset({"true", "yes", "on", "是"})
_FALSE = frozenset({"false", "no", "off", "否"})
_WORDS = {"language": LANGUAGES, "theme": THEMES}


class SettingsError(Exception):
    """The settings file cannot be used; `place` is `file:line:column`."""

    def __init__(self, place: str, code: str, **params: Param) -> None:
        super().__init__(place, code, params)
        self.place = place
        self.message = Message(code, params)


def settings_file() -> Path:
    """Return where the person's settings lie, whether the file is there or not."""
    import platformdirs

    return platformdirs.user_config_path("agentdesk") / "settings.yaml"


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings of a file, the usual ones when there is none; raises `SettingsError`."""
    path = path or settings_file()
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), "settings.unreadable", detail=reason_of(error)) from error
    return _Reading(path).settings(text)


class _Reading:
    """Reads one file by its nodes, so that every value knows its place and none has a type before its field says so."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def settings(self, text: str) -> Settings:
        import yaml

        try:
            root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as fault:
            raise self._wrong(fault.problem_mark, "settings.not_yaml") from fault
        except (yaml.YAMLError, RecursionError) as fault:
            raise self._wrong(None, "settings.not_yaml") from fault
        if root is None:
            return Settings()
        found = {name: self._value(name, node) for name, node in self._pairs(root, "settings").items()}
        return msgspec.convert(found, Settings)

    def _pairs(self, node: Any, what: str) -> dict[str, Any]:
        if node.id != "mapping":
            raise self._wrong(node.start_mark, "settings.not_mapping", field=what)
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = self._text(what, key)
            if what == "settings" and name not in Settings.__struct_fields__:
                raise self._wrong(key.start_mark, "settings.unknown", name=name[:40], near=_nearest(name))
            if name in found:
                raise self._wrong(key.start_mark, "settings.twice", name=name[:40])
            found[name] = value
        return found

    def _value(self, name: str, node: Any) -> object:
        if name == "keys":
            return {action: self._keys(action, keys) for action, keys in self._pairs(node, "keys").items()}
        text = self._text(name, node)
        if name in {"bell", "notice"}:
            return self._yes(node, name, text)
        known = _WORDS.get(name)
        if known and text and text not in known:
            raise self._wrong(node.start_mark, "settings.word", field=name, value=text[:40], known=", ".join(known))
        return text

    def _keys(self, action: str, node: Any) -> tuple[str, ...]:
        items = node.value if node.id == "sequence" else [node]
        return tuple(self._text(action, item) for item in items)

    def _yes(self, node: Any, name: str, text: str) -> bool:
        if text.lower() not in _TRUE | _FALSE:
            raise self._wrong(node.start_mark, "settings.word", field=name, value=text[:40], known="yes, no")
        return text.lower() in _TRUE

    def _text(self, name: str, node: Any) -> str:
        if node.id != "scalar":
            raise self._wrong(node.start_mark, "settings.not_text", field=name[:40])
        return str(node.value).strip()

    def _wrong(self, mark: Any, code: str, **params: str | int) -> SettingsError:
        place = f"{self._path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else str(self._path)
        return SettingsError(place, code, **params)


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    known = Settings.__struct_fields__
    return next(iter(get_close_matches(name.lower(), known, 1, 0.0)), known[0])
