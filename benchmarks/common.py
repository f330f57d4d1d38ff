"""What the benchmarks share: a scratch desk, messages to receive, programs to start, a table to print."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agentdesk.desk import Desk
from agentdesk.desk.found import NewAgent, found
from agentdesk.resources import shipped
from agentdesk.rules import read_folder

ROOT = Path(__file__).parent.parent

PARTS = (
    ("我买的衣服", "上周下单的手机", "直播间拍的口红", "My order 20261101", "The parcel", "主播推荐的鞋子", "会员"),
    (
        "到现在还没收到",
        "质量太差了",
        "被商家拒绝退款",
        "has not arrived",
        "was charged twice",
        "尺码不对",
        "被扣了两次款",
    ),
    ("，我要退款", "，怎么换货？", "，请尽快处理", ", I want my money back", ", please help", "，再不处理我就投诉", ""),
    ("！", "。谢谢", "，订单号 88431207", ".", "，我是老顾客了", "？？", "，急"),
)
"""A message is one of each, so that one core sees about 2,400 different ones in both languages."""


def messages(
    count: int, seed: int = 1, conversations: int | None = None, texts: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield messages as `agentdesk receive` takes them; each opens a ticket unless `conversations` bounds them.

    `texts` are said in their order, again from the first when they are used up; without them sentences are made.
    """
    chance = random.Random(seed)
    for number in range(count):
        conversation = number if conversations is None else chance.randrange(conversations)
        yield {
            "id": f"m{seed}-{number}",
            "channel": chance.choice(["chat", "app", "web"]),
            "customer": {"id": f"u{conversation}", "name": f"顾客{conversation}", "tier": "ordinary"},
            "conversation": f"k{seed}-{conversation}",
            "text": texts[number % len(texts)] if texts else "".join(chance.choice(part) for part in PARTS),
        }


def lines(count: int, seed: int = 1, conversations: int | None = None) -> list[bytes]:
    """Return messages as lines of JSON."""
    found = messages(count, seed, conversations)
    return [json.dumps(message, ensure_ascii=False).encode() + b"\n" for message in found]


def make_desk(path: Path, agents: int = 8) -> Desk:
    """Found a desk with the shipped rules and agents "ann0", "ann1" … who take every team's tickets."""
    people = [NewAgent(name=f"ann{number}") for number in range(agents)]
    return found(path, "root", read_folder(shipped("rules")), [NewAgent(name="root", role="admin"), *people])


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards; AGENTDESK_BENCH says on which disk it lies."""
    with tempfile.TemporaryDirectory(prefix="agentdesk-bench-", dir=os.environ.get("AGENTDESK_BENCH")) as folder:
        yield Path(folder)


def one_core() -> None:
    """Keep this process and its children on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def program(*words: object) -> "subprocess.Popen[bytes]":
    """Start `python -m …` in the checkout, with pipes to its standard input and output."""
    command = [sys.executable, "-m", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def receiving(desk: Path) -> tuple[str, ...]:
    """Return the words behind `python -m` that start a receiving program."""
    return ("agentdesk", "--desk", str(desk), "--as", "root", "--json", "receive")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` (0 to 1) of the values do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Return a parser with `--json`."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def report(figures: dict[str, Any], as_json: bool) -> None:
    """Print the figures, as a table or as JSON."""
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    width = max(map(len, figures))
    for name, value in figures.items():
        print(
            f"{name.replace('_', ' '):<{width}}  {value:,.2f}"
            if isinstance(value, float)
            else f"{name.replace('_', ' '):<{width}}  {value}"
        )
