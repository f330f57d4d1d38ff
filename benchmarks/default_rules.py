"""What the shipped rules make of the first customer message of real conversations that says what it is about.

    python -m benchmarks.default_rules FOLDER [--sample PLACE --seed 1 --count 100]

FOLDER holds jddc_zh, ibm_twitter_en (our field: the share that is tagged and routed should be high) and crosswoz_zh,
uss_sgd_en (travel and weather: any tag but 其他 is a false one), as JSON Lines of conversations. Greetings, names that
are called (@shop), addresses of pages and what a shop's page put in itself ([订单x]) say nothing.

`matter` leaves out tags that only say how it is said (问候, 求助, 情绪激动 …). `--sample` writes verdicts to
read, of rows that nobody has read. What readers found is in `default_rules_read.jsonl`: file, row,
round (the rules were mended after each but the last), whether no tag was wrong and the matter was
named, and whether the team was right; `--read` prints the shares.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from agentdesk.model.verdict import Verdict
from agentdesk.resources import shipped
from agentdesk.rules import Facts, parse, read_folder
from benchmarks.common import report

FIELD = ("jddc_zh", "ibm_twitter_en")
FOREIGN = ("crosswoz_zh", "uss_sgd_en")
READ = Path(__file__).with_name("default_rules_read.jsonl")
MANNER = frozenset(
    ["问候", "感谢", "应答", "求助", "要人工", "催办", "情绪激动", "着急", "流失风险", "辱骂", "重复进线"]
)
"""Tags that say how a message is said, not what it is about."""
OTHER = frozenset({"其他", "other"})
_EMPTY = re.compile(
    r"@\w+|https?://\S+|\[[^\[\]]*\]|\[?订单编号.*?\]+|(咨询)?(订单号|订单金额|下单时间|商品ID)[::]?|人工客服|转人工|人工|客服"
    r"|您好|你好|在吗|在么|在不在|有人吗|亲|嗯+|好的|谢谢|请问|\b(hi|hey|hello|thanks|thank you|please|help|pls)\b",
    re.IGNORECASE,
)
_CHARACTERS = re.compile(r"[\u3400-\u9fff]")
_WORDS = re.compile(r"[A-Za-z']{2,}")


class Opening(msgspec.Struct, frozen=True):
    """The first message of a conversation that says what it is about."""

    file: str
    row: str
    text: str
    first: bool


class Reading(msgspec.Struct, frozen=True):
    """What a reader said of one verdict."""

    file: str
    row: str
    round: int
    tags: bool
    team: bool


def main() -> None:
    """Print the shares, a sample, or what was read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sample", type=Path, help="write verdicts of the two files of our field here, to read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100, help="verdicts of each file in the sample")
    parser.add_argument("--read", action="store_true", help="print what readers found")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if given.read:
        report(read_shares(), given.json)
    if given.folder is None:
        return
    judge = Judge()
    found = {name: list(openings(given.folder / f"{name}.jsonl")) for name in (*FIELD, *FOREIGN)}
    figures: dict[str, float | int] = {}
    for name, said in found.items():
        figures |= shares(name, [judge(opening) for opening in said])
    report(figures, given.json)
    if given.sample is not None:
        lines = (line for name in FIELD for line in sampled(found[name], judge, given.seed, given.count))
        given.sample.write_text("\n".join(lines) + "\n", "utf-8")


def openings(file: Path) -> Iterator[Opening]:
    """Yield the opening of each conversation that has one."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        said = [turn["text"] for turn in row["turns"] if turn["from"] == "customer"]
        place = next((place for place, text in enumerate(said) if says_something(text)), None)
        if place is not None:
            yield Opening(file.stem, row["id"], said[place], place == 0)


def says_something(text: str) -> bool:
    """Whether four Chinese characters or three words are left when what says nothing is taken away."""
    rest = _EMPTY.sub(" ", text)
    return len(_CHARACTERS.findall(rest)) + 4 / 3 * len(_WORDS.findall(rest)) >= 4


class Judge:
    """Judges by the shipped rules, as a chat of an ordinary customer."""

    def __init__(self) -> None:
        self._rules = parse(read_folder(shipped("rules")))

    def __call__(self, opening: Opening) -> Verdict:
        """Return the verdict on an opening."""
        return self._rules.judge(opening.text, Facts(channel="chat", tier="ordinary", first=opening.first))


def shares(name: str, verdicts: Sequence[Verdict]) -> dict[str, float | int]:
    """Return how many openings there are and the shares that were tagged, as shares of 1."""
    most = Counter(tag for verdict in verdicts for tag in verdict.tags).most_common(1)
    found: dict[str, float | int] = {f"{name}_openings": len(verdicts)}
    tagged = [set(verdict.tags) - OTHER for verdict in verdicts]
    if name in FOREIGN:
        return {**found, f"{name}_false": sum(map(bool, tagged)) / len(verdicts)}
    routed = [bool(tags and verdict.route) for tags, verdict in zip(tagged, verdicts, strict=True)]
    matters = [bool(tags - MANNER and verdict.route) for tags, verdict in zip(tagged, verdicts, strict=True)]
    found[f"{name}_tagged"] = sum(map(bool, tagged)) / len(verdicts)
    found[f"{name}_tagged_and_routed"] = sum(routed) / len(verdicts)
    found[f"{name}_matter_and_routed"] = sum(matters) / len(verdicts)
    found[f"{name}_commonest_tag"] = most[0][1] / len(verdicts) if most else 0.0
    return found


def sampled(said: Sequence[Opening], judge: Judge, seed: int, count: int) -> Iterator[str]:
    """Yield a sample of the tagged openings that nobody has read, with their verdicts, one a line."""
    known = {(reading.file, reading.row) for reading in readings()}
    unread = [opening for opening in said if (opening.file, opening.row) not in known]
    tagged = [(opening, verdict) for opening in unread if (verdict := judge(opening)).tags]
    chosen = random.Random(seed).sample(tagged, min(count, len(tagged)))
    for number, (opening, verdict) in enumerate(chosen):
        text = " ".join(opening.text.split())
        yield f"{number} {opening.file} {opening.row} | {text} | {' '.join(verdict.tags)} → {verdict.route or '–'}"


def read_shares() -> dict[str, float | int]:
    """Return what readers found right of each file and round, as shares of 1."""
    groups: dict[tuple[int, str], list[Reading]] = {}
    for reading in readings():
        groups.setdefault((reading.round, reading.file), []).append(reading)
    found: dict[str, float | int] = {}
    for (turn, file), many in sorted(groups.items()):
        name = f"round_{turn}_{file}"
        found[f"{name}_read"] = len(many)
        found[f"{name}_tags_right"] = sum(reading.tags for reading in many) / len(many)
        found[f"{name}_team_right"] = sum(reading.team for reading in many) / len(many)
        found[f"{name}_right"] = sum(reading.tags and reading.team for reading in many) / len(many)
    return found


def readings() -> list[Reading]:
    """Return what lies beside this file."""
    return [msgspec.json.decode(line, type=Reading) for line in READ.read_bytes().splitlines()]


if __name__ == "__main__":
    main()
