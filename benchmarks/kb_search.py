"""How well and how fast articles are found, on folders that each hold kb.jsonl and queries.jsonl.

    python benchmarks/kb_search.py FOLDER [--most QUERIES]

A line a folder: reciprocal rank and recall over the queries, and milliseconds a key while the queries are typed.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from agentdesk.desk import Desk
from agentdesk.desk.library import bring_articles
from agentdesk.kb.eval import Query, evaluate, read_queries
from agentdesk.kb.files import read_files

TYPED = 100
"""Queries that are typed key by key."""


def main() -> None:
    """Measure every folder under the one that is given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=1000)
    options = parser.parse_args()
    print(f"{'':20} articles import_s queries   mrr@10  r@1   r@5   r@10   key p50   p95   max ms")
    for file in sorted(options.folder.rglob("queries.jsonl")):
        with tempfile.TemporaryDirectory() as place:
            measure(file.parent, Path(place) / "desk.db", options.most)


def measure(folder: Path, place: Path, most: int) -> None:
    """Print the line of one folder."""
    articles = read_files([folder / "kb.jsonl"]).articles
    desk = Desk.open(place, create=True)
    seconds = timed(lambda: bring_articles(desk, articles, "import")) / 1000
    queries = spread(read_queries(folder / "queries.jsonl"), most)
    figures = evaluate(lambda query: [hit.id for hit in desk.kb.search(query, limit=10)], queries)
    keys = sorted(timed(partial(desk.kb.search, typed)) for typed in typing(spread(queries, TYPED)))
    recalls = f"{figures.recall_1:.3f} {figures.recall_5:.3f} {figures.recall_10:.3f}"
    speeds = f"{keys[len(keys) // 2]:7.2f} {keys[len(keys) * 95 // 100]:6.2f} {keys[-1]:6.2f}"
    counts = f"{folder.name:20} {len(articles):8} {seconds:8.2f} {len(queries):7}"
    print(f"{counts}   {figures.mrr_10:.3f} {recalls}   {speeds}", flush=True)
    desk.close()


def typing(queries: tuple[Query, ...]) -> Iterator[str]:
    """Give each query as it grows, key by key."""
    for query in queries:
        yield from (query.query[:end] for end in range(1, len(query.query) + 1))


def spread(queries: tuple[Query, ...], most: int) -> tuple[Query, ...]:
    """Return at most so many, evenly from all."""
    return queries[:: max(1, -(-len(queries) // most))]


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
