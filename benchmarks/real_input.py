"""Conversations and articles from elsewhere come in by the command line, twice: nothing doubles, nothing is wrong."""

import subprocess
import sys
import time
from pathlib import Path

from agentdesk.desk import Desk
from benchmarks.common import ROOT, arguments, make_desk, report, scratch


def run(desk: Path, *words: str | Path) -> float:
    """Run a command on the desk; return its seconds. Ends the benchmark when the command fails."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "agentdesk", "--desk", str(desk), "--as", "root", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2_000:], file=sys.stderr)
        raise SystemExit(f"{' '.join(map(str, words))}: exit status {done.returncode}")
    return time.perf_counter() - began


def contents(path: Path) -> dict[str, int]:
    """Return how much a desk holds, and how many faults it has."""
    desk = Desk.open(path)
    tickets = desk.reader().history(10_000_000)
    found = {
        "tickets": len(tickets),
        "open": sum(not ticket.archived for ticket in tickets),
        "messages": sum(ticket.messages for ticket in tickets),
        "articles": desk.reader().article_count(),
        "events": int(desk.reader().cursor()),
        "faults": len(list(desk.store.verify())),
    }
    desk.close()
    return found


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--conversations", nargs="*", type=Path, default=[], help="JSON Lines, imported with --open")
    parser.add_argument("--articles", nargs="*", type=Path, default=[], help="JSON Lines, for the knowledge base")
    given = parser.parse_args()
    given.conversations = [file.resolve() for file in given.conversations]
    given.articles = [file.resolve() for file in given.articles]
    with scratch() as folder:
        path = folder / "desk.db"
        make_desk(path, 1).close()
        figures: dict[str, object] = {}
        before: dict[str, int] = {}
        for turn in ("first", "second"):
            if given.conversations:
                figures[f"import_seconds_{turn}"] = run(path, "import", "--open", *given.conversations)
            if given.articles:
                figures[f"kb_import_seconds_{turn}"] = run(path, "kb", "import", *given.articles)
            after = contents(path)
            figures |= after if turn == "first" else {"the_same_after_the_second_time": after == before}
            before = after
        figures["database_bytes"] = path.stat().st_size
    report(figures, given.json)


if __name__ == "__main__":
    main()
