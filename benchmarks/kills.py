"""Kill a receiving program at random moments: what it acknowledged is there, and the desk has no fault."""

import contextlib
import json
import random
import threading
import time
from pathlib import Path

from agentdesk.desk import Desk
from agentdesk.desk.verbs.receive import receipt_key
from benchmarks.common import arguments, lines, make_desk, program, receiving, report, scratch

LONGEST = 0.15
"""Seconds after the first acknowledgement within which the program dies."""


def kill_once(path: Path, number: int, chance: random.Random) -> list[tuple[str, str]]:
    """Feed a program, kill it at a random moment; return (channel, id) of what it acknowledged."""
    given = lines(2_000, seed=1_000 + number, conversations=50)
    receiver = program(*receiving(path))
    assert receiver.stdin is not None
    assert receiver.stdout is not None
    feeding = threading.Thread(target=_feed, args=(receiver.stdin, given))
    feeding.start()
    first = receiver.stdout.readline()
    time.sleep(chance.random() * LONGEST)
    receiver.kill()
    printed = first + receiver.stdout.read()
    receiver.wait()
    feeding.join()
    with contextlib.suppress(BrokenPipeError):
        receiver.stdin.close()
    receiver.stdout.close()
    channels = {message["id"]: message["channel"] for message in map(json.loads, given)}
    told = [json.loads(line) for line in printed.splitlines(keepends=True) if line.endswith(b"\n")]
    return [(channels[receipt["id"]], receipt["id"]) for receipt in told]


def _feed(pipe: object, given: list[bytes]) -> None:
    """Write a few lines at a time, so that transactions are of every size."""
    chance = random.Random(len(given))
    with contextlib.suppress(BrokenPipeError):
        while given:
            size = chance.choice([1, 1, 2, 5, 20])
            pipe.write(b"".join(given[:size]))  # type: ignore[attr-defined]
            pipe.flush()  # type: ignore[attr-defined]
            given = given[size:]


def lost(desk: Desk, acknowledged: list[tuple[str, str]]) -> list[str]:
    """Return the ids that were acknowledged and are not there."""
    reader = desk.reader()
    return [name for channel, name in acknowledged if reader.received(receipt_key(channel, name)) is None]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    gone, faults, acknowledged = 0, 0, 0
    with scratch() as folder:
        path = folder / "desk.db"
        make_desk(path, 1).close()
        for number in range(given.times):
            told = kill_once(path, number, chance)
            desk = Desk.open(path)
            acknowledged += len(told)
            gone += len(lost(desk, told))
            faults += len(list(desk.store.verify())) if number % 10 == 9 or number == given.times - 1 else 0
            desk.close()
    report({"kills": given.times, "acknowledged": acknowledged, "lost": gone, "faults": faults}, given.json)


if __name__ == "__main__":
    main()
