"""From starting `agentdesk` to its whole first picture, with 10,000 open tickets, beside an empty textual app."""

import statistics
import sys

from agentdesk.desk.inbound import read_message
from benchmarks.common import arguments, make_desk, messages, report, scratch
from benchmarks.pty_measure import Terminal, desk_command


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--tickets", type=int, default=10_000)
    given = parser.parse_args()
    empty: list[float] = []
    desk_paints: list[float] = []
    memory: list[float] = []
    with scratch() as folder:
        path = folder / "desk.db"
        desk = make_desk(path, 1)
        inbound = [read_message(message) for message in messages(given.tickets)]
        for start in range(0, len(inbound), 500):
            desk.receive(inbound[start : start + 500])
        desk.close()
        for _ in range(given.runs + 1):  # in turn, so that both meet the same neighbours
            with Terminal([sys.executable, "-m", "benchmarks.empty_app"]) as terminal:
                empty.append(terminal.first_paint(lambda text: "nothing here" in text))
            with Terminal(desk_command(path, "ann0")) as terminal:
                desk_paints.append(terminal.first_paint(lambda text: "#1" in text))
                memory.append(terminal.peak_megabytes())
    report(
        {
            "open_tickets": given.tickets,
            "runs": given.runs,
            "empty_app_ms_median": statistics.median(empty[1:]),
            "desk_ms_median": statistics.median(desk_paints[1:]),
            "desk_ms_min": min(desk_paints[1:]),
            "desk_ms_max": max(desk_paints[1:]),
            "above_the_empty_app_ms": statistics.median(desk_paints[1:]) - statistics.median(empty[1:]),
            "peak_megabytes": statistics.median(memory[1:]),
        },
        given.json,
    )


if __name__ == "__main__":
    main()
