"""The knowledge base on the command line: bring articles in, find, read, change and write them, measure search."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Group, argument, command, option
from agentdesk.cli.table import cells, colour
from agentdesk.lang import Message, Refusal
from agentdesk.text import fit, safe, safe_line, width

if TYPE_CHECKING:
    from agentdesk.desk.library import Brought
    from agentdesk.kb import ArticleHit
    from agentdesk.model import Article
    from agentdesk.rules import Problem

_PATH = click.Path(path_type=Path)
_WORTH_A_BAR = 1_000
"""Articles; fewer are in before a bar could be read."""

group = Group("kb", help="kb.help_kb")


@command("import", help="kb.help_import")
@argument("paths", nargs=-1, required=True, type=_PATH, metavar="FILE|DIR…")
@option("--dry-run", code="kb.opt_dry_run", is_flag=True)
def bring(caller: Caller, paths: tuple[Path, ...], dry_run: bool) -> int:
    """Bring articles in from Markdown and JSON Lines; twice is once. Status 2 when some were refused."""
    from agentdesk.kb.files import read_files

    reading = read_files(paths)
    for problem in reading.problems:
        caller.complain(problem.message, place=str(problem.place))
    if dry_run:
        _print_read(caller, reading.articles, reading.problems)
    elif reading.articles:
        _print_brought(caller, _bring(caller, reading.articles), reading.problems)
    return 2 if reading.problems else 0


@command("search", help="kb.help_search")
@argument("query", nargs=-1, required=True)
@option("--limit", code="kb.opt_limit", type=click.IntRange(1, 1000), default=10, metavar="N")
def search(caller: Caller, query: tuple[str, ...], limit: int) -> int:
    """Print the articles that answer a query, the best first; status 1 when there is none."""
    words = " ".join(query)
    found = caller.desk().kb.search(words, caller.lang, limit)
    if caller.json:
        caller.document(found)
    elif not found:
        caller.answer(Message("kb.nothing_found", {"query": words}))
    for hit in found if not caller.json else ():
        caller.styled(f"{colour(safe_line(hit.id), fg='cyan')}  {colour(safe_line(hit.title), bold=True)}")
        if hit.snippet:
            caller.styled(f"    {_highlighted(hit, cells() - 4)}")
    return 0 if found else 1


@command("show", help="kb.help_show")
@argument("id")
def show(caller: Caller, id: str) -> int:
    """Print an article."""
    article = caller.desk().kb.article(id)
    if caller.json:
        caller.document(article)
        return 0
    caller.styled(colour(safe_line(article.title), bold=True))
    about = [article.id, article.lang, *(f"[{tag}]" for tag in article.tags)]
    caller.styled(colour(safe_line("  ".join(part for part in about if part)), dim=True))
    if article.retired:
        caller.answer(Message("kb.retired"))
    caller.out("", article.body)
    if article.similar:
        caller.out("")
        caller.answer(Message("kb.past_questions"))
        caller.out(*(f"  - {safe_line(question)}" for question in article.similar))
    return 0


@command("edit", help="kb.help_edit")
@argument("id")
def edit(caller: Caller, id: str) -> int:
    """Change an article in $EDITOR; what was typed is kept in a file when it cannot be taken."""
    me = caller.me()
    article = caller.desk().kb.article(id)
    from agentdesk.kb.markdown import write_article

    text = click.edit(write_article(article), extension=".md", require_save=True)
    if text is None:
        caller.answer(Message("kb.not_edited", {"article": article.id}))
        return 0
    problems = _put_edited(caller, article, text, me.id)
    for problem in problems:
        caller.complain(problem.message, place=str(problem.place))
    return 2 if problems else 0


@command("export", help="kb.help_export")
@argument("folder", type=_PATH, metavar="DIR")
def export(caller: Caller, folder: Path) -> int:
    """Write every article into a Markdown file of its own."""
    from agentdesk.kb.files import write_folder

    count = write_folder(folder, caller.desk().reader().articles())
    if caller.json:
        caller.document({"written": count, "folder": str(folder)})
    else:
        caller.answer(Message("kb.exported", {"n": count, "folder": str(folder)}))
    return 0


@command("eval", help="kb.help_eval")
@argument("file", type=_PATH)
def evaluate(caller: Caller, file: Path) -> int:
    """Print how well search finds what a file of queries says it should find."""
    from agentdesk.kb.eval import DEPTH, read_queries
    from agentdesk.kb.eval import evaluate as measure

    knowledge = caller.desk().kb
    figures = measure(lambda query: [hit.id for hit in knowledge.search(query, limit=DEPTH)], read_queries(file))
    if caller.json:
        caller.document(figures)
        return 0
    caller.answer(Message("kb.figures_of", {"n": figures.queries}))
    for name in ("mrr_10", "recall_1", "recall_5", "recall_10"):
        caller.answer(Message(f"kb.{name}", {"share": f"{getattr(figures, name):.3f}"}))
    return 0


def _bring(caller: Caller, articles: "tuple[Article, ...]") -> "Brought":
    from agentdesk.desk.library import bring_articles

    me, desk = caller.me(), caller.desk()
    if len(articles) < _WORTH_A_BAR or not sys.stderr.isatty():
        return bring_articles(desk, articles, me.id)
    with click.progressbar(length=len(articles), file=sys.stderr) as bar:

        def show(done: int) -> None:
            bar.update(done - bar.pos)

        return bring_articles(desk, articles, me.id, show)


def _print_brought(caller: Caller, brought: "Brought", problems: "tuple[Problem, ...]") -> None:
    counts: dict[str, str | int] = {"new": brought.new, "changed": brought.changed, "same": brought.same}
    if caller.json:
        caller.document({**counts, "refused": _lines(caller, problems)})
    else:
        total = brought.new + brought.changed + brought.same
        caller.answer(Message("kb.brought", {"n": total, **counts}))


def _print_read(caller: Caller, articles: "tuple[Article, ...]", problems: "tuple[Problem, ...]") -> None:
    if caller.json:
        caller.document({"articles": len(articles), "refused": _lines(caller, problems)})
    else:
        caller.answer(Message("kb.would_bring", {"n": len(articles)}))


def _lines(caller: Caller, problems: "Iterable[Problem]") -> list[str]:
    return [problem.line(caller.lang) for problem in problems]


def _put_edited(caller: Caller, article: "Article", text: str, actor: str) -> "tuple[Problem, ...]":
    """Put the edited article in place; return what is wrong with it. What is not taken is kept in a file."""
    import msgspec

    from agentdesk.desk.verbs.knowledge import PutArticle
    from agentdesk.kb.markdown import read_article
    from agentdesk.kb.problem import Place, Problems

    problems = Problems()
    name = f"{article.id}.md"
    edited = read_article(name, text, problems)
    if edited is not None and edited.id != article.id:
        problems.error(Place(name), "kb.id_changed", article=article.id)
    if edited is None or problems.errors():
        _keep(caller, text)
        return problems.errors()
    edited = msgspec.structs.replace(edited, retired=article.retired)
    try:
        done = caller.desk().do(PutArticle(edited, seen=article.version), actor=actor)
    except Refusal:
        _keep(caller, text)
        raise
    caller.answer(*(done.said or (Message("kb.not_edited", {"article": article.id}),)))
    return ()


def _keep(caller: Caller, text: str) -> None:
    import tempfile

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".md", delete=False) as file:
        file.write(text)
    caller.tell(Message("kb.edit_kept", {"path": file.name}))


def _highlighted(hit: "ArticleHit", room: int) -> str:
    line = fit(hit.snippet, room).rstrip() if width(hit.snippet) > room else safe(hit.snippet)
    kept = len(line.removesuffix("…"))
    parts, end = [], 0
    for start, stop in hit.spans:
        if stop <= kept:
            parts += [str(safe(line[end:start])), colour(safe(line[start:stop]), fg="yellow")]
            end = stop
    return "".join((*parts, safe(line[end:])))


for _command in (bring, search, show, edit, export, evaluate):
    group.add_command(_command)
