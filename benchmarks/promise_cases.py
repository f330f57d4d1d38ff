"""How much the promises are tested by: hand-computed cases, and random examples against a naive clock.

    python benchmarks/promise_cases.py

It counts the cases of the two tables, runs the tests of the promises, and prints how many random examples they drew.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "promises" / "cases"
NAIVE = ("tests/promises/test_naive_clock.py", "tests/desk/test_naive_life.py", "tests/promises/test_order.py")
RUNS = re.compile(r"(\d+) passing")


def count(table: str) -> int:
    """The cases of a table."""
    return len(re.findall(r"^- name: ", (CASES / table).read_text("utf-8"), re.MULTILINE))


def examples(tests: str) -> tuple[int, bool]:
    """How many examples the tests of a file drew and passed, and whether all passed."""
    command = (sys.executable, "-m", "pytest", "-q", "--hypothesis-show-statistics", tests)
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return sum(map(int, RUNS.findall(ran.stdout))), ran.returncode == 0


def main() -> None:
    """Print the figures."""
    tables = {name: count(name) for name in ("deadlines.yaml", "lives.yaml")}
    for name, cases in tables.items():
        print(f"{name}: {cases} cases computed by hand")
    print(f"in all: {sum(tables.values())} cases")
    for tests in NAIVE:
        drawn, passed = examples(tests)
        print(f"{tests}: {drawn} random examples, {'all passed' if passed else 'FAILED'}")


if __name__ == "__main__":
    main()
