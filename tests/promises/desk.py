"""The promise table and the clock of these examples."""

from pathlib import Path
from zoneinfo import ZoneInfo

from yaml import Node

from agentdesk.clock.moment import from_iso, to_iso
from agentdesk.promises.policy import Policies, parse
from agentdesk.promises.reading import read_section
from agentdesk.rules.nodes import compose
from agentdesk.rules.problem import Problem, Problems

ZONE = ZoneInfo("Asia/Shanghai")
CASES = Path(__file__).with_name("cases")


def at(local: str) -> int:
    """The moment of a time in Shanghai."""
    return from_iso(local, ZONE)


def local(moment: int | None) -> str | None:
    """A moment as the time in Shanghai, to the minute."""
    return None if moment is None else to_iso(moment, ZONE)[:16]


def section(text: str, name: str = "promises.yaml") -> tuple[str, Node]:
    """The `promises` section of a rule file."""
    root = compose(name, text, Problems())
    assert root is not None
    return name, next(value for key, value in root.value if key.value in {"promises", "服务承诺"})


def policies(path: Path) -> Policies:
    """The promises of a file."""
    return parse([section(path.read_text("utf-8"))])


def problems_of(body: str) -> list[Problem]:
    """What is wrong with a section whose text is `body`."""
    problems = Problems()
    root = compose("promises.yaml", body, problems)
    assert root is not None, problems.sorted()
    read_section("promises.yaml", root, problems)
    return list(problems.sorted())
