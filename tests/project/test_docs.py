"""The pages say what is so: every key and command is on them, and every command on them is one."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from agentdesk.cli.context import Caller
from agentdesk.cli.root import root
from agentdesk.tui.actions.table import ACTIONS

CONSOLE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(agentdesk [a-z][^`]*)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def pages(checkout: Path) -> list[Path]:
    """Every page a reader is given."""
    return [*checkout.glob("README*.md"), *sorted((checkout / "docs").glob("*.md"))]


def written(page: str) -> Iterator[str]:
    """The command lines of a page: at a prompt, or within a sentence."""
    for block in CONSOLE.findall(page):
        for line in block.splitlines():
            if line.startswith("$ ") and "agentdesk" in line:
                yield line[line.index("agentdesk") :]
    yield from INLINE.findall(page)


def unknown(line: str) -> str:
    """What of a command line there is not; "" when all is well."""
    words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])[1:]
    command: click.Command = root
    ctx = click.Context(root, obj=Caller("en"))
    for word in words:
        options = {name: param for param in command.get_params(ctx) for name in (*param.opts, *param.secondary_opts)}
        if word.startswith("--") and word.partition("=")[0] not in options:
            return word
        if isinstance(command, click.Group) and word.isascii() and word.isalpha() and word.islower():
            found = command.get_command(ctx, word)
            if found is not None:
                command = found
            elif not any(word in line.split(f"{name} ", 1)[-1].split(" ")[:1] for name in options if name in words):
                return word
    return ""


def test_every_command_on_a_page_is_one(checkout: Path) -> None:
    wrong = [
        f"{page.name}: {line}: {missing}"
        for page in pages(checkout)
        for line in written(page.read_text("utf-8"))
        if (missing := unknown(line))
    ]
    assert wrong == []


def test_links_between_the_pages_lead_somewhere(checkout: Path) -> None:
    for page in pages(checkout):
        for target in LINK.findall(page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_page_of_keys_is_in_step_with_the_table_of_actions(checkout: Path) -> None:
    source = checkout / "docs" / "make_keys.py"
    spec = importlib.util.spec_from_file_location("make_keys", source)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert (checkout / "docs" / "keys.md").read_text("utf-8") == made.page(), "run: python docs/make_keys.py"


@pytest.mark.parametrize("id", [action.id for action in ACTIONS])
def test_every_action_is_on_the_page_of_keys(checkout: Path, id: str) -> None:
    assert f"| `{id}` |" in (checkout / "docs" / "keys.md").read_text("utf-8")


def test_every_page_is_named_in_the_readme(checkout: Path) -> None:
    readme = (checkout / "README.md").read_text("utf-8")
    for page in (checkout / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme
