"""An article as Markdown with a YAML head, and back.

The known fields of the head are texts, whatever they look like; unknown ones are kept with the type that JSON would
give them, so that what came from JSON Lines survives the way through Markdown.
"""

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from agentdesk.kb.make import FIELDS, LISTS, TEXTS, make_article
from agentdesk.kb.problem import Place, Problems
from agentdesk.model import Article

if TYPE_CHECKING:
    from agentdesk.rules.item import Item

_HEAD = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_JSON_SCALAR = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PLAIN = re.compile(r"\w(?:[\w ./-]*\w)?")
"""Texts that mean the same with and without quotes wherever they stand in YAML."""
_PLAIN_LINE = re.compile(r"\w(?:[\w ./?%！？。，、…（）《》-]*[\w%！？。…）》])?")
"""The same for the rest of a line outside of brackets."""


def read_article(file: str, text: str, problems: Problems) -> Article | None:
    """Return the article of a Markdown file, or None after noting what is wrong with it.

    Without an `id` the file's name is one; without a `title` the first `#` heading is.
    """
    head = _HEAD.match(text)
    if head is None and text.startswith("---"):
        problems.error(Place(file), "kb.open_head")
        return None
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    extra: dict[str, object] = {}
    before = len(problems.errors())
    if head is not None:
        # A line end in place of the opening fence keeps the line numbers right.
        _read_head(file, "\n" + head[1], problems, texts, lists, extra)
    if len(problems.errors()) > before:
        return None
    texts["body"] = text[head.end() :] if head is not None else text
    texts.setdefault("id", PurePath(file).stem)
    if "title" not in texts:
        heading = _HEADING.search(texts["body"])
        if heading is None:
            problems.error(Place(file), "kb.no_title")
            return None
        texts["title"] = heading[1]
    return make_article(texts, lists, extra)


def write_article(article: Article) -> str:
    """Return the article as a Markdown file."""
    head = [f"id: {_text(article.id)}", f"title: {_text(article.title)}"]
    head += [f"lang: {_text(article.lang)}"] if article.lang else []
    head += [f"tags: [{', '.join(_text(tag, _PLAIN) for tag in article.tags)}]"] if article.tags else []
    head += ["similar:", *(f"  - {_text(question)}" for question in article.similar)] if article.similar else []
    head += [f"{_text(name, _PLAIN)}: {_flow(value)}" for name, value in article.extra.items()]
    lines = "\n".join(head)
    return f"---\n{lines}\n---\n\n{article.body}\n"


def _read_head(
    file: str,
    head: str,
    problems: Problems,
    texts: dict[str, str],
    lists: dict[str, tuple[str, ...]],
    extra: dict[str, object],
) -> None:
    from agentdesk.rules.item import Item
    from agentdesk.rules.nodes import compose

    node = compose(file, head, problems)
    if node is None:
        return
    for key, value in Item(file, node, problems).pairs():
        name = FIELDS.get(key.raw.strip()) or FIELDS.get(key.raw.strip().lower())
        if name in LISTS:
            lists[name] = value.texts() if value.raw.strip() or not value.is_scalar else ()
        elif name in TEXTS and name != "body":
            found = value.text()
            texts |= {name: found} if found is not None else {}
        else:
            extra[key.raw] = _value(value)


def _value(item: "Item") -> object:
    from agentdesk.rules.nodes import is_plain

    if item.is_list:
        return [_value(entry) for entry in item.entries()]
    if item.is_table:
        return {key.raw: _value(value) for key, value in item.pairs()}
    if not is_plain(item.node):
        return item.raw
    if not item.raw:
        return None
    return msgspec.json.decode(item.raw) if _JSON_SCALAR.fullmatch(item.raw) else item.raw


def _flow(value: object) -> str:
    """Return a JSON value in YAML's brackets."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_quoted(str(name))}: {_flow(entry)}' for name, entry in value.items())}}}"
    return msgspec.json.encode(value).decode()


def _text(text: str, plain: re.Pattern[str] = _PLAIN_LINE) -> str:
    return text if plain.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable() or character == "\u3000":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
