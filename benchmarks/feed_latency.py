"""From a commit in one program to its being noticed in another, in milliseconds."""

import argparse
import time
from pathlib import Path

from agentdesk.desk import Desk, Note
from benchmarks.common import arguments, make_desk, messages, percentile, program, report, scratch


def listen(path: Path) -> None:
    """Be the other program: print the moment at which each change was noticed, until nothing comes for a while."""
    desk = Desk.open(path)
    feed = desk.feed()
    print("ready", flush=True)
    while feed.wait(5) is not None:
        print(time.monotonic_ns(), flush=True)
    feed.close()
    desk.close()


def measure(path: Path, count: int) -> dict[str, float | int]:
    """Commit `count` notes and pair each with the moment at which it was noticed."""
    from agentdesk.desk.inbound import read_message

    desk = make_desk(path, 1)
    number = desk.receive([read_message(message) for message in messages(1)])[0].ticket
    actor = desk.sit("ann0").id
    listener = program("benchmarks.feed_latency", "--listen", path)
    assert listener.stdout is not None
    assert listener.stdout.readline() == b"ready\n"
    behind, whole = [], []
    for turn in range(count):
        began = time.monotonic_ns()
        desk.do(Note(number, f"note {turn}"), actor=actor)
        committed = time.monotonic_ns()
        noticed = int(listener.stdout.readline())
        behind.append((noticed - committed) / 1e6)
        whole.append((noticed - began) / 1e6)
    listener.kill()
    listener.communicate()
    desk.close()
    return {
        "commits": count,
        "commit_to_notice_ms_p50": percentile(behind, 0.5),
        "commit_to_notice_ms_p95": percentile(behind, 0.95),
        "key_to_notice_ms_p50": percentile(whole, 0.5),
        "key_to_notice_ms_p95": percentile(whole, 0.95),
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--listen", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.listen:
        listen(given.listen)
        return
    with scratch() as folder:
        report(measure(folder / "desk.db", given.count), given.json)


if __name__ == "__main__":
    main()
