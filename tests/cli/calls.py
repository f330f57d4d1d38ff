"""Calls of the command line, in this process or as a process of their own, on a desk with small rules."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agentdesk.cli.main import run

RULES = """
levels: {urgent: 80, high: 40, normal: 0, low: -20}
teams:
  - {id: funds, name: {zh: 资金, en: Funds}}
  - {id: risk, name: {zh: 风控, en: Risk}}
rules:
  - id: refund
    when: {words: [退款, refund]}
    then: {tags: [退款], points: 10, route: funds}
    tests: {match: [我要退款], no_match: [你好]}
  - id: stolen
    when: {words: [盗号, stolen]}
    then: {tags: [盗号], priority: urgent, route: risk}
    tests: {match: [盗号了], no_match: [你好]}
promises:
  calendar: {zone: Asia/Shanghai}
  table:
    - {id: everyone, targets: {first_response: 4h, next_response: 8h, resolution: 24h}}
lifecycle: {hold: 5s}
"""
PEOPLE = """
agents:
  - {name: ann, display: Ann, teams: [funds, risk]}
  - {name: bo, display: Bo, teams: [funds]}
  - {name: cy, display: Cy, role: lead, teams: [funds, risk]}
"""


class Ran(msgspec.Struct, frozen=True):
    """What a call came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The documents on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def message(text: str, **fields: object) -> str:
    """A message as a channel delivers it, as a line."""
    document = {"channel": "chat", "customer": {"id": "u7", "name": "林晓", "tier": "vip"}, "text": text, **fields}
    return json.dumps(document, ensure_ascii=False) + "\n"


class Calls:
    """Calls on one desk."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.path = folder / "desk.db"
        self._capture = capture

    def __call__(self, *arguments: str) -> Ran:
        """Call in this process."""
        status = run(["--desk", str(self.path), *arguments])
        seen = self._capture.readouterr()
        return Ran(status, seen.out, seen.err)

    def process(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Call as a process of its own, as a shell does."""
        command = [sys.executable, "-m", "agentdesk", "--desk", str(self.path), *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment())
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    def found(self) -> None:
        """Make the desk of these examples; ann, bo and cy work there, root is its admin."""
        rules, people = self.folder / "rules", self.folder / "people.yaml"
        rules.mkdir()
        (rules / "desk.yaml").write_text(RULES, "utf-8")
        people.write_text(PEOPLE, "utf-8")
        made = self("--rules", str(rules), "--as", "root", "init", "--people", str(people))
        assert made.status == 0, made.err

    def receive(self, *lines: str) -> list[int]:
        """Let messages come in; return their tickets."""
        from agentdesk.desk import Desk
        from agentdesk.desk.inbound import read_message

        desk = Desk.open(self.path)
        receipts = desk.receive([read_message(json.loads(line)) for line in lines])
        desk.close()
        return [receipt.ticket for receipt in receipts]


def environment() -> dict[str, str]:
    """What a process of these tests inherits."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}


def told(ran: Ran, status: int, *sentences: str) -> None:
    """The call ended so, and said one sentence a problem on standard error."""
    assert (ran.status, ran.err.splitlines()) == (status, list(sentences))
