"""How rightly the shipped list of tone tells praise from anger in labelled messages, and how long it takes.

    python -m benchmarks.tone FOLDER

FOLDER holds JSON Lines of `{"text", "label": "positive" | "negative"}`. A message is taken as praise when the
weights of its words come to more than `--above`, else as anger; `decided` is the share in which they do not
come to zero. The rest of what it prints: the share that was told rightly of all and of the decided ones, and
microseconds a message.
"""

import argparse
import json
import time
from pathlib import Path

import msgspec

from agentdesk.resources import shipped
from agentdesk.rules import Facts, parse, read_folder
from agentdesk.rules.weights import ScoreTest
from agentdesk.text.normalise import normalise
from benchmarks.common import report

LIST = "words/tone.yaml"
PROBE = "规则: [{名称: 探针, 当: {得分: {词: tone, 至少: 1}}, 则: {标签: [探针]}}]"


class Message(msgspec.Struct, frozen=True):
    """A message and whether it is praise."""

    text: str
    praises: bool


def main() -> None:
    """Print the figures of every file, and of all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--above", type=float, default=0.0, help="praise begins above this sum")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    scale = Scale()
    figures: dict[str, float | int] = {}
    many: list[Message] = []
    for file in sorted(given.folder.glob("*.jsonl")):
        messages = read(file)
        many += messages
        figures |= measured(file.stem, messages, scale, given.above)
    report({**figures, **measured("all", many, scale, given.above)}, given.json)


def read(file: Path) -> list[Message]:
    """Return the messages of a file that are labelled one way or the other."""
    rows = map(json.loads, file.read_text("utf-8").splitlines())
    return [
        Message(row["text"], row["label"] == "positive") for row in rows if row["label"] in ("positive", "negative")
    ]


class Scale:
    """Weighs a message by the shipped list."""

    def __init__(self) -> None:
        self._engine = parse({LIST: read_folder(shipped("rules"))[LIST], "probe.yaml": PROBE}).engine
        test = self._engine.tests[1]
        assert isinstance(test, ScoreTest)
        self._test = test

    def weigh(self, text: str) -> float:
        """Return the sum of the weights of its words."""
        return self._test.sum(self._engine.look(normalise(text).text, Facts()))


def measured(name: str, messages: list[Message], scale: Scale, above: float) -> dict[str, float | int]:
    """Return the figures of some messages; shares are of 1."""
    began = time.perf_counter()
    sums = [scale.weigh(message.text) for message in messages]
    took = time.perf_counter() - began
    told = [(total > above) == message.praises for total, message in zip(sums, messages, strict=True)]
    decided = [right for right, total in zip(told, sums, strict=True) if total]
    return {
        f"{name}_messages": len(messages),
        f"{name}_right_of_all": sum(told) / len(told),
        f"{name}_decided": len(decided) / len(told),
        f"{name}_right_of_decided": sum(decided) / max(1, len(decided)),
        f"{name}_microseconds": took / len(told) * 1_000_000,
    }


if __name__ == "__main__":
    main()
