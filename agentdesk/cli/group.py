"""Commands and groups: help in our languages, global options in any place, groups loaded when they are asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.helping import help_text, short_help
from agentdesk.lang import Refusal, Why

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., object])


class Choice(click.ParamType[str]):
    """One of a few words; a wrong one is answered with the nearest."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raises `Refusal`."""
        if value in self.words:
            return str(value)
        raise Refusal(Why.INPUT, "cli.no_such_word", word=str(value)[:40], known=", ".join(self.words))

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the words themselves."""
        return "|".join(self.words)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """Return the words that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class TicketNumber(click.ParamType[int]):
    """A ticket's number, with or without its `#`."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises `Refusal`."""
        digits = str(value).strip().lstrip("#＃")
        if digits.isascii() and digits.isdigit() and len(digits) < 16:
            return int(digits)
        raise Refusal(Why.INPUT, "cli.no_number", word=str(value)[:40])


class Count(click.ParamType[int]):
    """A whole number within bounds."""

    name = "n"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises `Refusal`."""
        digits = str(value).strip()
        if digits.isascii() and digits.isdigit() and len(digits) < 16 and self._least <= int(digits) <= self._most:
            return int(digits)
        params: dict[str, str | int] = {"word": str(value)[:40], "least": self._least, "most": self._most}
        raise Refusal(Why.INPUT, "cli.bad_count", **params)


TICKET = TicketNumber()
LIMIT = Count(1, 100_000)
VERSION = Count(0, 10**12)


def _keep(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value not in (None, False):
            setattr(ctx.find_object(Caller), field, value)

    return keep


def _heard(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """`--lang` was read before parsing; here it only is taken off the line."""


def _global(name: str, field: str, code: str, **more: Any) -> click.Option:
    return click.Option([name], expose_value=False, callback=_keep(field), help=code, **more)


GLOBALS: tuple[click.Option, ...] = (
    _global("--desk", "desk_option", "cli.opt_desk", metavar="PATH"),
    _global("--rules", "rules_option", "cli.opt_rules", metavar="DIR"),
    _global("--as", "name_option", "cli.opt_as", metavar="NAME"),
    click.Option(["--lang"], expose_value=False, callback=_heard, help="cli.opt_lang", metavar="zh|en"),
    _global("--json", "json", "cli.opt_json", is_flag=True),
)
"""Options of every command, before or behind its name."""


def _said(items: "list[CompletionItem]", ctx: click.Context) -> "list[CompletionItem]":
    """Give words that complete a line their help in the caller's language."""
    for item in items:
        item.help = short_help(item.help, ctx)
    return items


class Command(click.Command):
    """A command whose help is a code of ours, that takes the global options too and refuses what is left over."""

    allow_extra_args = True

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and the global ones."""
        own = super().get_params(ctx)
        taken = {name for param in own for name in param.opts}
        return [*own, *(option for option in GLOBALS if not taken & set(option.opts))]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the line; raises `Refusal` for words that nothing takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Refusal(Why.INPUT, "cli.too_many", found=" ".join(rest)[:60], command=ctx.command_path)
        return rest

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the caller's language."""
        return help_text(self, ctx, GLOBALS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the options that begin so."""
        return _said(super().shell_complete(ctx, incomplete), ctx)


class Group(click.Group):
    """A group of commands; `homes` says where those live that are loaded when they are first asked for.

    `helps` are the codes of their help where those are not `cli.help_NAME`, so that a list loads none of them.
    """

    command_class = Command

    def __init__(
        self,
        *args: Any,
        homes: Mapping[str, str] | None = None,
        helps: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.homes = dict(homes or {})
        self._helps = dict(helps or {})

    def help_code(self, name: str) -> str:
        """Return the code of a command's help without loading the command."""
        loaded = self.commands.get(name)
        return (loaded.help if loaded is not None else None) or self._helps.get(name, f"cli.help_{name}")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own parameters and the global ones."""
        return [*super().get_params(ctx), *GLOBALS]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were written down."""
        return [*self.homes, *(name for name in self.commands if name not in self.homes)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module if need be."""
        home = self.homes.get(cmd_name)
        if home is None:
            return super().get_command(ctx, cmd_name)
        module, _, name = home.partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; raises `Refusal` with the nearest name."""
        found = self.get_command(ctx, args[0])
        if found is not None:
            return args[0], found, args[1:]
        if args[0].startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from agentdesk.desk.nearest import like_word

        near = like_word(args[0], self.list_commands(ctx))
        if not near:
            raise Refusal(Why.INPUT, "cli.no_command_like", name=args[0][:40], group=ctx.command_path)
        raise Refusal(Why.INPUT, "cli.no_command", name=args[0][:40], near=f"{ctx.command_path} {near}")

    def get_help(self, ctx: click.Context) -> str:
        """Return the help in the caller's language."""
        return help_text(self, ctx, GLOBALS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that begin so, without loading a command."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return _said([*(CompletionItem(name, help=self.help_code(name)) for name in names), *options], ctx)


def command(name: str, help: str, **more: Any) -> Callable[[Callable[..., object]], Command]:
    """Make a command of a function; `help` is a code, not a sentence. The function's first argument is the `Caller`."""

    def make(function: Callable[..., object]) -> Command:
        made = click.command(name, cls=Command, help=help, **more)(click.pass_obj(function))
        assert isinstance(made, Command)
        return made

    return make


def option(*names: str, code: str, **more: Any) -> Callable[[F], F]:
    """Declare an option; `code` names its sentence."""
    return click.option(*names, help=code, **more)


def argument(name: str, **more: Any) -> Callable[[F], F]:
    """Declare an argument."""
    return click.argument(name, **more)
