"""The JSON schema for editors: it takes what the reader takes, and knows no key that the reader does not."""

from typing import Any

import jsonschema
import pytest
import yaml

from agentdesk.resources import shipped
from agentdesk.rules import read_folder
from agentdesk.rules.schema import schema
from tests.rules.small_desk import FILES
from tests.rules.test_scopes import TONE

VALIDATOR = jsonschema.Draft202012Validator(schema())


def faults(text: str) -> list[str]:
    """Return what the schema has against a file."""
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=yaml.BaseLoader))]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("text", [*FILES.values(), TONE])
def test_good_files_are_good_by_the_schema(text: str) -> None:
    assert faults(text) == []


def test_the_shipped_rules_are_good_by_the_schema() -> None:
    found = {name: faults(text) for name, text in read_folder(shipped("rules")).items()}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "text",
    [
        "rulez: []",
        "rules: [{id: a, when: {wrods: x}, then: {tags: x}}]",
        "rules: [{id: a, then: {tags: x}}]",
        "rules: [{id: a, when: {words: x}, then: {}}]",
        "rules: [{id: a, when: {words: x}, then: {priority: urgnt}}]",
        "rules: [{id: a, when: {words: x, in: title}, then: {tags: x}}]",
        "规则: [{名称: a, 当: {全部: [{词: x}, {渠到: y}]}, 则: {标签: x}}]",
        "words: [退款]",
        "teams: [{name: x}]",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(text: str) -> None:
    assert faults(text)


def test_every_key_of_a_condition_is_offered_in_both_languages() -> None:
    offered: dict[str, Any] = schema()["$defs"]["condition"]["properties"]
    assert {"words", "词", "stance", "态度", "wrote", "来信"} <= set(offered)
