"""One call of the command line: which desk, who calls, in which language, and how answers are printed."""

import os
import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from agentdesk.lang import LANGUAGES, Message, Refusal, Why, choose, say
from agentdesk.text import safe, safe_line, width

if TYPE_CHECKING:
    from datetime import tzinfo

    from agentdesk.desk import Desk, Done
    from agentdesk.model import Agent
    from agentdesk.settings import Settings

MOMENTS = frozenset({"at", "until"})
"""Parameters of a sentence that are moments, and are told in the desk's zone."""


class Caller:
    """What the global options say; commands get it by `click.pass_obj`."""

    def __init__(self, lang: str | None = None) -> None:
        """`lang` is what `--lang` asks for, if it is given."""
        self._lang_wish = lang
        self._settings: Settings | None = None
        self._desk: Desk | None = None
        self._zone: tzinfo | None = None
        self.desk_option = ""
        self.rules_option = ""
        self.name_option = ""
        self.json = False

    def take_settings(self, settings: "Settings") -> None:
        """Know what the person's settings file says; raises `Refusal` for a `--lang` that is none."""
        self._settings = settings
        if self._lang_wish is not None and self._lang_wish[:2].lower() not in LANGUAGES:
            raise Refusal(Why.INPUT, "cli.no_language", lang=self._lang_wish[:20], known=", ".join(LANGUAGES))

    @property
    def settings(self) -> "Settings":
        """What the person's settings file says."""
        if self._settings is None:
            from agentdesk.settings import Settings

            self._settings = Settings()
        return self._settings

    @property
    def lang(self) -> str:
        """The language of answers: `--lang`, AGENTDESK_LANG, the settings, the locale."""
        return choose(self._lang_wish, os.environ.get("AGENTDESK_LANG"), self.settings.language)

    @cached_property
    def path(self) -> Path:
        """The desk's file: `--desk`, AGENTDESK_DESK, the settings, else one in the user's data folder."""
        named = self.desk_option or os.environ.get("AGENTDESK_DESK", "") or self.settings.desk
        if "://" in named:
            raise Refusal(Why.INPUT, "cli.desk_url", url=named[:60])
        if named:
            return Path(named).expanduser()
        import platformdirs

        return platformdirs.user_data_path("agentdesk") / "desk.db"

    @property
    def name(self) -> str:
        """Who acts: `--as`, AGENTDESK_AS, the settings, else the operating system's user."""
        named = self.name_option or os.environ.get("AGENTDESK_AS", "") or self.settings.name
        if named:
            return named
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "admin"

    def tried(self) -> dict[str, str] | None:
        """Return the files of `--rules`, None without it; raises `RuleErrors`."""
        if not self.rules_option:
            return None
        from agentdesk.rules import read_folder

        return read_folder(self.rules_option)

    def desk(self, *, write: bool = False) -> "Desk":
        """Return the desk; one that has to be written and is not there yet is made. Raises `Refusal`."""
        if self._desk is None:
            from agentdesk.desk import Desk

            if write and not self.path.exists():
                from agentdesk.cli.founding import found_desk

                found_desk(self).close()
                self.tell(Message("cli.founded", {"path": str(self.path), "name": self.name}))
            self._desk = Desk.open(self.path, tried=self.tried())
        return self._desk

    @property
    def zone(self) -> "tzinfo | None":
        """The open desk's zone, in which times are shown and understood; None, the machine's, where none is open."""
        if self._desk is None:
            return None
        if self._zone is None:
            from zoneinfo import ZoneInfo

            self._zone = ZoneInfo(self._desk.zone())
        return self._zone

    def me(self) -> "Agent":
        """Return the agent who acts; raises `Refusal` when nobody is called so."""
        return self.desk(write=True).sit(self.name)

    def close(self) -> None:
        """Close the desk, if it was opened."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def say(self, message: Message) -> str:
        """Return a sentence in the caller's language, safe for a terminal; moments are told in the desk's zone."""
        from agentdesk.cli.moments import local

        params = dict(message.params)
        for name in MOMENTS & params.keys():
            moment = params[name]
            if isinstance(moment, int):
                params[name] = local(moment, self.zone)
        what = params.get("what")
        if isinstance(what, str) and "." in what:
            params["what"] = say(Message(f"desk.step_{what.replace('.', '_')}"), self.lang)
        return safe(say(Message(message.code, params), self.lang))

    def out(self, *lines: str) -> None:
        """Print lines, made safe for a terminal, on stdout."""
        for line in lines:
            click.echo(safe(line))

    def styled(self, line: str) -> None:
        """Print a line that was made safe before it was given colours."""
        click.echo(line)

    def answer(self, *messages: Message) -> None:
        """Print sentences on stdout."""
        for message in messages:
            click.echo(self.say(message))

    def tell(self, *messages: Message) -> None:
        """Print sentences on stderr, beside the answer."""
        for message in messages:
            click.echo(self.say(message), err=True)

    def complain(self, message: Message, place: str = "") -> None:
        """Print one sentence about what went wrong on stderr, behind its place."""
        where = f"{safe_line(place)}: " if place else ""
        click.echo(where + self.say(message), err=True)

    def complain_at(self, text: str, at: int) -> None:
        """Print a line of what was given on stderr, and a mark below its character `at`."""
        shown = safe_line(text)
        before = " " * width(safe_line(text[:at]))
        click.echo(f"    {shown}\n    {before}^", err=True)

    def document(self, value: object) -> None:
        """Print a value of the model as one JSON document, a line long."""
        from agentdesk.cli.plain import plain

        sys.stdout.write(msgspec.json.encode(plain(value)).decode() + "\n")

    def documents(self, values: Iterable[object]) -> None:
        """Print values of the model, one JSON document a line."""
        for value in values:
            self.document(value)

    def done(self, done: "Done") -> int:
        """Print what a verb came to: its sentences, or the ticket as JSON."""
        if self.json:
            self.document(done.tickets[-1] if done.tickets else [self.say(message) for message in done.said])
        else:
            self.answer(*done.said)
        return 0
