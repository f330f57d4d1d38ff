"""The rulebook: each of the desk's own sections is read by itself, without compiling the rules."""

import pytest

from agentdesk.desk.rulebook import Rulebook
from agentdesk.resources import shipped
from agentdesk.rules import read_folder


@pytest.mark.parametrize("part", ["policies", "lifecycle", "sharing", "spikes"])
def test_a_section_of_the_shipped_rules_needs_no_rules(part: str) -> None:
    book = Rulebook(read_folder(shipped("rules")))
    assert getattr(book, part) is not None
    assert "rules" not in vars(book)


@pytest.mark.parametrize(
    "text",
    [
        "incidents: {least: 3}",
        '"incidents": {least: 3}',
        "突发事件:\n  至少: 3\n",
        "{incidents: {least: 3}}",
        '# a remark\n{"incidents": {"least": 3}}',
        '"\\u7a81\\u53d1\\u4e8b\\u4ef6": {least: 3}',
        "? incidents\n: {least: 3}\n",
    ],
)
def test_a_section_is_found_however_its_name_is_written(text: str) -> None:
    other = "rules:\n  - {id: a, when: {words: [incidents, 突发事件]}, then: {points: 1}}\n"
    assert Rulebook({"a.yaml": other, "b.yaml": text}).spikes.least == 3
