"""Founding a desk from the command line: the rules, teams and people that it begins with."""

from typing import TYPE_CHECKING

import msgspec

from agentdesk.lang import Refusal, Why
from agentdesk.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from agentdesk.cli.context import Caller
    from agentdesk.desk import Desk


def found_desk(caller: "Caller", people: "Path | None" = None) -> "Desk":
    """Make the caller's desk with the shipped rules (or those of `--rules`), its first admin and the people of a file.

    Raises `Refusal`, `RuleErrors`.
    """
    from yaml import YAMLError

    from agentdesk.desk.found import found, read_people
    from agentdesk.rules import read_folder

    file = people or shipped("sample_data") / "people.yaml"
    try:
        staff = read_people(file.read_text("utf-8"))
    except (YAMLError, UnicodeDecodeError, KeyError, TypeError, msgspec.ValidationError) as error:
        detail = " ".join(str(error).split())[:200]
        raise Refusal(Why.INPUT, "cli.bad_people", path=str(file), detail=detail) from error
    return found(caller.path, caller.name, caller.tried() or read_folder(shipped("rules")), staff)
