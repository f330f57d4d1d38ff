"""Usage: wrong lines are answered in one sentence, in the caller's language; help has no hole."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from agentdesk.cli.context import Caller
from agentdesk.cli.group import Group
from agentdesk.cli.root import root
from agentdesk.lang import LANGUAGES
from tests.cli.calls import Calls, told


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it, groups too."""
    ctx = click.Context(group, obj=Caller("en"))
    for name in group.list_commands(ctx):
        found = group.get_command(ctx, name)
        assert found is not None
        yield (*path, name), found
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))


EVERY = {" ".join(path): command for path, command in commands(root)}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["quue"], "There is no command “quue”; did you mean: agentdesk queue?"),
        (["rules", "chek"], "There is no command “chek”; did you mean: agentdesk rules check?"),
        (["drill"], "There is no command “drill”; agentdesk --help lists them all."),
        (["queue", "--teem", "x"], "There is no option --teem; did you mean --team?"),
        (["ticket"], "ID is missing; --help says what belongs here."),
        (["claim", "ten"], "“ten” is no ticket number; write it as 10428 or #10428."),
        (["queue", "--limit"], "--limit needs a value."),
        (["queue", "--limit", "many"], "“many” is no whole number from 1 to 100000."),
        (["demo", "--speed", "fast"], "--speed takes a number from 0.01 to 1000."),
        (["queue", "all"], "“all” is more than agentdesk queue takes; put a text with spaces in quotes."),
        (["queue", "--lang", "fr"], "“fr” is none of the desk's languages: zh, en."),
        (["--desk", "postgresql://x", "queue"], "postgresql://x: a desk is a file on this machine; name its path."),
    ],
)
def test_a_wrong_line_is_answered_in_one_sentence(calls: Calls, line: list[str], sentence: str) -> None:
    told(calls(*line), 2, sentence)


def test_answers_come_in_the_language_that_was_asked_for(calls: Calls) -> None:
    told(calls("quue", "--lang", "zh"), 2, "没有命令“quue”；您是不是要：agentdesk queue？")
    assert calls("--help", "--lang=zh").out.startswith("用法：agentdesk")


def test_global_options_stand_before_or_behind(desk: Calls) -> None:
    assert desk("--json", "queue").json == desk("queue", "--json").json == []
    assert desk("--as", "ann", "queue", "--view", "mine", "--json").json == []


@pytest.mark.parametrize("line", EVERY)
def test_every_command_explains_itself_in_both_languages(calls: Calls, line: str) -> None:
    for lang in LANGUAGES:
        page = calls(*line.split(), "--help", "--lang", lang)
        assert page.status == 0
        assert "cli." not in page.out
        assert "kb.help" not in page.out


def test_the_list_of_commands_says_what_each_command_says(calls: Calls) -> None:
    assert isinstance(root, Group)
    for line, command in EVERY.items():
        if " " not in line:
            assert command.help == root.help_code(line)


def test_every_command_and_option_is_documented(checkout: Path) -> None:
    page = (checkout / "docs" / "command-line.md").read_text("utf-8")
    missing = [line for line, command in EVERY.items() if f"`{line}" not in page and not isinstance(command, Group)]
    assert [line for line in missing if f"`agentdesk {line}" not in page] == []
    for line, command in EVERY.items():
        for param in command.params:
            for option in param.opts if isinstance(param, click.Option) else ():
                assert option in page, (line, option)


def test_the_version(calls: Calls) -> None:
    assert calls("--version").out.startswith("agentdesk ")


def test_settings_that_are_wrong_are_told_with_their_place(calls: Calls, own_home: Path) -> None:
    file = own_home / ".config" / "agentdesk" / "settings.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("language: zh\nnmae: ann\n", "utf-8")
    told(calls("queue"), 2, f"{file}:2:1: There is no setting “nmae”; the nearest is “name”.")
    file.write_text(f"name: ann\ndesk: {calls.path}\n", "utf-8")
    assert calls("queue").status == 1
