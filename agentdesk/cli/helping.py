"""Help pages: written by hand, since Chinese takes two cells a character."""

from collections.abc import Iterable, Sequence

import click

from agentdesk.cli.context import Caller
from agentdesk.lang import Message, say
from agentdesk.text import safe, width, wrap

_LEFT = 30
"""Cells of the column that names options and commands."""
_WIDEST = 100


def help_text(command: click.Command, ctx: click.Context, general: Sequence[click.Option]) -> str:
    """Return a command's help page in the caller's language."""
    caller = ctx.find_object(Caller)
    lang = caller.lang if caller is not None else "en"
    parts = [_usage(command, ctx, lang), "", *wrap(_said(command.help, lang), _cells())]
    for head, rows in _tables(command, ctx, general, lang):
        if rows:
            parts += ["", _said(head, lang), *_table(rows)]
    return "\n".join(parts)


def short_help(code: str | None, ctx: click.Context) -> str:
    """Return the first line of the help with this code, in the caller's language; "" without a code."""
    caller = ctx.find_object(Caller)
    return _said(code, caller.lang if caller is not None else "en").partition("\n")[0]


def _usage(command: click.Command, ctx: click.Context, lang: str) -> str:
    pieces = [p.make_metavar(ctx) for p in command.params if isinstance(p, click.Argument)]
    if isinstance(command, click.Group):
        pieces = ["COMMAND …"]
    return say(Message("cli.help_usage", {"line": " ".join([ctx.command_path, "[--OPTION …]", *pieces])}), lang)


def _tables(
    command: click.Command, ctx: click.Context, general: Sequence[click.Option], lang: str
) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    from agentdesk.cli.group import Group

    if isinstance(command, Group):
        codes = [(name, command.help_code(name)) for name in command.list_commands(ctx)]
        yield "cli.help_commands", [(name, _said(code, lang).partition("\n")[0]) for name, code in codes]
    own = [param for param in command.params if isinstance(param, click.Option)]
    yield "cli.help_options", [_row(param, ctx, lang) for param in own]
    yield "cli.help_general", [_row(param, ctx, lang) for param in general]


def _row(option: click.Option, ctx: click.Context, lang: str) -> tuple[str, str]:
    shown = ", ".join(option.opts)
    if not option.is_flag:
        shown = f"{shown} {option.make_metavar(ctx)}"
    return shown, _said(option.help, lang)


def _table(rows: list[tuple[str, str]]) -> Iterable[str]:
    left = min(_LEFT, max(width(name) for name, _text in rows) + 2)
    for name, text in rows:
        lines = wrap(text, _cells() - left - 2)
        if width(name) + 2 > left:
            yield f"  {name}"
        else:
            yield f"  {name}{' ' * (left - width(name))}{lines.pop(0)}"
        yield from (f"  {' ' * left}{line}" for line in lines)


def _said(code: str | None, lang: str) -> str:
    return safe(say(Message(code), lang)) if code else ""


def _cells() -> int:
    from shutil import get_terminal_size

    return max(50, min(_WIDEST, get_terminal_size((_WIDEST, 24)).columns))
