"""How rightly the shipped cues tell the stance of 退款, 退货 and 退钱 in what customers really wrote.

    python -m benchmarks.stance FOLDER [--part dev|held|all] [--wrong asked]

FOLDER holds the files that `stance_labels.jsonl` names, as JSON Lines of messages or of conversations. A label
was given by reading the message, before the rules were asked. It names the file, the row (`#3` is the fourth
turn), which hit of the text it is (from 0), and what the customer says of it:

    asked     wants it, has applied for it, asks whether or how it can be had
    refused   the other side, or its system, says no or ends it
    not_yet   it is under way or promised, and the customer waits, looks for it, asks when or how far
    declined  does not want it: takes it back, chose it by mistake, wants something else
    done      it has happened
    none      speaks of it by the way only: its address, fee, invoice, form, where the money will go

What agents wrote is not labelled: rules judge customers. Each text counts once. A third of the labels, chosen by a hash
of the row, is the part `held`: the cues were written without looking at how it was told.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from agentdesk.resources import shipped
from agentdesk.rules import Facts, parse, read_folder
from agentdesk.rules.stance import STRENGTH, StanceTest
from agentdesk.text.normalise import normalise
from benchmarks.common import report

LABELS = Path(__file__).with_name("stance_labels.jsonl")
SUBJECT = re.compile("退款|退货|退钱")
NONE = "none"
PROBE = "规则: [{名称: 探针, 当: {态度: 要求, 词: [退款, 退货, 退钱]}, 则: {标签: [探针]}}]"


class Label(msgspec.Struct, frozen=True):
    """What a reader said of one hit."""

    file: str
    row: str
    occurrence: int
    stance: str

    @property
    def held(self) -> bool:
        """Whether it is kept back for the last measurement."""
        digest = hashlib.sha256(f"{self.file} {self.row} {self.occurrence}".encode()).digest()
        return digest[0] % 3 == 0


def main() -> None:
    """Print precision and recall per stance, and which stance was taken for which."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["dev", "held", "all"], default="all")
    parser.add_argument("--wrong", default="", help="print the hits of this label, or `any`, that were told wrongly")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    labels = [label for label in read_labels() if given.part in ("all", "held" if label.held else "dev")]
    teller = Teller()
    texts = {file: dict(rows(given.folder / file)) for file in {label.file for label in labels}}
    pairs: Counter[tuple[str, str]] = Counter()
    for label in labels:
        text = texts[label.file][label.row]
        told = teller.tell(text)[label.occurrence]
        pairs[label.stance, told] += 1
        if told != label.stance and given.wrong in (label.stance, "any"):
            print(f"{label.stance:>8} told {told:8} {around(text, label.occurrence)}")
    report(figures(pairs), given.json)
    if not given.json:
        print_table(pairs)


def read_labels() -> list[Label]:
    """Return the labels that lie beside this file."""
    return [msgspec.json.decode(line, type=Label) for line in LABELS.read_bytes().splitlines()]


def rows(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each message; a turn of a conversation has the conversation's id and its number."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "turns" not in row:
            yield row["id"], row["text"]
        for number, turn in enumerate(row.get("turns", ())):
            yield f"{row['id']}#{number}", turn["text"]


class Teller:
    """Tells the stance of each hit by the shipped cues."""

    def __init__(self) -> None:
        cues = read_folder(shipped("rules"))["words/stance.yaml"]
        self._engine = parse({"words/stance.yaml": cues, "probe.yaml": PROBE}).engine
        test = self._engine.tests[1]
        assert isinstance(test, StanceTest)
        self._test = test

    def tell(self, text: str) -> list[str]:
        """Return the stance of each hit in `text`, in their order."""
        normal = normalise(text)
        decisions = self._test.all(self._engine.look(normal.text, Facts()))
        told = {normal.span(*decision.subject)[0]: decision.stance for decision in decisions}
        return [told.get(hit.start(), NONE) for hit in SUBJECT.finditer(text)]


def around(text: str, occurrence: int) -> str:
    """Return the hit with some of what stands around it."""
    start, end = [hit.span() for hit in SUBJECT.finditer(text)][occurrence]
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")


def figures(pairs: Mapping[tuple[str, str], int]) -> dict[str, float | int]:
    """Return how many were right, and precision, recall and F1 of each stance, as shares of 1."""
    total = sum(pairs.values())
    found: dict[str, float | int] = {
        "hits": total,
        "right": sum(many for (label, told), many in pairs.items() if label == told) / max(1, total),
    }
    for stance in (*STRENGTH, NONE):
        right = pairs.get((stance, stance), 0)
        labelled = sum(many for (label, _), many in pairs.items() if label == stance)
        told = sum(many for (_, name), many in pairs.items() if name == stance)
        found[f"{stance}_hits"] = labelled
        found[f"{stance}_precision"] = right / max(1, told)
        found[f"{stance}_recall"] = right / max(1, labelled)
        found[f"{stance}_f1"] = 2 * right / max(1, labelled + told)
    return found


def print_table(pairs: Mapping[tuple[str, str], int]) -> None:
    """Print how often each label (down) was told as each stance (across)."""
    names = (*STRENGTH, NONE)
    print(f"{'label / told':14}" + "".join(f"{name:>10}" for name in names))
    for label in names:
        print(f"{label:14}" + "".join(f"{pairs.get((label, told), 0):10}" for told in names))


if __name__ == "__main__":
    main()
