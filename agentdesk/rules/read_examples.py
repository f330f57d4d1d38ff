"""Tests in rule files: the examples beside a rule, and whole conversations."""

from collections.abc import Callable, Mapping

import msgspec

from agentdesk.rules.item import Item, Keys
from agentdesk.rules.read_facts import MOST_COUNT, minute_of, minutes
from agentdesk.rules.values import Conversation, Example, Turn
from agentdesk.rules.vocabulary import (
    CALENDAR,
    CHANNELS,
    CONVERSATION,
    EXAMPLE,
    EXPECTED,
    LANGUAGES,
    PRIORITIES,
    TESTS,
    TIERS,
    TURN,
)

Mention = tuple[str, str, Item]
"""A name that must be declared somewhere: its kind (route, reply, rule …), the name, and where it was said."""

MOST_TURNS = 200


class ExampleReader:
    """Reads tests; the teams, replies and rules they name go to `mentions`."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.conversations: list[Conversation] = []
        self._mentions = mentions

    def read(self, item: Item) -> tuple[Example, ...]:
        """Return the examples beside a rule."""
        found: list[Example] = []
        for key, section in item.table(TESTS).items():
            read = (self._example(entry, key == "match") for entry in section.entries())
            found += [example for example in read if example is not None]
        return tuple(found)

    def read_conversations(self, section: Item) -> None:
        """Take in a `tests` section: a list of conversations."""
        if not section.is_list:
            section.error("rules.expected_list")
            return
        for item in section.entries():
            fields = item.table(CONVERSATION)
            if item.is_table and "turns" not in fields:
                item.missing("turns", CONVERSATION)
            if "turns" in fields:
                self._conversation(item, fields)

    def _conversation(self, item: Item, fields: dict[str, Item]) -> None:
        base = _told(Example(text="", place=item.place, matches=True), fields)
        name = text_of(fields, "name") or f"{item.place.file}:{item.place.line}"
        entries = fields["turns"].entries()
        if len(entries) > MOST_TURNS:
            fields["turns"].error("rules.too_many_turns", most=MOST_TURNS)
            return
        turns = tuple(turn for entry in entries if (turn := self._turn(entry, base)) is not None)
        self.conversations.append(Conversation(name, turns, item.place))

    def _turn(self, item: Item, base: Example) -> Turn | None:
        fields = item.table(TURN)
        author = next((name for name in ("customer", "agent", "bot") if name in fields), "")
        if not author:
            if item.is_table:
                item.missing("customer", TURN)
            return None
        expected = fields["expect"].table(EXPECTED) if "expect" in fields else {}
        example = self._expecting(_told(msgspec.structs.replace(base, place=item.place), fields), expected)
        return Turn(
            author=author,
            text=fields[author].text() or "",
            place=item.place,
            example=example,
            matches=self._rules(expected, "match"),
            no_match=self._rules(expected, "no_match"),
            no_tags=expected["no_tags"].texts() if "no_tags" in expected else (),
        )

    def _rules(self, fields: Mapping[str, Item], key: str) -> tuple[str, ...]:
        items = fields[key].entries() if key in fields else []
        named = [(name, item) for item in items if (name := item.text()) is not None]
        self._mentions.extend(("rule", name, item) for name, item in named)
        return tuple(name for name, _ in named)

    def _example(self, item: Item, matches: bool) -> Example | None:
        if not item.is_table:
            text = item.word()
            return None if text is None else Example(text=text, place=item.place, matches=matches)
        fields = item.table(EXAMPLE)
        text = fields["text"].text() if "text" in fields else None
        if text is None:
            if "text" not in fields:
                item.missing("text", EXAMPLE)
            return None
        told = _told(Example(text=text, place=item.place, matches=matches), fields)
        return self._expecting(told, fields)

    def _expecting(self, example: Example, fields: Mapping[str, Item]) -> Example:
        return msgspec.structs.replace(
            example,
            tags=fields["tags"].texts() if "tags" in fields else (),
            route=self._mention(fields, "route"),
            priority=(fields["priority"].choice(PRIORITIES) or "") if "priority" in fields else "",
            auto_reply=self._mention(fields, "auto_reply"),
        )

    def _mention(self, fields: Mapping[str, Item], key: str) -> str:
        name = text_of(fields, key)
        if name:
            self._mentions.append((key, name, fields[key]))
        return name


def text_of(fields: Mapping[str, Item], key: str) -> str:
    """Return the text under a key, "" when it is not there."""
    return (fields[key].text() or "") if key in fields else ""


def _told(example: Example, fields: Mapping[str, Item]) -> Example:
    """Return the example with the facts that are given."""
    given = {name: read(fields[name]) for name, read in _FACTS.items() if name in fields}
    kept = {_FIELDS.get(name, name): value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(example, **kept)


def _one_of(known: Keys, item: Item) -> str | None:
    value = item.text()
    return None if value is None else known.get(value, known.get(value.lower(), value))


def _attributes(item: Item) -> dict[str, str]:
    return {key.raw: value.text() or "" for key, value in item.pairs()}


def _time(item: Item) -> int | None:
    value = item.text() or ""
    minute = minute_of(value)
    if minute is None or minute > 1439:
        item.error("rules.bad_time", value=value)
        return None
    return minute


def _calendar(item: Item) -> tuple[str, ...]:
    return tuple(value for entry in item.entries() if (value := entry.choice(CALENDAR)) is not None)


_FIELDS = {"time": "minute_of_day", "carries": "carried", "attribute": "attributes"}
_FACTS: dict[str, Callable[[Item], object]] = {
    "channel": lambda item: _one_of(CHANNELS, item),
    "tier": lambda item: _one_of(TIERS, item),
    "category": Item.text,
    "lang": lambda item: item.choice(LANGUAGES),
    "first": Item.truth,
    "time": _time,
    "carries": Item.texts,
    "attribute": _attributes,
    "subject": Item.text,
    "earlier": Item.texts,
    "wrote": lambda item: item.number(0, MOST_COUNT),
    "age": minutes,
    "account_age": minutes,
    "calendar": _calendar,
    "attachments": lambda item: item.number(0, 1_000),
    "reopened": lambda item: item.number(0, 1_000),
}
"""How each fact of a test is read."""
