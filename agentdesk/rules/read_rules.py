"""The `rules` sections: YAML into rules in visible order."""

from agentdesk.rules.contest import score_of
from agentdesk.rules.item import Item
from agentdesk.rules.problem import Place
from agentdesk.rules.read_conditions import ConditionReader, minute_of, valid
from agentdesk.rules.values import All, Effects, Example, PerLanguage, Rule
from agentdesk.rules.vocabulary import (
    CHANNELS,
    EFFECTS,
    EXAMPLE,
    LANGUAGES,
    MODES,
    MOST_POINTS,
    MOST_SCORE,
    PER_LANGUAGE,
    PRIORITIES,
    RULE,
    TESTS,
    TIERS,
)


class RuleReader:
    """Reads rules one section after the other and numbers them."""

    def __init__(self, conditions: ConditionReader) -> None:
        self._conditions = conditions
        self._ids: dict[str, Place] = {}
        self.rules: list[Rule] = []
        self.mentions: list[tuple[str, str, Item]] = []
        """Names that must be declared somewhere: kind (sla, route, reply), name, and where it was said."""

    def read(self, section: Item) -> None:
        """Take in one `rules` section."""
        if not section.is_list:
            section.error("rules.expected_list")
            return
        for item in section.entries():
            rule = self._rule(item)
            if rule is not None:
                self.rules.append(rule)

    def _rule(self, item: Item) -> Rule | None:
        fields = item.table(RULE)
        if not fields:
            return None
        for key in ("id", "when", "then"):
            if key not in fields:
                item.error("rules.missing", key=key)
        rule_id = self._id(fields["id"]) if "id" in fields else None
        when = self._conditions.read(fields["when"]) if "when" in fields else None
        then = self._effects(fields["then"]) if "then" in fields else None
        mode = fields["mode"].choice(MODES) if "mode" in fields else "live"
        days = valid(fields["valid"]) if "valid" in fields else None
        group = _text(fields, "group")
        contest, lead = _text(fields, "contest"), _lead(fields)
        if contest and when is not None and score_of(when) is None:
            fields["contest"].error("rules.contest_score", id=rule_id or "")
        examples = self._examples(fields["tests"]) if "tests" in fields else ()
        words = {"owner": _text(fields, "owner"), "reason": _text(fields, "reason")}
        if rule_id is None or when is None or then is None or mode is None:
            return None
        return Rule(
            number=len(self.rules) + 1,
            id=rule_id,
            when=All((when, days), when.place) if days else when,
            then=then,
            place=item.place,
            group=group,
            contest=contest,
            lead=lead,
            mode=mode,
            examples=examples,
            **words,
        )

    def _id(self, item: Item) -> str | None:
        value = item.text()
        if value is None:
            return None
        if value in self._ids:
            item.error("rules.id_twice", id=value, place=str(self._ids[value]))
            return None
        self._ids[value] = item.place
        return value

    def _effects(self, item: Item) -> Effects | None:
        fields = item.table(EFFECTS)
        if not fields:
            if item.is_table and not item.node.value:
                item.error("rules.no_effect")
            return None
        return Effects(
            tags=fields["tags"].texts() if "tags" in fields else (),
            points=(fields["points"].number(-MOST_POINTS, MOST_POINTS) or 0) if "points" in fields else 0,
            priority=(fields["priority"].choice(PRIORITIES) or "") if "priority" in fields else "",
            sla=self._mention(fields, "sla"),
            route=self._mention(fields, "route"),
            articles=fields["article"].texts() if "article" in fields else (),
            replies=self._replies(fields),
            flag=per_language(fields["flag"]) if "flag" in fields else PerLanguage(),
            avoid_accused=bool(fields["avoid_accused"].truth()) if "avoid_accused" in fields else False,
        )

    def _mention(self, fields: dict[str, Item], key: str) -> str:
        name = _text(fields, key)
        if name:
            self.mentions.append((key, name, fields[key]))
        return name

    def _replies(self, fields: dict[str, Item]) -> tuple[str, ...]:
        if "reply" not in fields:
            return ()
        entries = [(item.text(), item) for item in fields["reply"].entries()]
        self.mentions += [("reply", name, item) for name, item in entries if name]
        return tuple(name for name, _ in entries if name)

    def _examples(self, item: Item) -> tuple[Example, ...]:
        found: list[Example] = []
        for key, section in item.table(TESTS).items():
            read = (self._example(entry, key == "match") for entry in section.entries())
            found += [example for example in read if example is not None]
        return tuple(found)

    def _example(self, item: Item, matches: bool) -> Example | None:
        if not item.is_table:
            text = item.word()
            return None if text is None else Example(text=text, place=item.place, matches=matches)
        fields = item.table(EXAMPLE)
        text = fields["text"].text() if "text" in fields else None
        if text is None:
            if "text" not in fields:
                item.error("rules.missing", key="text")
            return None
        attributes = fields["attribute"].pairs() if "attribute" in fields else []
        return Example(
            text=text,
            place=item.place,
            matches=matches,
            channel=_choice(fields, "channel", CHANNELS, "chat"),
            tier=_choice(fields, "tier", TIERS, "ordinary"),
            category=_text(fields, "category"),
            lang=(fields["lang"].choice(LANGUAGES) or "") if "lang" in fields else "",
            first=fields["first"].truth() is not False if "first" in fields else True,
            minute_of_day=_time(fields["time"]) if "time" in fields else 720,
            carried=fields["carries"].texts() if "carries" in fields else (),
            attributes={key.raw: value.text() or "" for key, value in attributes},
            tags=fields["tags"].texts() if "tags" in fields else (),
            route=self._mention(fields, "route"),
            priority=(fields["priority"].choice(PRIORITIES) or "") if "priority" in fields else "",
        )


def per_language(item: Item) -> PerLanguage:
    """Return a sentence given once, or once a language."""
    if not item.is_table:
        text = item.text() or ""
        return PerLanguage(text, text)
    fields = item.table(PER_LANGUAGE)
    texts = {name: value.text() or "" for name, value in fields.items()}
    return PerLanguage(texts.get("zh", ""), texts.get("en", ""))


def _text(fields: dict[str, Item], key: str) -> str:
    return (fields[key].text() or "") if key in fields else ""


def _lead(fields: dict[str, Item]) -> float:
    if "lead" not in fields:
        return 0.0
    if "contest" not in fields:
        fields["lead"].error("rules.lead_contest")
    return fields["lead"].decimal(0, MOST_SCORE) or 0.0


def _choice(fields: dict[str, Item], key: str, known: dict[str, str], usual: str) -> str:
    value = _text(fields, key)
    return known.get(value, known.get(value.lower(), value)) or usual


def _time(item: Item) -> int:
    value = item.text() or ""
    minute = minute_of(value)
    if minute is None or minute > 1439:
        item.error("rules.bad_time", value=value)
        return 720
    return minute
