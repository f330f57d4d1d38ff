"""The rule files as a JSON schema, for editors: made of the same tables of keys that the reader reads by."""

from collections.abc import Mapping
from typing import Any

from agentdesk.rules import vocabulary as words
from agentdesk.rules.item import Keys

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""A single value; YAML takes some for numbers or truths, the reader takes all as they are written."""
_NUMBER: Schema = {"type": ["integer", "string"]}
_DECIMAL: Schema = {"type": ["number", "string"]}
_TRUTH: Schema = {"type": ["boolean", "string", "integer"]}
_TEXTS: Schema = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_NAMED: Schema = {"type": "object"}


def schema() -> Schema:
    """Return the schema of one rule file, as JSON Schema of 2020-12 says it."""
    sections = _table({**words.SECTIONS, **words.FOREIGN_SECTIONS}, _SECTIONS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "agentdesk rules",
        **sections,
        "$defs": {"condition": _condition(), "when": _when()},
    }


def _table(keys: Keys, values: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """Return the schema of a mapping whose keys may be said in either language."""
    properties = {spelling: values.get(name, _TEXT) for spelling, name in keys.items()}
    spellings = [[said for said, name in keys.items() if name == wanted] for wanted in required]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        found["allOf"] = [{"anyOf": [{"required": [said]} for said in many]} for many in spellings]
    return found


def _choice(keys: Keys) -> Schema:
    return {"enum": list(keys)}


def _choices(keys: Keys) -> Schema:
    return {"anyOf": [_choice(keys), {"type": "array", "items": _choice(keys)}]}


def _suggested(keys: Keys) -> Schema:
    """Return words that an editor offers where others are allowed, too."""
    return {"anyOf": [_choices(keys), _TEXTS]}


def _many(one: Schema) -> Schema:
    return {"type": "array", "items": one}


_WHEN: Schema = {"$ref": "#/$defs/when"}


def _when() -> Schema:
    return {"anyOf": [{"$ref": "#/$defs/condition"}, _many({"$ref": "#/$defs/when"})]}


def _condition() -> Schema:
    return _table(words.CONDITIONS, _CONDITIONS) | {"minProperties": 1}


_SAID = {"anyOf": [_TEXT, _table(words.PER_LANGUAGE, {})]}
_WORD = {"anyOf": [_TEXT, _table(words.WORD, {"weight": _DECIMAL, "except": _TEXTS, "hidden": _TRUTH})]}
_LIST = {
    "anyOf": [
        _WORD,
        _many(_WORD),
        _table(words.WORD_LIST, {"words": {"anyOf": [_WORD, _many(_WORD)]}, "except": _TEXTS, "hidden": _TRUTH}),
    ]
}
_LEVELS = {"least": _TEXT, "most": _TEXT, "at_least": _DECIMAL, "at_most": _DECIMAL}
_CONDITIONS = {
    "all": _WHEN,
    "any": _WHEN,
    "none": _WHEN,
    "words": _TEXTS,
    "regex": _TEXTS,
    "within": _table(words.WITHIN, {"chars": _NUMBER, "of": _WHEN}, ("chars", "of")),
    "score": _table(words.SCORE, {"words": _TEXTS, "least": _DECIMAL, "bias": _DECIMAL}, ("words", "least")),
    "stance": _choices(words.STANCES),
    "in": _choice(words.SCOPES),
    "tone": _table(words.TONE, {"words": _TEXTS} | _LEVELS),
    "difficulty": _table(words.DIFFICULTY, {"at_least": _NUMBER, "at_most": _NUMBER}),
    "channel": _suggested(words.CHANNELS),
    "tier": _suggested(words.TIERS),
    "category": _TEXTS,
    "lang": _choices(words.LANGUAGES),
    "first": _TRUTH,
    "hours": _TEXTS,
    "calendar": _choices(words.CALENDAR),
    "wrote": _table(words.WROTE, {"least": _NUMBER, "most": _NUMBER}, ("within",)),
    "age": _table(words.AGE, {}),
    "account_age": _table(words.AGE, {}),
    "tags": _TEXTS,
    "attribute": {"type": "object", "additionalProperties": _TEXTS},
    "length": _table(words.LENGTH, {"min": _NUMBER, "max": _NUMBER}),
}
_EFFECTS = {
    "tags": _TEXTS,
    "untag": _TEXTS,
    "points": {"anyOf": [{"type": "integer", "minimum": -words.MOST_POINTS, "maximum": words.MOST_POINTS}, _TEXT]},
    "priority": _choice(words.PRIORITIES),
    "article": _TEXTS,
    "reply": _TEXTS,
    "skill": _TEXTS,
    "check": _TEXTS,
    "flag": _SAID,
    "avoid_accused": _TRUTH,
}
_FACTS = {
    "channel": _suggested(words.CHANNELS),
    "tier": _suggested(words.TIERS),
    "lang": _choice(words.LANGUAGES),
    "first": _TRUTH,
    "carries": _TEXTS,
    "attribute": _NAMED,
    "earlier": _TEXTS,
    "calendar": _choices(words.CALENDAR),
    "tags": _TEXTS,
    "priority": _choice(words.PRIORITIES),
}
_EXAMPLES = {"anyOf": [_TEXT, _many({"anyOf": [_TEXT, _table(words.EXAMPLE, _FACTS, ("text",))]})]}
_RULE = _table(
    words.RULE,
    {
        "mode": _choice(words.MODES),
        "valid": _table(words.VALID, {}),
        "when": _WHEN,
        "then": _table(words.EFFECTS, _EFFECTS) | {"minProperties": 1},
        "tests": _table(words.TESTS, {"match": _EXAMPLES, "no_match": _EXAMPLES}),
        "lead": _DECIMAL,
    },
    ("id", "when", "then"),
)
_EXPECTED = _table(words.EXPECTED, {"match": _TEXTS, "no_match": _TEXTS, "no_tags": _TEXTS} | _FACTS)
_TURN = _table(words.TURN, {"calendar": _choices(words.CALENDAR), "expect": _EXPECTED})
_SECTIONS = {
    "words": {"type": "object", "additionalProperties": _LIST},
    "caps": {"type": "object", "additionalProperties": _NUMBER},
    "levels": _table(words.PRIORITIES, dict.fromkeys(words.LEVELS, _NUMBER)),
    "rules": _many(_RULE),
    "teams": _many(_table(words.TEAM, {"name": _SAID, "takes": _TEXTS}, ("id",))),
    "replies": _many(_table(words.REPLY, {"title": _SAID, "text": _SAID, "tags": _TEXTS}, ("id", "text"))),
    "checks": _many(_table(words.CHECK, {"text": _SAID}, ("id",))),
    "names": {"type": "object", "additionalProperties": _SAID},
    "tests": _many(_table(words.CONVERSATION, _FACTS | {"turns": _many(_TURN)}, ("turns",))),
    **dict.fromkeys(words.FOREIGN_SECTIONS.values(), _NAMED),
}
