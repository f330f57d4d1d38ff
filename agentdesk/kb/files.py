"""Articles in files and folders: Markdown (one article a file) and JSON Lines (one a line)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from agentdesk.kb.jsonlines import read_lines
from agentdesk.kb.markdown import read_article, write_article
from agentdesk.kb.problem import Place, Problem, Problems, read_text
from agentdesk.model import Article

MARKDOWN = frozenset({".md", ".markdown"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
_UNFIT = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


class Reading(msgspec.Struct, frozen=True):
    """What files hold: the good articles, and what is wrong with the others, by place."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read_files(paths: Iterable[Path]) -> Reading:
    """Return the articles of files and folders; an id that comes twice is a problem. Raises OSError.

    Of a folder, `.md`, `.markdown`, `.jsonl` and `.ndjson` files are read at any depth, but no README.
    """
    problems = Problems()
    first: dict[str, Place] = {}
    articles: list[Article] = []
    for path in paths:
        for place, article in _in_path(path, problems):
            known = first.setdefault(article.id, place)
            if known is not place:
                problems.error(place, "kb.id_twice", article=article.id, first=f"{Path(known.file).name}:{known.line}")
            else:
                articles.append(article)
    return Reading(tuple(articles), problems.sorted())


def write_folder(path: Path, articles: Iterable[Article]) -> int:
    """Write each article into a Markdown file named by its id, replacing what has that name; return how many.

    Other files are left alone. Raises OSError.
    """
    path.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for article in sorted(articles, key=lambda article: article.id):
        target = path / f"{_free_name(article.id, taken)}.md"
        fresh = target.with_suffix(".md.part")
        fresh.write_text(write_article(article), "utf-8", newline="\n")
        fresh.replace(target)
    return len(taken)


def _in_path(path: Path, problems: Problems) -> Iterator[tuple[Place, Article]]:
    if not path.is_dir():
        yield from _in_file(path, problems)
        return
    found = [file for file in sorted(path.rglob("*")) if _is_article_file(file.relative_to(path)) and file.is_file()]
    if not found:
        problems.error(Place(str(path)), "kb.empty_folder")
    for file in found:
        yield from _in_file(file, problems)


def _is_article_file(file: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.parts)
    return file.suffix.lower() in MARKDOWN | JSON_LINES and not hidden and file.stem.upper() != "README"


def _in_file(path: Path, problems: Problems) -> Iterator[tuple[Place, Article]]:
    text = read_text(path, problems)
    if text is None:
        return
    suffix = path.suffix.lower()
    if suffix in JSON_LINES or (suffix not in MARKDOWN and text.lstrip().startswith("{")):
        yield from read_lines(str(path), text, problems)
    elif (article := read_article(str(path), text, problems)) is not None:
        yield Place(str(path)), article


def _free_name(article: str, taken: set[str]) -> str:
    """Return a file name for an id that no other article has, on file systems that fold case neither."""
    name = base = _UNFIT.sub("_", article).strip("._")[:_LONGEST_NAME] or "article"
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name.casefold())
    return name
