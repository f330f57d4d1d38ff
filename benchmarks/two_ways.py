"""Whether judging the quick way finds the rules that asking each condition by itself finds: how many messages differ.

The quick way reads only the rules that a word touched, and works out once what several ask; explaining reads them all.
"""

import time
from itertools import chain
from pathlib import Path

from agentdesk.desk.rulebook import compile_files
from agentdesk.resources import shipped
from agentdesk.rules import Facts, RuleSet, explain, read_folder
from benchmarks.common import arguments, messages, report
from benchmarks.verdict_size import texts


def differs(rules: RuleSet, text: str, facts: Facts) -> bool:
    """Whether both ways find other rules in a message."""
    verdict = rules.judge(text, facts)
    quick = [hit.rule for hit in (*verdict.hits, *verdict.shadow)]
    slow = [one.number for one in explain(rules, text, facts).rules if one.matched and one.mode != "off"]
    return sorted(quick) != slow


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="conversations, JSON Lines, whose customers are quoted")
    parser.add_argument("--most", type=int, default=2_000, help="messages of each file")
    given = parser.parse_args()
    rules = compile_files(read_folder(shipped("rules"))).rules
    said = list(chain.from_iterable(texts(file)[: given.most] for file in given.files))
    said = said or [message["text"] for message in messages(given.most)]
    usual = Facts(channel="chat", tier="ordinary", lang="zh", first=True)
    other = Facts(channel="email", tier="vip", lang="en", subject="退款 refund", earlier=tuple(said[:3]), turns=3)
    began = time.perf_counter()
    wrong = [text for number, text in enumerate(said) if differs(rules, text, (usual, other)[number % 2])]
    report({"messages": len(said), "that_differ": len(wrong), "seconds": time.perf_counter() - began}, given.json)


if __name__ == "__main__":
    main()
