"""`receive`: messages on standard input, as a channel delivers them; verdicts on standard output."""

import os
import select
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentdesk.cli.context import Caller
from agentdesk.cli.group import command
from agentdesk.lang import Message, Refusal

if TYPE_CHECKING:
    from agentdesk.channels.lines import Line, ReadLine
    from agentdesk.desk import Desk
    from agentdesk.desk.inbound import Inbound

BATCH = 200
"""Messages that go into one transaction when so many wait."""
_CHUNK = 1 << 16


@command("receive", help="cli.help_receive")
def receive(caller: Caller) -> int:
    """Take in a message a line; each receipt is printed once its message is durable."""
    desk = caller.desk(write=True)
    wrong = 0
    for batch in _batches(sys.stdin.fileno()):
        wrong += _take(caller, desk, batch)
        sys.stdout.flush()
    return 2 if wrong else 0


def _batches(source: int) -> "Iterator[list[Line]]":
    """Yield what is waiting, up to `BATCH` lines; a line is never kept waiting for the next one."""
    from agentdesk.channels.lines import Lines

    lines = Lines()
    waiting: list[Line] = []
    while chunk := os.read(source, _CHUNK):
        waiting += lines.feed(chunk)
        while len(waiting) >= BATCH:
            yield waiting[:BATCH]
            waiting = waiting[BATCH:]
        if waiting and not select.select([source], [], [], 0)[0]:
            yield waiting
            waiting = []
    waiting += lines.end()
    if waiting:
        yield waiting


def _take(caller: Caller, desk: "Desk", batch: "list[Line]") -> int:
    """Hand a batch to the desk, print its receipts in order; return how many lines were refused."""
    from agentdesk.channels.lines import read_line
    from agentdesk.desk.inbound import read_message

    read = [read_line(line, read_message) for line in batch]
    good = [item.value for item in read if item.value is not None]
    try:
        receipts = iter(desk.receive(good) if good else [])
    except Refusal:
        return _one_by_one(caller, desk, read)
    for item in read:
        if item.value is None:
            _complain(caller, item)
        else:
            caller.document(next(receipts))
    return sum(item.value is None for item in read)


def _one_by_one(caller: Caller, desk: "Desk", read: "list[ReadLine[Inbound]]") -> int:
    """One message is refused by the desk: find out which, and take the others."""
    wrong = 0
    for item in read:
        if item.value is None:
            _complain(caller, item)
            wrong += 1
            continue
        try:
            caller.document(desk.receive([item.value])[0])
        except Refusal as refusal:
            caller.complain(refusal.message, place=f"-:{item.number}")
            wrong += 1
    return wrong


def _complain(caller: Caller, item: "ReadLine[Inbound]") -> None:
    column = f":{item.column}" if item.column else ""
    caller.complain(item.problem or Message("channels.bad_json"), place=f"-:{item.number}{column}")
