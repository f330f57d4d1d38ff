"""Walk every hostile message through every screen in two terminals: how many did anything to it."""

import contextlib
import time

from benchmarks.common import arguments, report, scratch
from tests.text.hostile import hostile
from tests.tui.hostile.stock import PERSON, stock
from tests.tui.hostile.terminals import PyteJudge, TmuxJudge
from tests.tui.hostile.walk import SINKS, Fault, walk


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--most", type=int, default=1_000, help="so many messages of the corpus")
    given = parser.parse_args()
    payloads = hostile()[: given.most]
    terminals: list[type[PyteJudge | TmuxJudge]] = [PyteJudge, TmuxJudge] if not TmuxJudge.missing() else [PyteJudge]
    faults: list[Fault] = []
    began = time.monotonic()
    with scratch() as folder:
        path = folder / "desk.db"
        entries = [(entry, text) for entry, (_, text) in zip(stock(path, payloads), payloads, strict=True)]
        for terminal in terminals:
            with contextlib.closing(terminal(path, PERSON)) as judge:
                for fault in walk(judge, entries):
                    print(fault, flush=True)
                    faults.append(fault)
    report(
        {
            "entries": len(entries),
            "sinks": len(SINKS),
            "judges": ", ".join(terminal.name for terminal in terminals),
            "looks": len(entries) * len(SINKS) * len(terminals),
            "failures": len({(fault.entry, fault.sink, fault.judge) for fault in faults}),
            "seconds": time.monotonic() - began,
        },
        given.json,
    )


if __name__ == "__main__":
    main()
