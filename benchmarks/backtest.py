"""How long a back-test takes: a changed copy of the shipped rules over a file of messages, in seconds."""

import json
import time
from pathlib import Path

from agentdesk.lab.backtest import backtest
from agentdesk.lab.past import Past, from_file
from agentdesk.resources import shipped
from agentdesk.rules import read_folder
from benchmarks.common import arguments, messages, report, scratch
from benchmarks.verdict_size import texts


def changed(files: dict[str, str]) -> dict[str, str]:
    """Return rules in which some points are others and one rule is new."""
    new = "rules:\n  - {id: bench-new, when: {words: [你好, 退款, refund]}, then: {tags: [bench], points: 3}}\n"
    return {**{name: text.replace("points: 20", "points: 25") for name, text in files.items()}, "zz-bench.yaml": new}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="conversations, JSON Lines, whose customers are quoted")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=None)
    given = parser.parse_args()
    said = [text for file in given.files for text in texts(file)]
    rules = read_folder(shipped("rules"))
    with scratch() as folder:
        file = folder / "messages.jsonl"
        lines = (json.dumps(message, ensure_ascii=False) + "\n" for message in messages(given.messages, texts=said))
        file.write_text("".join(lines), "utf-8")
        began = time.perf_counter()
        pasts = (past for past in from_file(file) if isinstance(past, Past))
        found = backtest(rules, changed(rules), pasts, 0, given.processes)
        took = time.perf_counter() - began
    report({"messages": found.messages, "tickets_changed": found.changed, "seconds": took}, given.json)


if __name__ == "__main__":
    main()
