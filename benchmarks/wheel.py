"""The wheel into an empty environment of its own, with every dependency: seconds, megabytes, first paint of the demo.

Asks the package index that pip is set up to ask.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.common import ROOT, arguments, report, scratch
from benchmarks.pty_measure import Terminal


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    os.environ.pop("PYTHONPATH", None)
    with scratch() as folder:
        _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
        (wheel,) = folder.glob("*.whl")
        home = folder / "venv"
        begun = time.monotonic()
        _run(sys.executable, "-m", "venv", "--without-pip", str(home))
        _run(sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet", str(wheel))
        seconds = time.monotonic() - begun
        paints = [_first_paint(home) for _ in range(given.runs + 1)]
        report(
            {
                "wheel_megabytes": wheel.stat().st_size / 1e6,
                "packages": len(list(home.glob("lib/python*/site-packages/*.dist-info"))),
                "seconds_to_install": seconds,
                "megabytes_installed": _megabytes(home),
                "seconds_to_first_demo": paints[0] / 1000,
                "seconds_to_demo_median": statistics.median(paints[1:]) / 1000,
            },
            given.json,
        )


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _first_paint(home: Path) -> float:
    """Return the milliseconds until the demo's queue stands there; the first start compiles the modules too."""
    with Terminal([str(home / "bin" / "agentdesk"), "demo", "--lang", "en"]) as terminal:
        return terminal.first_paint(lambda text: "#10" in text)


def _megabytes(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    main()
