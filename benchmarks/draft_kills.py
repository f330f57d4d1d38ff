"""Kill the desk at random moments while somebody types: what of the draft is gone, and whether anything was sent."""

import contextlib
import os
import random
import signal
import statistics
import time
from pathlib import Path

from agentdesk.desk import Desk
from agentdesk.desk.inbound import read_message
from benchmarks.common import arguments, make_desk, messages, report, scratch
from benchmarks.pty_measure import Terminal, desk_command

WORDS = "您好，已经帮您催促财务，the refund leaves today. "
KEY_SECONDS = (0.01, 0.12)
"""Between two keys, from the quickest typist to a slow one."""
LONGEST = 4.0
"""Seconds of typing within which the program dies."""


def type_and_kill(path: Path, chance: random.Random) -> tuple[str, list[float], float]:
    """Type an answer until the program is killed; return the text, when each character was typed, and the end."""
    typed: list[float] = []
    text = ""
    with Terminal(desk_command(path, "ann0")) as terminal:
        terminal.first_paint(lambda shown: "#1" in shown)
        terminal.press("r")
        terminal.first_paint(lambda shown: "Reply to the customer" in shown)
        end = time.monotonic() + chance.random() * LONGEST
        while time.monotonic() < end:
            char = WORDS[len(text) % len(WORDS)]
            typed.append(terminal.press(char))
            text += char
            pause = time.monotonic() + chance.uniform(*KEY_SECONDS)
            while (left := min(pause, end) - time.monotonic()) > 0:  # read what it paints: a full pipe would hold it up
                terminal.record(left, left)
        os.kill(terminal.pid, signal.SIGKILL)
        return text, typed, time.monotonic()


def lost_seconds(saved: str, text: str, typed: list[float], killed: float) -> float:
    """Return how old the oldest character was that is not on disk; raises AssertionError for one never typed."""
    assert text.startswith(saved), (saved, text)
    return killed - typed[len(saved)] if len(saved) < len(text) else 0.0


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    losses: list[float] = []
    sent = 0
    with scratch() as folder:
        path = folder / "desk.db"
        desk = make_desk(path, 1)
        (receipt,) = desk.receive([read_message(message) for message in messages(1)])
        me = desk.sit("ann0").id
        for _ in range(given.times):
            text, typed, killed = type_and_kill(path, chance)
            with contextlib.closing(Desk.open(path)) as after:
                draft = after.side.draft(me, receipt.ticket)
                sent += sum(message.author == "agent" for message in after.reader().messages(receipt.ticket))
                after.side.drop_draft(me, receipt.ticket)
            losses.append(lost_seconds(draft.text if draft else "", text, typed, killed))
        desk.close()
    report(
        {
            "kills": given.times,
            "longest_loss_seconds": max(losses),
            "median_loss_seconds": statistics.median(losses),
            "answers_sent_by_itself": sent,
        },
        given.json,
    )


if __name__ == "__main__":
    main()
