"""Articles as JSON Lines: one object a line with the fields of an article; unknown ones are kept."""

from collections.abc import Iterator

from agentdesk.kb.make import FIELDS, LISTS, make_article
from agentdesk.kb.problem import Place, Problems, read_object
from agentdesk.model import Article


def read_lines(file: str, text: str, problems: Problems) -> Iterator[tuple[Place, Article]]:
    """Yield the articles of the lines with their places; what is wrong is noted and the line left out."""
    for number, line in enumerate(text.split("\n"), 1):
        place = Place(file, number)
        given = read_object(place, line, problems) if line.strip() else None
        article = _article(place, given, problems) if given is not None else None
        if article is not None:
            yield place, article


def _article(place: Place, given: dict[str, object], problems: Problems) -> Article | None:
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    extra: dict[str, object] = {}
    for key, value in given.items():
        name = FIELDS.get(key)
        if name is None:
            extra[key] = value
        elif value is None:
            continue
        elif name in LISTS and isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            lists[name] = tuple(value)
        elif name not in LISTS and (isinstance(value, str) or (name == "id" and type(value) is int)):
            texts[name] = str(value)
        else:
            problems.error(place, "kb.expected_list" if name in LISTS else "kb.expected_text", field=key)
            return None
    for needed in ("id", "title"):
        if not texts.get(needed, "").strip():
            problems.error(place, "kb.missing", field=needed)
            return None
    return make_article(texts, lists, extra)
