"""Walk every hostile message through every screen in two terminals: how many did anything to it."""

import contextlib
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from agentdesk.settings import save_setting
from benchmarks.common import arguments, report, scratch
from tests.text.hostile import hostile
from tests.tui.hostile.stock import PERSON, Backdoor, stock
from tests.tui.hostile.terminals import PyteJudge, TmuxJudge
from tests.tui.hostile.walk import SINKS, Fault, walk

JUDGES: dict[str, type[PyteJudge | TmuxJudge]] = {"pyte": PyteJudge, "tmux": TmuxJudge}


class Walked(msgspec.Struct, frozen=True):
    """What a walk came to."""

    entries: int
    faults: list[Fault]
    unasked: list[str]
    """What happened in the agent's name though nobody asked for it."""


def walk_all(folder: Path, most: int, sinks: Sequence[str], judge_name: str) -> Walked:
    """Walk the corpus on a desk of its own before one judge; print each fault at once."""
    payloads = hostile()[:most]
    path = folder / f"{judge_name}.db"
    entries = [(entry, text) for entry, (_, text) in zip(stock(path, payloads), payloads, strict=True)]
    faults: list[Fault] = []
    with contextlib.closing(Backdoor(path)) as backdoor, contextlib.closing(JUDGES[judge_name](path, PERSON)) as judge:
        for fault in walk(judge, backdoor, entries, sinks):
            print(fault, flush=True)
            faults.append(fault)
        return Walked(len(entries), faults, backdoor.unasked())


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--most", type=int, default=1_000, help="so many messages of the corpus")
    parser.add_argument("--sinks", nargs="*", choices=SINKS, default=SINKS, help="only these")
    given = parser.parse_args()
    judges = [name for name in JUDGES if name != "tmux" or not TmuxJudge.missing()]
    began = time.monotonic()
    with (
        scratch() as folder,
        ProcessPoolExecutor(len(judges), mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        os.environ["XDG_CONFIG_HOME"] = str(folder)  # settings of their own, inherited by the programs
        save_setting("notice", True)
        walks = list(pool.map(partial(walk_all, folder, given.most, given.sinks), judges))
    entries = walks[0].entries
    report(
        {
            "entries": entries,
            "sinks": ", ".join(given.sinks),
            "judges": ", ".join(judges),
            "looks": entries * len(given.sinks) * len(judges),
            "failures": len({(fault.entry, fault.sink, fault.judge) for each in walks for fault in each.faults}),
            "done_in_the_agents_name_by_a_message": sum(len(each.unasked) for each in walks),
            "seconds": time.monotonic() - began,
        },
        given.json,
    )


if __name__ == "__main__":
    main()
