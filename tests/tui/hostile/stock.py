"""A desk that holds the whole corpus: each payload as a message, in every field of it, and as an article."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec

from agentdesk.desk import Claim, Command, Desk, Release
from agentdesk.desk.found import NewAgent, found
from agentdesk.desk.inbound import read_message
from agentdesk.desk.verbs.knowledge import PutArticle
from agentdesk.model import Article
from tests.cli.calls import environment
from tests.desk.desks import FILES
from tests.text.hostile import hostile

SHORT = 300
"""So much of a payload goes into names and subjects."""
PERSON = "ann"


class Entry(msgspec.Struct, frozen=True):
    """A payload on the desk."""

    id: str
    ticket: int
    word: str
    """Stands in front of the payload in its message and its article, and nowhere else."""


def one_of_each() -> list[tuple[str, str]]:
    """Return the first message of each class and field."""
    return [*{name.partition("-")[0]: (name, text) for name, text in reversed(hostile())}.values()]


def stock(path: Path, payloads: list[tuple[str, str]]) -> list[Entry]:
    """Make a desk at `path` and let the payloads in by `agentdesk receive`."""
    people = [NewAgent(name=PERSON, role="supervisor", teams=("funds", "risk")), NewAgent(name="root", role="admin")]
    desk = found(path, "root", FILES, people)
    lines = [line(number, text.encode("utf-8", "replace").decode()) for number, (_, text) in enumerate(payloads)]
    command = [sys.executable, "-m", "agentdesk", "--desk", str(path), "--as", "root", "--json", "receive"]
    done = subprocess.run(command, input="".join(lines).encode(), capture_output=True, check=False, env=environment())
    receipts = {receipt["id"]: receipt["ticket"] for receipt in map(json.loads, done.stdout.splitlines())}
    assert len(receipts) == len(payloads), done.stderr.decode()
    root = desk.sit("root").id
    desk.do(*(article(number, text) for number, (_, text) in enumerate(payloads)), actor=root)
    desk.close()
    return [Entry(name, receipts[f"m{number}"], word(number)) for number, (name, _) in enumerate(payloads)]


class Backdoor:
    """What another program does meanwhile on the same desk; it remembers what it did in the person's name."""

    def __init__(self, path: Path) -> None:
        self._desk = Desk.open(path)
        self._me = self._desk.sit(PERSON)
        self._done: set[tuple[str, int]] = set()
        self._wrote = 0

    @property
    def shown(self) -> str:
        """How colleagues call the person at the screen."""
        return self._me.shown

    def take(self, entry: Entry) -> None:
        """Claim the ticket for the person at the screen, if it is not theirs."""
        ticket = self._desk.reader().ticket(entry.ticket)
        if ticket is not None and ticket.owner != self._me.id:
            self._do(Claim(entry.ticket))

    def leave(self, entry: Entry) -> None:
        """Give it back to its team."""
        self._do(Release(entry.ticket))

    def _do(self, command: Command) -> None:
        done = self._desk.do(command, actor=self._me.id)
        self._done.update((f"ticket:{ticket.id}", ticket.version) for ticket in done.tickets)

    def write_again(self, entry: Entry) -> str:
        """Let the entry's customer write once more on a ticket of the person's; return what appears."""
        self.take(entry)
        self._wrote += 1
        text = f"again{self._wrote:04d}"
        number = int(entry.word.removeprefix("zq"))
        document = {"id": text, "channel": "web", "conversation": f"c{number}", "customer": f"u{number}", "text": text}
        self._desk.receive([read_message(document)])
        return text

    def unasked(self) -> list[str]:
        """Return what happened in the person's name without anybody asking for it: a message pressed their keys."""
        reader = self._desk.reader()
        events = (event for ticket in self._desk.history(10_000) for event in reader.events(f"ticket:{ticket.id}"))
        return [
            f"{event.stream} {event.kind}"
            for event in events
            if event.actor == self._me.id and (event.stream, event.version) not in self._done
        ]

    def close(self) -> None:
        """Leave the desk."""
        self._desk.close()


def word(number: int) -> str:
    """Return the word that finds a payload."""
    return f"zq{number:04d}"


def line(number: int, text: str) -> str:
    """A message with the payload wherever a channel can put one."""
    short = text[:SHORT]
    document = {
        "id": f"m{number}",
        "channel": "web",
        "conversation": f"c{number}",
        "customer": {"id": f"u{number}", "name": short, "attributes": {short[:40] or "key": short}},
        "subject": short,
        "category": short,
        "attachments": [{"name": short, "url": short}],
        "text": f"{word(number)} 退款 {text}",
    }
    return json.dumps(document) + "\n"


def article(number: int, text: str) -> PutArticle:
    """An article with the payload in title, body and tags."""
    clean = text.encode("utf-8", "replace").decode()
    body = f"{word(number)} {clean[:20_000]}"
    return PutArticle(
        Article(id=f"KB-{number}", title=f"{word(number)} {clean[:SHORT]}", body=body, lang="zh", tags=(clean[:40],))
    )
