"""How many bytes a verdict takes: median and largest over the customer messages of conversation files."""

import json
import statistics
import time
from pathlib import Path

import msgspec

from agentdesk.desk.rulebook import compile_files
from agentdesk.resources import shipped
from agentdesk.rules import Facts, read_folder
from benchmarks.common import arguments, report


def texts(file: Path) -> list[str]:
    """Return what customers wrote in a file of conversations, one a line."""
    found = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [turn["text"] for one in found for turn in one["turns"] if turn["from"] == "customer" and turn["text"]]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="conversations, JSON Lines")
    given = parser.parse_args()
    rules = compile_files(read_folder(shipped("rules"))).rules
    said = [text for file in given.files for text in texts(file)]
    facts = Facts(channel="chat", tier="ordinary", lang="zh")
    began = time.perf_counter()
    verdicts = [rules.judge(text, facts) for text in said]
    took = time.perf_counter() - began
    sizes = [len(msgspec.json.encode(verdict)) for verdict in verdicts]
    report(
        {
            "messages": len(said),
            "median_bytes": int(statistics.median(sizes)),
            "p99_bytes": sorted(sizes)[int(0.99 * len(sizes))],
            "largest_bytes": max(sizes),
            "share_with_a_tag": sum(bool(verdict.tags) for verdict in verdicts) / len(said),
            "share_with_a_route": sum(bool(verdict.route) for verdict in verdicts) / len(said),
            "messages_judged_per_second": len(said) / took,
        },
        given.json,
    )


if __name__ == "__main__":
    main()
