"""Messages judged a second on one core, with verdict and places, at 100, 1,000 and 10,000 rules of 3.6 words and half a
regex each; beside it one compiled `re` alternation of the same words and patterns, which tells neither rule nor reason.
"""

import random
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from agentdesk.rules import Facts, RuleSet, parse
from benchmarks.common import arguments, messages, one_core, report
from benchmarks.verdict_size import texts

CHARACTERS = "退款货单到账充值提现物流客服投诉举报封号直播主播粉丝流量商家店铺质量破损假冒优惠活动会员续费发票地址密码"
SUBJECTS = ("退款", "换货", "投诉", "充值", "快递", "refund", "delivery", "charged", "account", "parcel")
PATTERNS = (r"{0}.{{0,6}}{1}", r"\b{0}\s*\d{{4,}}", r"{0}(了|过)?{1}?吗", r"(?:没|不){0}.{{1,4}}{1}")


def word(chance: random.Random) -> str:
    """Return a word of two to four characters, now and then one of the commonest subjects."""
    if chance.random() < 0.01:
        return chance.choice(SUBJECTS)
    return "".join(chance.choices(CHARACTERS, k=chance.choice((2, 3, 3, 4))))


def rules_text(count: int, seed: int = 1) -> tuple[str, list[str], list[str]]:
    """Return a rule file of `count` rules, with its words and patterns."""
    chance = random.Random(seed)
    lines, words, patterns = ["rules:"], [], []
    for number in range(count):
        mine = [word(chance) for _ in range(chance.choice((3, 4, 4, 3, 4)))]
        wants = f"words: [{', '.join(mine)}]"
        words += mine
        if number % 2:
            patterns.append(chance.choice(PATTERNS).format(*mine))
            wants = f"any: [{{{wants}}}, {{regex: '{patterns[-1]}'}}]"
        if number % 3 == 0:
            wants = f"all: [{{{wants}}}, {{channel: [chat, app, web]}}]"
        effects = f"tags: [t{number % 200}], points: {number % 30}"
        lines.append(f"  - {{id: r{number}, group: g{number % 20}, when: {{{wants}}}, then: {{{effects}}}}}")
    return "\n".join(lines), words, patterns


def rate(texts_: Sequence[str], work: Callable[[str], object], seconds: float) -> float:
    """Return texts worked through a second, over at least so many seconds, after one unmeasured round."""
    for text in texts_[:2_000]:
        work(text)
    done, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for text in texts_:
            work(text)
        done += len(texts_)
    return done / (time.process_time() - began)


def alternation(words: Sequence[str], patterns: Sequence[str]) -> Callable[[str], object]:
    """Return a search for all words and patterns by one compiled `re`, with places."""
    both = [*sorted({re.escape(one) for one in words}, key=lambda one: (-len(one), one)), *patterns]
    compiled = re.compile("|".join(both), re.IGNORECASE)
    return lambda text: [match.span() for match in compiled.finditer(text)]


def figures(count: int, said: Sequence[str], seconds: float) -> dict[str, Any]:
    """Measure one number of rules."""
    text, words, patterns = rules_text(count)
    began = time.process_time()
    ruleset: RuleSet = parse({"bench.yaml": text})
    judge, facts = ruleset.engine.judge, Facts(channel="chat", tier="ordinary", lang="zh")
    compiled = time.process_time() - began
    hits = sum(bool(judge(one, facts).hits) for one in said) / len(said)
    ours = rate(said, lambda one: judge(one, facts), seconds)
    theirs = rate(said[: max(50, 40_000 // count)], alternation(words, patterns), seconds)
    name = f"{count:,}_rules"
    return {
        f"{name}_messages_a_second": round(ours),
        f"{name}_re_messages_a_second": round(theirs),
        f"{name}_share_with_a_hit": hits,
        f"{name}_seconds_to_compile": compiled,
    }


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="conversations, JSON Lines, whose customers are quoted")
    parser.add_argument("--rules", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--seconds", type=float, default=3.0)
    given = parser.parse_args()
    one_core()
    said = [text for file in given.files for text in texts(file)][:20_000]
    said = said or [message["text"] for message in messages(5_000)]
    found: dict[str, Any] = {"messages": len(said), "mean_characters": sum(map(len, said)) / len(said)}
    for count in given.rules:
        found |= figures(count, said, given.seconds)
    report(found, given.json)


if __name__ == "__main__":
    main()
