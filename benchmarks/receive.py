"""How many messages a second one core takes in, judged and durable, in batches of 1 and of 50."""

import json
import time
from pathlib import Path

from agentdesk.desk.inbound import Inbound, read_message
from benchmarks.common import arguments, make_desk, messages, one_core, report, scratch


def measure(folder: Path, given: list[Inbound], batch: int) -> dict[str, float | int]:
    """Receive everything into a new desk; return what it took and came to."""
    desk = make_desk(folder / f"desk-{batch}.db", agents=1)
    desk.rulebook()
    began, worked = time.perf_counter(), time.process_time()
    receipts = []
    for start in range(0, len(given), batch):
        receipts += desk.receive(given[start : start + batch])
    took, work = time.perf_counter() - began, time.process_time() - worked
    size = desk.store.files.database.stat().st_size
    desk.close()
    return {
        f"messages_per_second_in_batches_of_{batch}": len(given) / took,
        f"cpu_ms_per_message_in_batches_of_{batch}": 1000 * work / len(given),
        f"bytes_per_message_in_batches_of_{batch}": size // len(given),
        "share_with_a_tag": sum(bool(receipt.tags) for receipt in receipts) / len(given),
        "share_with_a_team": sum(receipt.team is not None for receipt in receipts) / len(given),
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--messages", type=Path, help="JSON Lines with a `text` each, instead of made sentences")
    given = parser.parse_args()
    one_core()
    texts = [json.loads(line)["text"] for line in given.messages.open(encoding="utf-8")] if given.messages else []
    inbound = [read_message(message) for message in messages(given.count, texts=texts)]
    figures: dict[str, float | int] = {"messages": given.count}
    with scratch() as folder:
        for batch in (1, 50):
            figures |= measure(folder, inbound, batch)
    report(figures, given.json)


if __name__ == "__main__":
    main()
