"""Reads the catalogues and the codes that the source speaks of."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import msgspec
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[2] / "agentdesk"
LANGUAGES = ("en", "zh_CN")
CODE = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")


class Sentence(msgspec.Struct, frozen=True):
    """A code's texts in one language: one, or one a plural form."""

    texts: tuple[str, ...]
    fuzzy: bool

    @property
    def fields(self) -> frozenset[str]:
        """The names in braces, over all forms."""
        return frozenset(name for text in self.texts for _, name, _, _ in Formatter().parse(text) if name is not None)


class Spoken(msgspec.Struct, frozen=True):
    """A call that speaks: where it stands, its code, and the fields it fills (None: not to be read from the source)."""

    place: str
    code: str
    fields: frozenset[str] | None


def domains() -> list[str]:
    """Return the names of all catalogues, of whichever language."""
    return sorted({path.stem for path in PACKAGE.glob("lang/locale/*/LC_MESSAGES/*.po")})


@cache
def catalogue(language: str, domain: str) -> dict[str, Sentence]:
    """Return the sentences of one .po file by code; none when there is no such file."""
    path = PACKAGE / "lang" / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = [message for message in read_po(file, abort_invalid=True) if message.id]
    return {
        message.id if isinstance(message.id, str) else message.id[0]: Sentence(
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ()), message.fuzzy
        )
        for message in messages
    }


def strings() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return every text in the source that looks like a code, and a pattern for each that is put together there."""
    whole: set[str] = set()
    composed: set[re.Pattern[str]] = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
                composed.add(pattern)
    return frozenset(whole), tuple(composed)


def spoken() -> Iterator[Spoken]:
    """Give every `Message(code, …)` and `Refusal(why, code, …)` of the source whose code stands there as a literal."""
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = f"{path.relative_to(PACKAGE.parent)}:{node.lineno}"
                if node.func.id == "Message" and node.args and (code := _text(node.args[0])):
                    yield Spoken(place, code, _params(node.args[1] if len(node.args) > 1 else None))
                if node.func.id == "Refusal" and len(node.args) > 1 and (code := _text(node.args[1])):
                    yield Spoken(place, code, _keywords(node))


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _params(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if not isinstance(node, ast.Dict):
        return None
    names = [_text(key) if key is not None else None for key in node.keys]
    return None if None in names else frozenset(name for name in names if name)


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _pattern(node: ast.JoinedStr) -> re.Pattern[str] | None:
    parts = [re.escape(text) if (text := _text(part)) else "[a-z0-9_.]+" for part in node.values]
    first = _text(node.values[0]) if node.values else None
    return re.compile("".join(parts)) if first and re.match(r"[a-z]+\.", first) else None
