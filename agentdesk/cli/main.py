"""The door of the command line: languages, errors in one sentence, exit status."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from agentdesk.cli.context import Caller
from agentdesk.cli.root import root
from agentdesk.lang import Message, Refusal, Why, reason_of
from agentdesk.settings import SettingsError, read_settings

NO = 1
"""Exit status: it ran and the answer is no."""
WRONG = 2
"""Exit status: wrong usage or input."""
BROKEN_OFF = 130
"""Exit status after Ctrl-C, as shells know it."""

_STATUS = {Why.INPUT: WRONG, Why.MISSING: NO, Why.CONFLICT: NO, Why.FORBIDDEN: NO, Why.STORE: NO}


def main() -> None:
    """Run the command line and leave with its exit status.

    Collecting costs a tenth of the way to the first picture; a command that is no screen turns it on again.
    """
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit status; what goes wrong is told on stderr."""
    caller = Caller(_wish(arguments))
    try:
        caller.take_settings(read_settings())
        found = root.main(
            args=[_whole(argument) for argument in arguments], prog_name="agentdesk", standalone_mode=False, obj=caller
        )
    except SettingsError as error:
        caller.complain(error.message, place=error.place)
        return WRONG
    except (KeyboardInterrupt, click.Abort):
        return BROKEN_OFF
    except BrokenPipeError:
        _drop_output()
        return NO
    except Exception as error:
        status = _told(caller, error)
        if status is None:
            raise
        return status
    finally:
        caller.close()
    return found if isinstance(found, int) else 0


def _told(caller: Caller, error: Exception) -> int | None:
    """Say what went wrong and return the exit status; None when it is a fault of ours."""
    if isinstance(error, Refusal):
        caller.complain(error.message)
        return _STATUS[error.why]
    if isinstance(error, click.ClickException):
        caller.complain(_usage(error))
        return WRONG
    from agentdesk.rules.problem import RuleErrors

    if isinstance(error, RuleErrors):
        for problem in error.problems:
            caller.complain(problem.message, place=str(problem.place))
        return WRONG
    if isinstance(error, OSError):
        caller.complain(Message("cli.system", {"detail": reason_of(error), "path": str(error.filename or "")}))
        return WRONG
    return _store_told(caller, error)


def _store_told(caller: Caller, error: Exception) -> int | None:
    from agentdesk.desk import Desk

    if isinstance(error, Desk.store_errors):
        caller.complain(Message("cli.store", {"detail": str(error)}))
        return NO
    return None


def _usage(error: click.ClickException) -> Message:
    """Return our own sentence for a usage error of click's."""
    if isinstance(error, click.NoSuchOption):
        near = sorted(error.possibilities or ())
        if near:
            return Message("cli.no_option_near", {"name": error.option_name, "near": near[0]})
        return Message("cli.no_option", {"name": error.option_name})
    if isinstance(error, click.MissingParameter):
        return Message("cli.missing", {"name": _name(error)})
    if isinstance(error, click.BadOptionUsage):
        return Message("cli.option_value", {"name": error.option_name})
    if isinstance(error, click.BadParameter):
        return Message("cli.bad_value", {"name": _name(error), "detail": error.message})
    return Message("cli.usage", {"detail": error.format_message()})


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    long = [name for name in error.param.opts if name.startswith("--")]
    return long[0] if long else error.param.make_metavar(error.ctx or click.Context(root))


def _wish(arguments: Sequence[str]) -> str | None:
    """Return what `--lang` says, before anything is parsed, so that errors and help come in that language."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def _whole(argument: str) -> str:
    """Bytes that are no UTF-8 come from a shell as lone surrogates, which nothing can store."""
    return argument.encode("utf-8", "replace").decode()


def _drop_output() -> None:
    """Nobody reads any more: keep the interpreter from complaining when it flushes at its end."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
